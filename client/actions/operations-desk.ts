// What staff do: halts and blocks, approvals, users, the bank's day, the audit log. The server asks for a
// grant and a reason each time and keeps both.

import type { BreakKind, Unmatched } from '../../shared/domain/bank-breaks.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import type { ProfileView } from '../../shared/domain/profile.ts';
import type { Proposal } from '../../shared/domain/proposal.ts';
import { restFile, type Answered, type RestFile } from '../net/rest-call.ts';
import { instrumentsStore } from '../state/instruments-store.ts';
import { restBearer } from './current-link.ts';
import { officeCall } from './office-call.ts';

export type { Answered } from '../net/rest-call.ts';

export interface Payout {
  readonly id: number;
  readonly account: number;
  readonly iban: string;
  readonly asset: number;
  readonly amountMinor: number;
  readonly state: string;
  readonly approvals: readonly string[];
  readonly createdMs: number;
}

export interface UnmatchedCredit {
  readonly id: number;
  readonly asset: number;
  readonly amountMinor: number;
  readonly reference: string;
  readonly payer: string;
  readonly classification: Unmatched;
  readonly receivedMs: number;
}

export interface Reconciliation {
  readonly id: number;
  readonly day: string;
  readonly currency: string;
  readonly runBy: string;
  readonly breakCount: number;
  readonly breaks: readonly {
    readonly kind: BreakKind;
    readonly words: string;
  }[];
}

export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: number;
  readonly account: number;
  readonly kyc: string;
  readonly sessions: number;
  readonly createdMs: number;
}

export interface UnmaskedUser {
  readonly id: string;
  readonly email: string;
  readonly profile: ProfileView;
}

export interface AuditRow {
  readonly seq: number;
  readonly atMicros: number;
  readonly who: { readonly user: string; readonly role: string };
  readonly what: string;
  readonly object: string;
  readonly why?: string;
  readonly outcome: string;
}

export interface AuditVerdict {
  readonly sound: boolean;
  readonly entries?: number;
  readonly badSeq?: number;
  readonly why?: string;
}

const operate = <T = unknown>(path: string, body: unknown) =>
  officeCall<T>('POST', `operations/${path}`, body);

/** What the switches of the venue act on. */
export type SwitchTarget =
  { readonly is: 'venue' } | { readonly is: 'instrument' | 'account'; readonly id: number };

/** An account that is unblocked becomes a proposal for another person. */
export function turn(
  target: SwitchTarget,
  isOff: boolean,
  reason: string,
): Promise<Answered<unknown>> {
  if (target.is === 'venue') return operate(`venue/${isOff ? 'halt' : 'resume'}`, { reason });
  const act = { instrument: ['resume', 'halt'], account: ['unblock', 'block'] } as const;
  const path = `${target.is}s/${String(target.id)}/${act[target.is][Number(isOff)]!}`;
  return operate(path, { reason });
}

/** Orders of the instrument are collected until another person lets it trade. */
export function callAuction(instrument: number, reason: string): Promise<Answered<unknown>> {
  return operate(`instruments/${String(instrument)}/auction`, { reason });
}

/** The business day that was run last, YYYY-MM-DD; empty: none yet. */
export const readBusinessDay = () =>
  officeCall<{ readonly date: string }>('GET', 'operations/business-day');

/** `date` as YYYY-MM-DD; what is due by then settles. */
export function runBusinessDay(date: string, reason: string): Promise<Answered<unknown>> {
  return operate('business-day', { date, reason });
}

export function proposeBust(trade: number, reason: string): Promise<Answered<unknown>> {
  return operate(`trades/${String(trade)}/bust`, { reason });
}

export const listProposals = () => officeCall<readonly Proposal[]>('GET', 'operations/proposals');

export function answerProposal(
  id: number,
  act: 'confirm' | 'withdraw',
  reason: string,
): Promise<Answered<unknown>> {
  return operate(`proposals/${String(id)}/${act}`, { reason });
}

export const listPayouts = () =>
  officeCall<readonly Payout[]>('GET', 'operations/payouts?state=awaitingApproval');

export function answerPayout(
  id: number,
  act: 'approve' | 'refuse',
  note: string,
): Promise<Answered<unknown>> {
  return operate(`payouts/${String(id)}/${act}`, { note });
}

export const listUnmatched = () =>
  officeCall<readonly UnmatchedCredit[]>('GET', 'operations/unmatched');

export function assignCredit(
  id: number,
  account: number,
  note: string,
): Promise<Answered<unknown>> {
  return operate(`unmatched/${String(id)}/assign`, { account, note });
}

export const listReconciliations = () =>
  officeCall<readonly Reconciliation[]>('GET', 'operations/reconciliations');

export const runReconciliation = () => operate('reconciliations/run', {});

export function searchUsers(
  query: string,
): Promise<Answered<{ readonly users: readonly UserRow[] }>> {
  return officeCall('GET', `admin/users?query=${encodeURIComponent(query)}`);
}

/** Ends the sessions and the sockets of the user. */
export function changeRoleOf(user: string, role: number): Promise<Answered<unknown>> {
  return officeCall('POST', `admin/users/${encodeURIComponent(user)}/role`, { role });
}

export function decideProfile(
  user: string,
  approve: boolean,
  reason: string,
): Promise<Answered<unknown>> {
  return officeCall('POST', `admin/users/${encodeURIComponent(user)}/profile`, { approve, reason });
}

export function endSessionsOf(user: string): Promise<Answered<unknown>> {
  return officeCall('DELETE', `admin/users/${encodeURIComponent(user)}/sessions`);
}

export function unmaskUser(user: string, reason: string): Promise<Answered<UnmaskedUser>> {
  return officeCall('POST', `admin/users/${encodeURIComponent(user)}/unmask`, { reason });
}

export function searchAudit(
  who: string,
  what: string,
): Promise<Answered<{ readonly rows: readonly AuditRow[] }>> {
  const query = new URLSearchParams({ limit: '100' });
  if (who !== '') query.set('who', who);
  if (what !== '') query.set('what', what);
  return officeCall('GET', `audit?${query.toString()}`);
}

export const verifyAudit = () => officeCall<AuditVerdict>('GET', 'audit/verify');

/** The signed bundle, a file for `npm run audit-check`. */
export async function readAuditBundle(): Promise<Answered<RestFile>> {
  return restFile('audit/bundle', (await restBearer()) ?? '');
}

export function tradedInstruments(): readonly Instrument[] {
  return [...instrumentsStore.getState().instruments.values()];
}
