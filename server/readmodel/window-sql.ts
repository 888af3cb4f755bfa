// The lists behind the windows, as SQL: which rows pass a filter and in which order they come.

import { sql, type RawBuilder } from 'kysely';
import { fold } from '../../shared/domain/fold-text.ts';
import type {
  FillSort,
  FilterWord,
  OrderSort,
  WindowAsk,
  WindowState,
} from '../../shared/domain/history-window.ts';
import { OrderStatus } from '../../shared/domain/order.ts';

type Part = RawBuilder<unknown>;

/** Instruments by their codes. */
export interface Listing {
  readonly id: number;
  readonly symbol: string;
}

/** What differs between the tables that have windows. */
export interface WindowTable {
  readonly table: Part;
  /** Unique within an account. */
  readonly id: Part;
  readonly micros: Part;
  /** Columns that are numbers which a user knows a row by. */
  readonly ids: readonly Part[];
}

export const ORDERS: WindowTable = {
  ...{ table: sql`orders`, id: sql`orders.key`, micros: sql`placed_micros` },
  ids: [sql`client_order_id`, sql`orders.key`],
};
export const FILLS: WindowTable = {
  ...{ table: sql`fill`, id: sql`fill.trade_id`, micros: sql`time_micros` },
  ids: [sql`order_id`, sql`trade_id`],
};

/** Columns that an order is by; the first of them turns, and the others with it. */
export const ORDER_BY: Readonly<Record<OrderSort, readonly Part[]>> = {
  time: [],
  instrument: [sql`instrument.symbol`],
  side: [sql`side`],
  type: [sql`type`, sql`tif`],
  qty: [sql`qty_lots`],
  filled: [sql`filled_lots`],
  price: [sql`price_ticks`],
  state: [sql`status`, sql`cause`],
  id: [sql`client_order_id`],
};
export const FILL_BY: Readonly<Record<FillSort, readonly Part[]>> = {
  ...{ time: [], instrument: ORDER_BY.instrument, side: ORDER_BY.side, qty: ORDER_BY.qty },
  price: ORDER_BY.price,
  value: [sql`price_ticks * qty_lots * instrument.tick_value_minor`],
  fee: [sql`fee_minor`],
  role: [sql`taker`],
  order: [sql`order_id`],
  trade: [sql`trade_id`],
};

export interface ListTerms {
  readonly of: WindowTable;
  readonly account: number;
  readonly by: readonly Part[];
  readonly ask: Pick<WindowAsk<string>, 'falling' | 'words'> & { readonly sort: string };
  readonly listings: readonly Listing[];
  readonly limit: number;
  /** Only rows of this moment or later, µs; 0: all. */
  readonly sinceMicros: number;
}

/** Ids in the order that was asked for; rows that are equal in it come newest first. */
export function listQuery(terms: ListTerms): RawBuilder<{ readonly id: number }> {
  const { of, account, by, ask, listings, limit, sinceMicros } = terms;
  const rising = ask.falling ? sql`desc` : sql`asc`;
  const time = ask.sort === 'time' ? rising : sql`desc`;
  const order = [...by.map((part) => sql`${part} ${rising}`)];
  order.push(sql`${of.micros} ${time}`, sql`${of.id} ${time}`);
  const passes = [
    sql`account = ${account}`,
    ...ask.words.map((word) => wordPart(of, word, listings)),
  ];
  if (sinceMicros > 0) passes.push(sql`${of.micros} >= ${sinceMicros}`);
  // The time index alone has the list of the plain order: nothing is joined that nothing asks for.
  const isJoined = ask.sort === 'instrument' || ask.sort === 'value';
  const join = isJoined
    ? sql`left join instrument on instrument.id = ${of.table}.instrument`
    : sql``;
  return sql`select ${of.id} as id from ${of.table} ${join} where ${sql.join(passes, sql` and `)}
    order by ${sql.join(order)} limit ${limit}`;
}

function wordPart(of: WindowTable, word: FilterWord, listings: readonly Listing[]): Part {
  const { text, sides = [], types = [], states = [], causes = [], codes = [], takers = [] } = word;
  const parts: Part[] = [];
  const found = text === '' ? [] : listings.filter(({ symbol }) => fold(symbol).includes(text));
  if (found.length > 0) parts.push(among(sql`instrument`, found.map(({ id }) => id))); // prettier-ignore
  if (/^\d{1,15}$/.test(text)) parts.push(...of.ids.map((id) => sql`${id} = ${Number(text)}`));
  if (sides.length > 0) parts.push(among(sql`side`, sides));
  if (takers.length > 0) parts.push(among(sql`taker`, takers));
  for (const [type, tif] of types) parts.push(sql`(type = ${type} and tif = ${tif})`);
  for (const state of states) parts.push(STATES[state]);
  const { cancelled, expired, rejected } = OrderStatus;
  if (causes.length > 0) {
    const ended = among(sql`status`, [cancelled, expired]);
    parts.push(sql`(${ended} and ${among(sql`cause`, causes)})`);
  }
  if (codes.length > 0) parts.push(sql`(status = ${rejected} and ${among(sql`cause`, codes)})`);
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
}

const STATES: Readonly<Record<WindowState, Part>> = {
  working: sql`(status = ${OrderStatus.open} and filled_lots = 0)`,
  partFilled: sql`(status = ${OrderStatus.open} and filled_lots > 0)`,
  filled: sql`status = ${OrderStatus.filled}`,
  rejected: sql`status = ${OrderStatus.rejected}`,
};

/** One parameter, however many there are: SQLite takes 32,766 in a statement, a venue may list as many. */
export function among(column: Part, values: readonly number[]): Part {
  return sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;
}
