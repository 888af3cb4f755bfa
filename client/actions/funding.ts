// Money in and out of the own account, its cash ledger and its statements.

import type { BankAccount, NewBankAccount } from '../../shared/domain/bank-account.ts';
import { restCall, restFile, type Answered, type RestFile } from '../net/rest-call.ts';
import { restBearer } from './current-link.ts';

export type { Answered, RestFile } from '../net/rest-call.ts';

export interface FundedCurrency {
  readonly asset: number;
  readonly code: string;
  readonly scale: number;
  readonly withdrawableMinor: number;
  readonly heldMinor: number;
  /** Withdrawals without an end. */
  readonly inTransitMinor: number;
  /** Above it two persons approve. */
  readonly approvalAboveMinor: number;
}

export interface PayInstructions {
  readonly holder: string;
  readonly iban: string;
  readonly bic: string;
  readonly reference: string;
}

export interface Funding {
  readonly canSimulate: boolean;
  readonly instructions: PayInstructions;
  readonly currencies: readonly FundedCurrency[];
}

export interface HistoryLine {
  readonly state: string;
  readonly actor: string;
  readonly note: string;
  readonly atMs: number;
}

export interface Withdrawal {
  readonly id: number;
  readonly user: string;
  readonly iban: string;
  readonly asset: number;
  readonly amountMinor: number;
  readonly endToEndId: string;
  readonly state: string;
  readonly needsApproval: boolean;
  readonly createdMs: number;
  readonly approvals: readonly string[];
  readonly history: readonly HistoryLine[];
}

export interface NewWithdrawal {
  readonly bankAccount: number;
  readonly asset: number;
  readonly amountMinor: number;
  readonly clientRequestId: string;
}

export interface Deposit {
  readonly id: number;
  readonly asset: number;
  readonly currency: string;
  readonly amountMinor: number;
  readonly state: string;
  /** Masked. */
  readonly payer: string;
  readonly bankReference: string;
  readonly receivedMs: number;
  readonly history: readonly HistoryLine[];
}

/** All that the page of deposits and withdrawals shows. */
export interface Funds {
  readonly funding: Funding;
  readonly accounts: readonly BankAccount[];
  readonly withdrawals: readonly Withdrawal[];
  readonly deposits: readonly Deposit[];
}

/** One posting as the server tells it. */
export interface Posting {
  readonly command_seq: number;
  readonly ordinal: number;
  readonly asset: number;
  readonly amount_minor: number;
  readonly cause: number;
  readonly reference: number;
  readonly time_micros: number;
}

export interface PostingPage {
  readonly rows: readonly Posting[];
  readonly next: string;
}

const NOT_SIGNED_IN = { ok: false, code: 1001, name: 'NOT_SIGNED_IN', field: '' } as const;

async function own<T>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answered<T>> {
  const bearer = await restBearer();
  return bearer === undefined ? NOT_SIGNED_IN : restCall<T>(method, path, body, bearer);
}

export async function readFunds(): Promise<Answered<Funds>> {
  const [funding, accounts, withdrawals, deposits] = await Promise.all([
    own<Funding>('GET', 'funding'),
    own<readonly BankAccount[]>('GET', 'funding/bank-accounts'),
    own<readonly Withdrawal[]>('GET', 'funding/withdrawals'),
    own<readonly Deposit[]>('GET', 'funding/deposits'),
  ]);
  if (!funding.ok) return funding;
  if (!accounts.ok) return accounts;
  if (!withdrawals.ok) return withdrawals;
  if (!deposits.ok) return deposits;
  return {
    ok: true,
    value: {
      ...{ funding: funding.value, accounts: accounts.value },
      ...{ withdrawals: withdrawals.value, deposits: deposits.value },
    },
  };
}

/** By asset: net of what is traded and still to come (negative: to go), in minor units. */
export async function readUnsettled(): Promise<Answered<ReadonlyMap<number, number>>> {
  type Balances = readonly { readonly asset: number; readonly unsettled_minor: number }[];
  const answer = await own<Balances>('GET', 'balances');
  if (!answer.ok) return answer;
  return { ok: true, value: new Map(answer.value.map((row) => [row.asset, row.unsettled_minor])) };
}

export function addBankAccount(account: NewBankAccount): Promise<Answered<BankAccount>> {
  return own('POST', 'funding/bank-accounts', account);
}

export function removeBankAccount(id: string): Promise<Answered<unknown>> {
  return own('DELETE', `funding/bank-accounts/${id}`);
}

/** The same `clientRequestId` again is the same withdrawal. */
export function withdraw(given: NewWithdrawal): Promise<Answered<Withdrawal>> {
  return own('POST', 'funding/withdrawals', given);
}

