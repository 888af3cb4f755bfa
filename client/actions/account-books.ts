// The books of any account as staff read them; each look stands in the audit log.

import type { Answered } from '../net/rest-call.ts';
import { officeCall } from './office-call.ts';

/** Integers in lots, ticks and minor units, times in µs since 1970. */
export interface BookRows {
  readonly balances: {
    readonly asset: number;
    readonly available_minor: number;
    readonly held_minor: number;
    readonly unsettled_minor: number;
  };
  readonly positions: {
    readonly instrument: number;
    readonly lots: number;
    readonly settled_lots: number;
    readonly cost_minor: number;
    readonly realised_minor: number;
  };
  readonly orders: {
    readonly key: number;
    readonly instrument: number;
    readonly side: number;
    readonly price_ticks: number;
    readonly qty_lots: number;
    readonly filled_lots: number;
    readonly status: number;
    readonly placed_micros: number;
  };
  readonly fills: {
    readonly trade_id: number;
    readonly instrument: number;
    readonly side: number;
    readonly price_ticks: number;
    readonly qty_lots: number;
    readonly fee_minor: number;
    readonly time_micros: number;
  };
  readonly 'cash-entries': {
    readonly asset: number;
    readonly amount_minor: number;
    readonly cause: number;
    readonly reference: number;
    readonly time_micros: number;
  };
  readonly obligations: {
    readonly instrument: number;
    /** Days since 1970. */
    readonly value_date: number;
    readonly lots: number;
    readonly money_minor: number;
    readonly settled_lots: number;
    readonly settled_minor: number;
    /** 0 open, 1 closed, 2 open after a failed delivery. */
    readonly status: number;
  };
}
export type BookName = keyof BookRows;

export interface BookPage<Name extends BookName> {
  readonly rows: readonly BookRows[Name][];
  /** Where the older page begins; empty: this is all. */
  readonly next: string;
}

/** `before`: `next` of the page before; empty: the newest. */
export async function readBook<Name extends BookName>(
  account: number,
  book: Name,
  before: string,
): Promise<Answered<BookPage<Name>>> {
  const query = new URLSearchParams({ limit: '50', ...(before === '' ? {} : { before }) });
  const path = `operations/accounts/${String(account)}/${book}?${query.toString()}`;
  const answer = await officeCall<BookPage<Name> | readonly BookRows[Name][]>('GET', path);
  if (!answer.ok) return answer;
  // Balances and positions are whole, not in pages.
  const page = 'rows' in answer.value ? answer.value : { rows: answer.value, next: '' };
  return { ok: true, value: page };
}
