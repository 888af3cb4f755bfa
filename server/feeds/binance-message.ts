// Messages of a Binance recording: one line = local receive time, a blank, the raw JSON message. This
// file knows the field names; what they mean in ticks and lots is the normaliser's business.

export interface RawSnapshot {
  readonly kind: 'snapshot';
  readonly updateId: number;
  readonly bids: readonly (readonly unknown[])[];
  readonly asks: readonly (readonly unknown[])[];
}
export interface RawDepth {
  readonly kind: 'depth';
  readonly symbol: string;
  readonly eventMillis: number;
  readonly firstId: number;
  readonly lastId: number;
  /** Futures streams name the last id of the message before. */
  readonly previousId: number | undefined;
  readonly bids: readonly (readonly unknown[])[];
  readonly asks: readonly (readonly unknown[])[];
}
export interface RawTrade {
  readonly kind: 'trade';
  readonly symbol: string;
  readonly tradeMillis: number;
  readonly tradeId: number;
  readonly price: unknown;
  readonly qty: unknown;
  readonly isBuyerMaker: boolean;
}
export interface RawBestQuote {
  readonly kind: 'bestQuote';
  readonly symbol: string;
  readonly eventMillis: number | undefined;
  readonly updateId: number;
  readonly bid: unknown;
  readonly bidQty: unknown;
  readonly ask: unknown;
  readonly askQty: unknown;
}
export type RawMessage = RawSnapshot | RawDepth | RawTrade | RawBestQuote;

/** A line taken apart; `refused` when it is none of the forms above. */
export type ParsedLine =
  | { readonly receiveMicros: number | undefined; readonly message: RawMessage }
  | { readonly refused: 'unreadable' | 'unknownStream' };

type Fields = Readonly<Record<string, unknown>>;

const UNREADABLE = { refused: 'unreadable' } as const;
const UNKNOWN = { refused: 'unknownStream' } as const;

export function parseBinanceLine(line: string): ParsedLine {
  const brace = line.indexOf('{');
  if (brace < 0) return UNREADABLE;
  const stamp = line.slice(0, brace).trim();
  const receiveMicros = stamp === '' ? undefined : microsOf(stamp);
  if (stamp !== '' && receiveMicros === undefined) return UNREADABLE;
  const outer = parseJson(line.slice(brace));
  if (outer === undefined) return UNREADABLE;
  // Combined streams wrap the payload: {"stream":"btcusdt@trade","data":{…}}.
  const fields = isFields(outer['data']) ? outer['data'] : outer;
  if ('lastUpdateId' in fields) return wrap(receiveMicros, snapshotOf(fields));
  if (fields['e'] === 'depthUpdate') return wrap(receiveMicros, depthOf(fields));
  if (fields['e'] === 'trade') return wrap(receiveMicros, tradeOf(fields));
  const isBestQuote = fields['e'] === 'bookTicker' || ('B' in fields && 'A' in fields);
  return isBestQuote ? wrap(receiveMicros, bestQuoteOf(fields)) : UNKNOWN;
}

function wrap(receiveMicros: number | undefined, message: RawMessage | undefined): ParsedLine {
  return message === undefined ? UNREADABLE : { receiveMicros, message };
}

/** Seconds to nanoseconds, told apart by their number of digits (true from 2001 to 2286). */
function microsOf(stamp: string): number | undefined {
  if (!/^\d{10}(\d{3}){0,3}$/.test(stamp)) return undefined;
  return Number(stamp.slice(0, 16).padEnd(16, '0'));
}

function parseJson(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    // Not JSON: the caller counts the line as unreadable.
    return undefined;
  }
}

function snapshotOf(fields: Fields): RawSnapshot | undefined {
  const { lastUpdateId, bids, asks } = fields;
  if (!isId(lastUpdateId) || !isPairs(bids) || !isPairs(asks)) return undefined;
  return { kind: 'snapshot', updateId: lastUpdateId, bids, asks };
}

function depthOf(fields: Fields): RawDepth | undefined {
  const { s, E, U, u, pu, b, a } = fields;
  if (typeof s !== 'string' || !isId(E) || !isId(U) || !isId(u) || U > u) return undefined;
  if (!isPairs(b) || !isPairs(a)) return undefined;
  return {
    kind: 'depth',
    symbol: s,
    eventMillis: E,
    firstId: U,
    lastId: u,
    previousId: isId(pu) ? pu : undefined,
    bids: b,
    asks: a,
  };
}

function tradeOf(fields: Fields): RawTrade | undefined {
  const { s, T, t, p, q, m } = fields;
  if (typeof s !== 'string' || !isId(T) || !isId(t) || typeof m !== 'boolean') return undefined;
  return {
    kind: 'trade',
    symbol: s,
    tradeMillis: T,
    tradeId: t,
    price: p,
    qty: q,
    isBuyerMaker: m,
  };
}

function bestQuoteOf(fields: Fields): RawBestQuote | undefined {
  const { s, E, u, b, B, a, A } = fields;
  if (typeof s !== 'string' || !isId(u)) return undefined;
  return {
    kind: 'bestQuote',
    symbol: s,
    eventMillis: isId(E) ? E : undefined,
    updateId: u,
    bid: b,
    bidQty: B,
    ask: a,
    askQty: A,
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isPairs(value: unknown): value is readonly (readonly unknown[])[] {
  return Array.isArray(value) && value.every((pair) => Array.isArray(pair));
}
