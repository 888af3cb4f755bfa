// Windows of an account's history, any offset at the same cost. The ids of a list are read once, in its
// order, and kept; a window is a slice of them and its rows by primary key.
//
// Measured at 200,000 orders of one account (2 cores): the list by time 30 to 70 ms out of its index, 2 ms
// when it only grew; by any other column 140 to 280 ms; a window of 100 rows 0.4 to 0.8 ms wherever it is, 4 ms
// at worst. With an index for every column that sorts, a list takes 15 to 35 ms, but the projector 15.1 s
// instead of 6.0 s for those orders, and the file 161 MB instead of 73: each order would pay for what few ask
// for once. `limit … offset` needs no list (6 ms at the end of the time index, 130 ms in any other order, for
// each window), but rows that are written meanwhile would move all the others.

import { sql, type RawBuilder } from 'kysely';
import {
  LIST_ROWS_MAX,
  WINDOW_ROWS_MAX,
  type FillSort,
  type OrderSort,
  type RowWindow,
  type WindowAsk,
} from '../../shared/domain/history-window.ts';
import { assert } from '../../shared/domain/assert.ts';
import { createIdLists, type IdList, type IdLists } from './id-lists.ts';
import type { Store } from './open-store.ts';
import type { FillTable, OrderTable } from './tables.ts';
import {
  among,
  FILLS,
  FILL_BY,
  listQuery,
  ORDERS,
  ORDER_BY,
  type WindowTable,
} from './window-sql.ts';

/** An order with what its fills come to. */
export interface WindowOrder extends OrderTable {
  /** Sum of ticks * lots. */
  cost_tick_lots: number;
  fee_minor: number;
}

export interface Windows {
  orderWindow(account: number, ask: WindowAsk<OrderSort>): Promise<RowWindow<WindowOrder>>;
  fillWindow(account: number, ask: WindowAsk<FillSort>): Promise<RowWindow<FillTable>>;
}

/** 32 MB: sixteen lists of the greatest length, thousands of ordinary ones. */
const KEPT_IDS = 4_000_000;
const KEPT_PER_ACCOUNT = 4;

/** `changedAt`: rises whenever something of an account's rows is written; without it nothing is known of
 * that, and every new list is read anew. */
export function createWindows(
  store: Store,
  changedAt: (account: number) => number = () => Number.NaN,
  maxRows = LIST_ROWS_MAX,
): Windows {
  const lists = createIdLists({
    ...{ ids: KEPT_IDS, perAccount: KEPT_PER_ACCOUNT },
    // A version of another process is none of this one's.
    firstVersion: Date.now() * 1000,
  });
  const common = { store, lists, changedAt, maxRows };
  return {
    async orderWindow(account, ask) {
      const table = { of: ORDERS, by: ORDER_BY[ask.sort], name: 'orders' };
      const list = await listFor({ ...common, ...table, account, ask });
      const ids = idsOf(list, ask);
      const rows = await store.selectFrom('orders').selectAll().where(has(ORDERS, ids)).execute();
      const sums = await fillSums(store, account, ids);
      const whole = rows.map((row) => {
        const { cost_tick_lots = 0, fee_minor = 0 } = sums.get(row.key) ?? {};
        return { ...row, cost_tick_lots, fee_minor };
      });
      return windowOf(
        list,
        ask,
        inOrder(ids, whole, ({ key }) => key),
      );
    },
    async fillWindow(account, ask) {
      const table = { of: FILLS, by: FILL_BY[ask.sort], name: 'fill' };
      const list = await listFor({ ...common, ...table, account, ask });
      const ids = idsOf(list, ask);
      const rows = await store
        .selectFrom('fill')
        .selectAll()
        .where('account', '=', account)
        .where(has(FILLS, ids))
        .execute();
      return windowOf(
        list,
        ask,
        inOrder(ids, rows, ({ trade_id }) => trade_id),
      );
    },
  };
}

