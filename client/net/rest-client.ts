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

export interface ResultSums {
  /** Minor units, before fees. */
  readonly realisedMinor: number;
  readonly feeMinor: number;
  readonly fills: number;
  readonly closings: number;
  /** Closings that made more than their fee. */
  readonly wins: number;
}

export interface DayResult extends ResultSums {
  /** `2026-11-20`. */
  readonly day: string;
}

export interface CurrencyResult extends ResultSums {
  readonly asset: number;
  /** What the ledger says, fees taken off. */
  readonly ledgerMinor: number;
  /** Days with a fill, oldest first. */
  readonly days: readonly DayResult[];
}

/** undefined: it could not be read now. */
export interface RestClient {
  fills(before?: string): Promise<HistoryPage<FillRow> | undefined>;
  cashEntries(before?: string): Promise<HistoryPage<CashEntry> | undefined>;
  /** By days of an IANA time zone. */
  results(zone: string): Promise<readonly CurrencyResult[] | undefined>;
}

export type Wire = Readonly<Record<string, number>>;
const PAGE_ROWS = 200;

/** `bearer` as of `restCall`; undefined: nobody can be asked for now. */
export function createRestClient(bearerNow: () => Promise<string | undefined>): RestClient {
  async function get(path: string, query: Record<string, string>): Promise<unknown> {
    const bearer = await bearerNow();
    if (bearer === undefined) return undefined;
    try {
      const headers = callerHeaders(bearer);
      const text = new URLSearchParams(query).toString();
      const response = await fetch(`/api/v1/${path}?${text}`, { headers });
      return response.ok ? await response.json() : undefined;
    } catch {
      // An edge: the server is away; whoever asked says so and may ask again.
      return undefined;
    }
  }

  async function page<Row>(
    path: string,
    before: string,
    read: (row: Wire) => Row,
  ): Promise<HistoryPage<Row> | undefined> {
    const given = await get(path, { limit: String(PAGE_ROWS), before });
    if (given === undefined) return undefined;
    const { rows, next } = given as { rows: readonly Wire[]; next: string };
    return { rows: rows.map(read), next };
  }

  return {
    fills: (before = '') => page('fills', before, readFill),
    cashEntries: (before = '') => page('cash-entries', before, readCashEntry),
    async results(zone) {
      const given = await get('results', { zone });
      return (given as readonly WireResult[] | undefined)?.map(readResult);
    },
  };
}

interface WireSums {
  readonly realised_minor: number;
  readonly fee_minor: number;
  readonly fills: number;
  readonly closings: number;
  readonly wins: number;
}

interface WireResult extends WireSums {
  readonly asset: number;
  readonly ledger_minor: number;
  readonly days: readonly (WireSums & { readonly day: string })[];
}

function readSums(row: WireSums): ResultSums {
  return {
    realisedMinor: row.realised_minor,
    feeMinor: row.fee_minor,
    fills: row.fills,
    closings: row.closings,
    wins: row.wins,
  };
}

function readResult(row: WireResult): CurrencyResult {
  return {
    ...readSums(row),
    asset: row.asset,
    ledgerMinor: row.ledger_minor,
    days: row.days.map((day) => ({ day: day.day, ...readSums(day) })),
  };
}

export function readOrder(row: Wire): OrderHistoryRow {
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

export function readFill(row: Wire): FillRow {
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
