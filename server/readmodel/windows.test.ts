// What windows answer at their edges.

import { expect, it } from 'vitest';
import { listSymbols, projectHistory } from '../testing/long-history.ts';
import { openStore } from './open-store.ts';
import { createWindows } from './windows.ts';

const PLAIN = { sort: 'time', falling: true, words: [], offset: 0, count: 3, version: 0 } as const;
const HISTORY = { account: 2, orders: 40, instruments: [0], seed: 5, untilMicros: 1.7e15 };

async function stage(maxRows?: number) {
  const store = await openStore(':memory:');
  await listSymbols(store, ['BTCUSDT']);
  await projectHistory(store, 0, HISTORY);
  return { store, windows: createWindows(store, () => 1, maxRows) };
}

it('has no rows beyond the last, and says how many there are', async () => {
  const { windows } = await stage();
  const beyond = await windows.orderWindow(2, { ...PLAIN, offset: 240_000 });
  expect(beyond).toMatchObject({ total: 40, rows: [], more: false });
  const edge = await windows.orderWindow(2, { ...PLAIN, offset: 38 });
  expect(edge.rows).toHaveLength(2);
});

it('lists as many as a list may have, the first of its order, and says that there are more', async () => {
  const { store, windows } = await stage(30);
  const cheapest = await windows.orderWindow(2, {
    ...{ ...PLAIN, sort: 'price', falling: false, count: 40 },
  });
  expect(cheapest).toMatchObject({ total: 30, more: true });
  const prices = await store.selectFrom('orders').select('price_ticks').execute();
  const lowest = prices.map((row) => row.price_ticks).sort((a, b) => a - b);
  expect(cheapest.rows.map((row) => row.price_ticks)).toEqual(lowest.slice(0, 30));
});

it('gives the same list while nothing was written, and another for a version that is not kept', async () => {
  const { windows } = await stage();
  const first = await windows.orderWindow(2, PLAIN);
  expect((await windows.orderWindow(2, PLAIN)).version).toBe(first.version);
  const unknown = await windows.orderWindow(2, { ...PLAIN, version: 1 });
  expect(unknown.version).toBe(first.version);
  // A version belongs to its account: another one's finds nothing of it.
  const others = await windows.orderWindow(3, { ...PLAIN, version: first.version });
  expect(others).toMatchObject({ total: 0, rows: [] });
  expect(others.version).not.toBe(first.version);
});

it('says of an order what its fills come to', async () => {
  const { store, windows } = await stage();
  const { rows } = await windows.orderWindow(2, { ...PLAIN, count: 40 });
  const fills = await store.selectFrom('fill').selectAll().execute();
  expect(fills.length).toBeGreaterThan(10);
  for (const row of rows) {
    const own = fills.filter((fill) => fill.order_id === row.key);
    const cost = own.reduce((sum, fill) => sum + fill.price_ticks * fill.qty_lots, 0);
    const fee = own.reduce((sum, fill) => sum + fill.fee_minor, 0);
    expect([row.cost_tick_lots, row.fee_minor]).toEqual([cost, fee]);
  }
});