export function cancelWithdrawal(id: number): Promise<Answered<Withdrawal>> {
  return own('POST', `funding/withdrawals/${String(id)}/cancel`);
}

export function simulatePayIn(asset: number, amountMinor: number): Promise<Answered<unknown>> {
  return own('POST', 'funding/simulated-pay-in', { asset, amountMinor });
}

/** `query`: filters and page, as the server names them. */
export function readPostings(query: URLSearchParams): Promise<Answered<PostingPage>> {
  return own('GET', `cash-entries?${query.toString()}`);
}

async function ownFile(path: string): Promise<Answered<RestFile>> {
  const bearer = await restBearer();
  return bearer === undefined ? NOT_SIGNED_IN : restFile(path, bearer);
}

/** Statements are made from days of UTC, both included. */
export interface StatementAsk {
  readonly from: string;
  readonly to: string;
  readonly format: 'pdf' | 'csv' | 'json';
  readonly lang: string;
}

export function makeStatement(ask: StatementAsk): Promise<Answered<RestFile>> {
  return ownFile(`statements?${new URLSearchParams({ ...ask }).toString()}`);
}

/** First in, first out · last in, first out · dearest first. */
export type LotMethod = 'fifo' | 'lifo' | 'hifo';

export interface LotsAsk extends Pick<StatementAsk, 'from' | 'to' | 'lang'> {
  readonly method: LotMethod;
  readonly format: StatementAsk['format'];
}

interface Lot {
  readonly instrument: number;
  /** UTC days. */
  readonly openedDay: string;
  readonly isShort: boolean;
  readonly isTransferred: boolean;
  readonly lots: number;
}

/** Quote minor units, fees included. */
export interface ClosedLot extends Lot {
  readonly closedDay: string;
  readonly isTakenOut: boolean;
  readonly costMinor: number;
  readonly proceedsMinor: number;
  readonly gainMinor: number;
  readonly isLongTerm: boolean;
}

export interface OpenLot extends Lot {
  readonly valueMinor: number;
}

export interface LotTotals {
  readonly asset: number;
  readonly costMinor: number;
  readonly proceedsMinor: number;
  readonly shortTermMinor: number;
  readonly longTermMinor: number;
  readonly openCostMinor: number;
}

/** Of each kind the last ones, oldest first; the counts are of all. */
export interface TaxLots {
  readonly totals: readonly LotTotals[];
  readonly closed: readonly ClosedLot[];
  readonly open: readonly OpenLot[];
  readonly closedCount: number;
  readonly openCount: number;
}

export function readTaxLots(ask: Omit<LotsAsk, 'format' | 'lang'>, last: number) {
  const query = new URLSearchParams({ ...ask, format: 'json', last: String(last) });
  return own<TaxLots>('GET', `tax-lots?${query.toString()}`);
}

export function makeTaxLots(ask: LotsAsk): Promise<Answered<RestFile>> {
  return ownFile(`tax-lots?${new URLSearchParams({ ...ask }).toString()}`);
}

/** Rows of one page of the server. */
const CSV_PAGE = 500;
/** Pages of one file; who has more chooses a shorter time. */
const CSV_PAGES_MAX = 100;

/** All postings of the filters as the server writes them, page after page. */
export async function makePostingsCsv(query: URLSearchParams): Promise<Answered<RestFile>> {
  const parts: string[] = [];
  let name = '';
  for (let before = ''; parts.length < CSV_PAGES_MAX;) {
    const page = new URLSearchParams(query);
    for (const [key, value] of Object.entries({ format: 'csv', limit: String(CSV_PAGE), before }))
      page.set(key, value);
    const answer = await ownFile(`cash-entries?${page.toString()}`);
    if (!answer.ok) return answer;
    name = answer.value.name;
    const { rows, last } = csvPage(await answer.value.content.text(), parts.length > 0);
    parts.push(rows);
    if (last.count < CSV_PAGE) break;
    before = last.entry;
  }
  return { ok: true, value: { name, content: new Blob(parts, { type: 'text/csv' }) } };
}

/** A page of the cash ledger, without its heading when it goes on another; where the next one begins. */
export function csvPage(text: string, isFollowing: boolean) {
  const [heading = '', ...lines] = text.split('\r\n').filter((line) => line !== '');
  const kept = isFollowing ? lines : [heading, ...lines];
  // The second column names the posting as the server pages by it.
  const entry = lines.at(-1)?.split(',')[1] ?? '';
  return { rows: kept.map((line) => `${line}\r\n`).join(''), last: { count: lines.length, entry } };
}
