// Filters of the cash ledger, and what a posting's reference stands for.

import { entryCauseName } from '../../../shared/domain/entry-cause.ts';
import type { Posting } from '../../actions/funding.ts';
import type { Zone } from '../../ui/zoned-time.ts';

export interface PostingFilter {
  /** Empty: all of them. */
  readonly asset: string;
  readonly cause: string;
  /** YYYY-MM-DD on the user's clock, both included; empty: no bound. */
  readonly from: string;
  readonly to: string;
}

export const NO_FILTER: PostingFilter = { asset: '', cause: '', from: '', to: '' };

const DAY_MS = 86_400_000;
const MICROS = 1_000;

/** The start of a day on the clock, ms since 1970; NaN: there is no such day. */
function dayStart(day: string, zone: Zone): number {
  return new Date(`${day}T00:00:00${zone === 'local' ? '' : 'Z'}`).getTime();
}

/** The start of the day after; a local day may have 23 or 25 hours. */
function dayEnd(day: string, zone: Zone): number {
  if (zone !== 'local') return dayStart(day, zone) + DAY_MS;
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return date.getTime();
}

export function isFilter({ from, to }: PostingFilter): boolean {
  return from === '' || to === '' || from <= to;
}

/** As the server names it: `from` included, `to` not, in µs. */
export function filterQuery(filter: PostingFilter, zone: Zone): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.asset !== '') query.set('asset', filter.asset);
  if (filter.cause !== '') query.set('cause', filter.cause);
  if (filter.from !== '') query.set('from', String(dayStart(filter.from, zone) * MICROS));
  if (filter.to !== '') query.set('to', String(dayEnd(filter.to, zone) * MICROS));
  return query;
}

/** The treasury counts its postings above this. */
const TREASURY_FROM = 5e12;
const TREASURY_TO = 6e12;

export type Meaning =
  | 'tradePaid'
  | 'tradeGot'
  | 'feePaid'
  | 'feeBack'
  | 'duty'
  | 'reversal'
  | 'penaltyPaid'
  | 'penaltyGot'
  | 'boughtIn'
  | 'opening'
  | 'paidIn'
  | 'paidOut'
  | 'held'
  | 'givenBack'
  | 'other';

/** What a posting was for, and the number to find it by; 0: there is none. */
export function meaningOf({ cause, amount_minor: amount, reference }: Posting): {
  readonly is: Meaning;
  readonly number: number;
} {
  const isIn = amount > 0;
  const name = entryCauseName(cause);
  if (name === 'trade') return { is: isIn ? 'tradeGot' : 'tradePaid', number: reference };
  if (name === 'fee') return { is: isIn ? 'feeBack' : 'feePaid', number: reference };
  if (name === 'duty') return { is: 'duty', number: reference };
  if (name === 'reversal') return { is: 'reversal', number: reference };
  // Their reference is the business day.
  if (name === 'penalty') return { is: isIn ? 'penaltyGot' : 'penaltyPaid', number: 0 };
  if (name === 'buyIn') return { is: 'boughtIn', number: 0 };
  if (name === 'transfer' && reference === 0) return { is: 'opening', number: 0 };
  const isTreasury = reference > TREASURY_FROM && reference < TREASURY_TO;
  if (!isTreasury) return { is: 'other', number: reference };
  const number = reference - TREASURY_FROM;
  if (name === 'transfer') return { is: isIn ? 'paidIn' : 'paidOut', number };
  return { is: isIn ? 'givenBack' : 'held', number };
}
