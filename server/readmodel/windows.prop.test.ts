// A window is a slice of the naive list: all rows of the account, filtered and sorted in plain script as they
// were when the version was made, whatever was written since.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../shared/domain/fold-text.ts';
import {
  FILL_SORTS,
  ORDER_SORTS,
  type FillSort,
  type FilterWord,
  type OrderSort,
} from '../../shared/domain/history-window.ts';
import { DoneCause, OrderStatus } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { listSymbols, projectHistory } from '../testing/long-history.ts';
import { openStore, type Store } from './open-store.ts';
import type { FillTable, OrderTable } from './tables.ts';
import { createWindows, type Windows } from './windows.ts';

const SYMBOLS = ['BTCUSDT', 'ETH/USDT', 'BTC-PERP', 'HLXB'];
const ACCOUNT = 2;
const ORDERS = 60;
const START = 1_700_000_000_000_000;

async function stage() {
  const store = await openStore(':memory:');
  await listSymbols(store, SYMBOLS);
  let written = 0;
  let changed = 0;
  return {
    store,
    windows: createWindows(store, () => changed),
    /** As the venue goes on: new orders and fills at later moments. */
    async write(account: number, orders: number) {
      const terms = { account, orders, instruments: [0, 1, 2, 3], seed: 7 + written };
      const untilMicros = START + (written + 1) * 1e9;
      const checkpoint = await store
        .selectFrom('checkpoint')
        .select('batch_seq')
        .executeTakeFirst();
      await projectHistory(store, checkpoint?.batch_seq ?? 0, {
        ...{ ...terms, untilMicros, firstId: 1 + written * 1_000 },
      });
      written++;
      changed++;
    },
  };
}

type Stage = Awaited<ReturnType<typeof stage>>;

const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 });
const wordArb: fc.Arbitrary<FilterWord> = fc.record({
  text: fc.constantFrom('', 'btc', 'usdt', 'ethu', '4', '7'),
  sides: few(fc.constantFrom(0, 1)),
  types: few(fc.constantFrom<[number, number][]>([0, 0], [0, 1], [1, 1])),
  states: few(fc.constantFrom('working', 'partFilled', 'filled', 'rejected')),
  causes: few(fc.constantFrom(DoneCause.user, DoneCause.dayEnd)),
  codes: few(fc.constantFrom(REJECTS.insufficientFunds.code, REJECTS.outsideBand.code)),
});
const askArb = <Sort extends string>(sorts: readonly Sort[]) =>
  fc.record({
    sort: fc.constantFrom(...sorts),
    falling: fc.boolean(),
    words: fc.array(wordArb, { maxLength: 2 }),
    offset: fc.nat({ max: 2 * ORDERS }),
    count: fc.integer({ min: 1, max: 50 }),
    /** Rows that are written between the first window and the second. */
    inserts: fc.integer({ min: 0, max: 3 }),
  });

const symbolOf = ({ instrument }: { instrument: number }) => SYMBOLS[instrument]!;

function orderPasses(row: OrderTable, word: FilterWord): boolean {
  const { text, sides, types, states, causes, codes } = word;
  const isEnded = row.status === OrderStatus.cancelled || row.status === OrderStatus.expired;
  const isRejected = row.status === OrderStatus.rejected;
  const state =
    row.status === OrderStatus.open ? (row.filled_lots > 0 ? 'partFilled' : 'working') : row.status;
  return (
    (text !== '' && fold(symbolOf(row)).includes(text)) ||
    [row.key, row.client_order_id].some((id) => String(id) === text) ||
    sides!.includes(row.side) ||
    types!.some(([type, tif]) => row.type === type && row.tif === tif) ||
    states!.includes(state as 'working') ||
    (states!.includes('filled') && row.status === OrderStatus.filled) ||
    (states!.includes('rejected') && isRejected) ||
    (isEnded && causes!.includes(row.cause)) ||
    (isRejected && codes!.includes(row.cause))
  );
}

type By<Row> = (row: Row) => number | string;
const orderBy: Readonly<Record<OrderSort, readonly By<OrderTable>[]>> = {
  ...{ time: [], instrument: [symbolOf], side: [(row) => row.side] },
  ...{ type: [(row) => row.type, (row) => row.tif], qty: [(row) => row.qty_lots] },
  ...{ filled: [(row) => row.filled_lots], price: [(row) => row.price_ticks] },
  ...{ state: [(row) => row.status, (row) => row.cause], id: [(row) => row.client_order_id] },
};
const fillBy: Readonly<Record<FillSort, readonly By<FillTable>[]>> = {
  ...{ time: [], instrument: [symbolOf], side: [(row) => row.side] },
  ...{ qty: [(row) => row.qty_lots], price: [(row) => row.price_ticks] },
  ...{ value: [(row) => row.price_ticks * row.qty_lots * (row.instrument + 1)] },
  ...{ fee: [(row) => row.fee_minor], role: [(row) => row.taker] },
  ...{ order: [(row) => row.order_id], trade: [(row) => row.trade_id] },
};

