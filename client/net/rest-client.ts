// The account's history over REST, page by page, newest first.

import type { FillRow } from './order-row.ts';
import { callerHeaders } from './rest-call.ts';

export interface HistoryPage<Row> {
  readonly rows: readonly Row[];
  /** Where the next older page begins; empty: there is none. */
  readonly next: string;
}

export interface OrderHistoryRow {
  readonly orderId: number;
  readonly clientOrderId: number;
  readonly instrument: number;
  readonly side: number;
  readonly type: number;
  readonly tif: number;
  readonly flags: number;
  readonly price: number;
  readonly qty: number;
  readonly filled: number;
  readonly status: number;
  readonly cause: number;
  readonly placedMicros: number;
  readonly updatedMicros: number;
}

export interface CashEntry {
  readonly commandSeq: number;
  readonly ordinal: number;
  readonly asset: number;
  readonly amountMinor: number;
  /** 1 trade, 2 fee, 3 transfer. */
  readonly cause: number;
  readonly reference: number;
  readonly timeMicros: number;
}

/** undefined: it could not be read now. */
export interface RestClient {
  orders(before?: string): Promise<HistoryPage<OrderHistoryRow> | undefined>;
  fills(before?: string): Promise<HistoryPage<FillRow> | undefined>;
  cashEntries(before?: string): Promise<HistoryPage<CashEntry> | undefined>;
}

type Wire = Readonly<Record<string, number>>;
const PAGE_ROWS = 200;

/** `bearer` as of `restCall`; undefined: nobody can be asked for now. */
export function createRestClient(bearerNow: () => Promise<string | undefined>): RestClient {
  async function page<Row>(
    path: string,
    before: string,
    read: (row: Wire) => Row,
  ): Promise<HistoryPage<Row> | undefined> {
    const bearer = await bearerNow();
    if (bearer === undefined) return undefined;
    const query = new URLSearchParams({ limit: String(PAGE_ROWS), before });
    try {
      const headers = callerHeaders(bearer);
      const response = await fetch(`/api/v1/${path}?${query.toString()}`, { headers });
      if (!response.ok) return undefined;
      const given = (await response.json()) as { rows: readonly Wire[]; next: string };
      return { rows: given.rows.map(read), next: given.next };
    } catch {
      // An edge: the server is away; whoever asked says so and may ask again.
      return undefined;
    }
  }

  return {
    orders: (before = '') => page('orders', before, readOrder),
    fills: (before = '') => page('fills', before, readFill),
    cashEntries: (before = '') => page('cash-entries', before, readCashEntry),
  };
}

function readOrder(row: Wire): OrderHistoryRow {
  return {
    orderId: Math.max(0, row['key']!),
    clientOrderId: row['client_order_id']!,
    instrument: row['instrument']!,
    side: row['side']!,
    type: row['type']!,
    tif: row['tif']!,
    flags: row['flags']!,
    price: row['price_ticks']!,
    qty: row['qty_lots']!,
    filled: row['filled_lots']!,
    status: row['status']!,
    cause: row['cause']!,
    placedMicros: row['placed_micros']!,
    updatedMicros: row['updated_micros']!,
  };
}

function readFill(row: Wire): FillRow {
  return {
    tradeId: row['trade_id']!,
    orderId: row['order_id']!,
    clientOrderId: row['client_order_id']!,
    instrument: row['instrument']!,
    side: row['side']!,
    price: row['price_ticks']!,
    lots: row['qty_lots']!,
    feeMinor: row['fee_minor']!,
    taker: row['taker'] === 1,
    timeMicros: row['time_micros']!,
  };
}

function readCashEntry(row: Wire): CashEntry {
  return {
    commandSeq: row['command_seq']!,
    ordinal: row['ordinal']!,
    asset: row['asset']!,
    amountMinor: row['amount_minor']!,
    cause: row['cause']!,
    reference: row['reference']!,
    timeMicros: row['time_micros']!,
  };
}