interface ListPlace {
  readonly store: Store;
  readonly lists: IdLists;
  readonly changedAt: (account: number) => number;
  readonly maxRows: number;
  readonly of: WindowTable;
  readonly by: readonly RawBuilder<unknown>[];
  readonly name: string;
  readonly account: number;
  readonly ask: WindowAsk<string>;
}

/** The list that was asked for, if it is kept; else one as of now. */
async function listFor(place: ListPlace): Promise<IdList> {
  const { lists, account, ask, name } = place;
  const key = JSON.stringify([name, ask.sort, ask.falling, ask.words]);
  const asked = ask.version === 0 ? undefined : lists.find(account, key, ask.version);
  if (asked !== undefined) return asked;
  const asOf = place.changedAt(account);
  const before = lists.newest(account, key);
  if (before !== undefined && before.asOf === asOf) return before;
  const isPlain = ask.sort === 'time' && ask.falling && ask.words.length === 0;
  const isGrown = isPlain && before !== undefined && before.ids.length > 0;
  const ids = isGrown ? await grown(place, before.ids) : await read(place, 0);
  const more = ids.length > place.maxRows;
  return lists.put({ account, key, asOf, ids: ids.slice(0, place.maxRows), more });
}

/** One more than a list may have, so that it is known whether there are more. */
async function read(place: ListPlace, sinceMicros: number): Promise<Float64Array> {
  const { store, of, account, by, ask, maxRows } = place;
  const isTextual = ask.words.some(({ text }) => text !== '');
  const listings = isTextual
    ? await store.selectFrom('instrument').select(['id', 'symbol']).execute()
    : [];
  const terms = { of, account, by, ask, listings, limit: maxRows + 1, sinceMicros };
  const { rows } = await listQuery(terms).execute(store);
  return Float64Array.from(rows, ({ id }) => id);
}

/** Orders and fills come at the head of the plain list and nowhere else: what is below the moment of its
 * first row stays as it was. */
async function grown(place: ListPlace, before: Float64Array): Promise<Float64Array> {
  const { store, of, account } = place;
  const { rows } = await sql<{ readonly micros: number }>`select ${of.micros} as micros
    from ${of.table} where account = ${account} and ${of.id} = ${before[0]!}`.execute(store);
  const fresh = await read(place, rows[0]!.micros);
  const known = new Set(fresh);
  const keep = before.findIndex((id) => !known.has(id));
  const rest = keep < 0 ? before.subarray(before.length) : before.subarray(keep);
  const all = new Float64Array(fresh.length + rest.length);
  all.set(fresh);
  all.set(rest, fresh.length);
  return all;
}

function idsOf({ ids }: IdList, { offset, count }: WindowAsk<string>): number[] {
  assert(count <= WINDOW_ROWS_MAX, 'a window larger than an answer may be');
  return [...ids.subarray(offset, offset + count)];
}

function has({ id }: WindowTable, ids: readonly number[]): RawBuilder<boolean> {
  return among(id, ids) as RawBuilder<boolean>;
}

function inOrder<Row>(
  ids: readonly number[],
  rows: readonly Row[],
  id: (row: Row) => number,
): Row[] {
  const byId = new Map(rows.map((row) => [id(row), row]));
  return ids.map((one) => byId.get(one)!);
}

function windowOf<Row>(list: IdList, { offset }: WindowAsk<string>, rows: Row[]): RowWindow<Row> {
  const { version, ids, more } = list;
  return { version, total: ids.length, more, offset, rows };
}

async function fillSums(store: Store, account: number, orders: readonly number[]) {
  const rows = await store
    .selectFrom('fill')
    .select('order_id')
    .select((eb) => eb.fn.sum<number>(sql<number>`price_ticks * qty_lots`).as('cost_tick_lots'))
    .select((eb) => eb.fn.sum<number>('fee_minor').as('fee_minor'))
    .where('account', '=', account)
    .where(among(sql`order_id`, orders) as RawBuilder<boolean>)
    .groupBy('order_id')
    .execute();
  return new Map(rows.map((row) => [row.order_id, row]));
}