/** Equal rows come newest first, unless the order is by time itself. */
function sorted<Row>(
  rows: readonly Row[],
  by: readonly By<Row>[],
  { falling, sort }: { readonly falling: boolean; readonly sort: string },
  age: readonly By<Row>[],
): Row[] {
  const compare = (of: readonly By<Row>[], a: Row, b: Row) => {
    for (const part of of) {
      const [x, y] = [part(a), part(b)];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  };
  const turn = falling ? -1 : 1;
  const timeTurn = sort === 'time' ? turn : -1;
  return [...rows].sort((a, b) => turn * compare(by, a, b) || timeTurn * compare(age, a, b));
}

const all = <T extends 'orders' | 'fill'>(store: Store, table: T) =>
  store
    .selectFrom(table as 'orders')
    .selectAll()
    .where('account', '=', ACCOUNT)
    .execute();

/** Both windows are of the version that the first one gave; the whole after it is of now. */
async function follow<Row>(
  { write }: Stage,
  ask: { offset: number; count: number; inserts: number },
  read: (offset: number, count: number, version: number) => ReturnType<Windows['orderWindow']>,
  naive: () => Promise<Row[]>,
  idOf: (row: Row) => number,
): Promise<void> {
  const { offset, count, inserts } = ask;
  const then = await naive();
  const first = await read(0, 10, 0);
  expect(first.total).toBe(then.length);
  if (inserts > 0) {
    await write(ACCOUNT, inserts);
    await write(ACCOUNT + 1, 2);
  }
  const second = await read(offset, count, first.version);
  expect(second).toMatchObject({ version: first.version, total: then.length, offset });
  const ids = (rows: readonly unknown[]) => rows.map((row) => idOf(row as Row));
  expect(ids(second.rows)).toEqual(ids(then.slice(offset, offset + count)));
  const fresh = await read(offset, count, 0);
  const now = await naive();
  expect(fresh.total).toBe(now.length);
  expect(ids(fresh.rows)).toEqual(ids(now.slice(offset, offset + count)));
}

describe('windows of history', () => {
  it('of orders are slices of the naive list, under inserts', async () => {
    const world = await stage();
    await world.write(ACCOUNT, ORDERS);
    await fc.assert(
      fc.asyncProperty(askArb(ORDER_SORTS), async (ask) => {
        const { sort, falling, words } = ask;
        const naive = async () => {
          const rows = await all(world.store, 'orders');
          const passed = rows.filter((row) => words.every((word) => orderPasses(row, word)));
          return sorted(passed, orderBy[sort], ask, [(row) => row.placed_micros, (row) => row.key]);
        };
        const read = (offset: number, count: number, version: number) =>
          world.windows.orderWindow(ACCOUNT, { sort, falling, words, offset, count, version });
        await follow(world, ask, read, naive, ({ key }: OrderTable) => key);
      }),
      { numRuns: 150 },
    );
  });

  it('of fills are slices of the naive list, under inserts', async () => {
    const world = await stage();
    await world.write(ACCOUNT, ORDERS);
    await fc.assert(
      fc.asyncProperty(askArb(FILL_SORTS), fc.nat({ max: 2 }), async (ask, side) => {
        const { sort, falling } = ask;
        const words: FilterWord[] = side < 2 ? [{ text: 'btc', takers: [side] }] : [];
        const naive = async () => {
          const rows = (await all(world.store, 'fill')) as unknown as FillTable[];
          const passed = rows.filter(
            (row) => side === 2 || fold(symbolOf(row)).includes('btc') || row.taker === side,
          );
          const age = [(row: FillTable) => row.time_micros, (row: FillTable) => row.trade_id];
          return sorted(passed, fillBy[sort], ask, age);
        };
        const read = (offset: number, count: number, version: number) =>
          world.windows.fillWindow(ACCOUNT, {
            ...{ sort, falling, words, offset, count, version },
          }) as unknown as ReturnType<Windows['orderWindow']>;
        await follow(world, ask, read, naive, ({ trade_id }: FillTable) => trade_id);
      }),
      { numRuns: 150 },
    );
  });
});
