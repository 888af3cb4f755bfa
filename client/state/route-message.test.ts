// Messages of the worker into the stores.

import { beforeEach, expect, test } from 'vitest';
import { ROWS_KEPT } from '../net/kept-rows.ts';
import type { OrderRow } from '../net/order-row.ts';
import { accountStore } from './account-store.ts';
import { fillsStore, type FillRow } from './fills-store.ts';
import { OPEN_STATUS } from '../../shared/domain/trading-status.ts';
import { instrumentsStore, statusOf } from './instruments-store.ts';
import { isWorking, ordersStore } from './orders-store.ts';
import { DEFAULT_PREFS, readPrefs } from './prefs-store.ts';
import { addFills, clearStores, routeMessage } from './route-message.ts';
import { sessionStore } from './session-store.ts';

beforeEach(clearStores);

const row = (clientOrderId: number, more: Partial<OrderRow> = {}) =>
  ({ clientOrderId, orderId: clientOrderId + 100, stage: 'open', filled: 0, ...more }) as OrderRow;
const fill = (tradeId: number, orderId: number, more: Partial<FillRow> = {}): FillRow => ({
  ...{ tradeId, orderId, clientOrderId: orderId - 100, instrument: 0, side: 0, price: 10 },
  ...{ lots: 1, feeMinor: 2, taker: true, timeMicros: tradeId },
  ...more,
});

test('orders are merged by id; before the snapshot nobody knows them', () => {
  routeMessage({ is: 'orders', rows: [row(1)], whole: false });
  expect(ordersStore.getState().loaded).toBe(false);
  routeMessage({ is: 'orders', rows: [], whole: true });
  routeMessage({ is: 'orders', rows: [row(1, { stage: 'cancelled' }), row(2)], whole: false });
  const { rows, loaded } = ordersStore.getState();
  expect([loaded, rows.get(1)!.stage, rows.size]).toEqual([true, 'cancelled', 2]);
  expect([...rows.values()].map(isWorking)).toEqual([false, true]);
});

test('of the orders that have ended the oldest go, and none that works', () => {
  const many = Array.from({ length: ROWS_KEPT + 5 }, (_, k) =>
    row(k + 1, { stage: k === 1 ? 'received' : 'cancelled' }),
  );
  routeMessage({ is: 'orders', rows: many, whole: true });
  const kept = [...ordersStore.getState().rows.keys()];
  expect(kept).toHaveLength(ROWS_KEPT);
  expect(kept.slice(0, 3)).toEqual([2, 7, 8]);
});

test('fills come once, newest first, whether by stream or by history', () => {
  addFills([fill(3, 101), fill(5, 101)]);
  addFills([fill(4, 102), fill(3, 101), fill(5, 105)]);
  const { fills } = fillsStore.getState();
  expect(fills.map(({ tradeId, orderId }) => [tradeId, orderId])).toEqual([
    [5, 105],
    [5, 101],
    [4, 102],
    [3, 101],
  ]);
});

test('the average of an order from before comes with its fills, and only when all are there', () => {
  const rows = [row(1, { filled: 3, averageTicks: 0 })];
  routeMessage({ is: 'orders', rows, whole: true });
  addFills([fill(1, 101, { lots: 2, price: 10 })]);
  expect(ordersStore.getState().rows.get(1)!.averageTicks).toBe(0);
  addFills([fill(2, 101, { lots: 1, price: 13 })]);
  expect(ordersStore.getState().rows.get(1)).toMatchObject({ averageTicks: 11, feeMinor: 4 });
  // The worker, which has not seen those fills, must not take it away again.
  routeMessage({ is: 'orders', rows, whole: false });
  expect(ordersStore.getState().rows.get(1)!.averageTicks).toBe(11);
});

test('session, listings, account and health have their places', () => {
  routeMessage({ is: 'signedIn', role: 0, account: 2 });
  routeMessage({ is: 'feed', state: { is: 'live' }, caughtUp: true });
  routeMessage({ is: 'venue', status: 1 });
  routeMessage({
    is: 'listings',
    instruments: [],
    assets: [{ id: 3, code: 'USD', scale: 2 }],
    statuses: [[4, { ...OPEN_STATUS, phase: 1 }]],
  });
  routeMessage({ is: 'statuses', rows: [[5, { ...OPEN_STATUS, phase: 2, until: 9 }]] });
  const position = { instrument: 4, lots: -2, costMinor: 5, realisedMinor: 1 };
  routeMessage({
    is: 'account',
    balances: [{ asset: 3, available: 1, held: 2 }],
    positions: [position],
  });
  expect(sessionStore.getState()).toMatchObject({
    role: 0,
    account: 2,
    venueStatus: 1,
    caughtUp: true,
  });
  expect(instrumentsStore.getState().assets.get(3)?.code).toBe('USD');
  expect([4, 5, 6].map((id) => statusOf(id)?.phase)).toEqual([1, 2, undefined]);
  expect(accountStore.getState()).toMatchObject({ loaded: true });
  expect(accountStore.getState().positions.get(4)).toEqual(position);
  const figures = {
    ...{ roundTripMicros: 800, messagesPerSecond: 1, updatesPerSecond: 2, verifiedBooks: 1 },
    ...{ watchedBooks: 1, healingTopics: 0, lostUpdates: 0, privateSeq: 3, journalSeq: 9 },
    ...{ offsetMicros: -5, windows: 1 },
  };
  for (let k = 0; k < 200; k++) routeMessage({ is: 'health', health: figures });
  const { health } = sessionStore.getState();
  expect([health.offsetErrorMicros, health.roundTrips.length]).toEqual([400, 120]);
});

test('notices are numbered, newest first', () => {
  for (const text of ['one', 'two']) {
    routeMessage({ is: 'notice', kind: 'notice', severity: 1, code: 3, text });
  }
  const { notices } = sessionStore.getState();
  expect(notices.map(({ id, text }) => [id, text])).toEqual([
    [2, 'two'],
    [1, 'one'],
  ]);
});

test('preferences of another version or of a meddler fall back one by one', () => {
  expect(
    readPrefs({ theme: 'light', lang: 'fr', hotkeys: 'yes', armed: true, density: 7 }),
  ).toEqual({
    ...DEFAULT_PREFS,
    theme: 'light',
  });
  expect(readPrefs(null)).toEqual(DEFAULT_PREFS);
  expect(readPrefs('dark')).toEqual(DEFAULT_PREFS);
});
