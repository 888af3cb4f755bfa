// Each step of the guide waits for its own deed, and nothing that merely arrives completes one.

import { expect, it } from 'vitest';
import { OrderType } from '../../shared/domain/order.ts';
import type { OrderRow } from '../state/orders-store.ts';
import { guideAfter, type GuideScene } from './guide-steps.ts';

const order = {
  ...{ clientOrderId: 1, type: OrderType.limit, stage: 'open', keyMicros: 5, filled: 0 },
  ...{ price: 10, qty: 3 },
} as OrderRow;
function scene(part: Partial<GuideScene> = {}, row?: Partial<OrderRow>): GuideScene {
  const rows = new Map(row === undefined ? [] : [[1, { ...order, ...row }]]);
  return { links: { blue: 7 }, sized: 0, orders: { rows, loaded: true }, ...part };
}
const empty = scene();

it('goes on with another instrument, not with the first that is chosen for the user', () => {
  expect(guideAfter(0, scene({ links: { blue: 8 } }), empty)).toBe(1);
  expect(guideAfter(0, empty, scene({ links: {} }))).toBe(0);
  expect(guideAfter(0, scene({ sized: 1 }), empty)).toBe(0);
});

it('goes on with a size', () => {
  expect(guideAfter(1, scene({ sized: 1 }), empty)).toBe(2);
  expect(guideAfter(1, scene({ links: { blue: 8 } }), empty)).toBe(1);
});

it.each<[string, Partial<OrderRow>, number]>([
  ['a limit order that stands', {}, 3],
  ['one that filled at once', { stage: 'filled', filled: 3 }, 3],
  ['one on its way', { stage: 'pending' }, 2],
  ['a refused one', { stage: 'rejected' }, 2],
  ['a market order', { type: OrderType.market }, 2],
  ['an order from elsewhere', { keyMicros: 0 }, 2],
])('takes %s as placed or not', (_, row, step) => {
  expect(guideAfter(2, scene({}, row), empty)).toBe(step);
});

it('does not take the orders of the snapshot for deeds', () => {
  const before = scene({ orders: { rows: new Map(), loaded: false } });
  expect(guideAfter(2, scene({}, {}), before)).toBe(2);
  expect(guideAfter(4, scene({}, { filled: 3 }), before)).toBe(4);
});

it.each<[Partial<OrderRow>, number]>([
  [{ stage: 'cancelled' }, 4],
  [{ price: 11 }, 4],
  [{ qty: 4 }, 4],
  [{ filled: 1 }, 3],
  [{ stage: 'expired' }, 3],
])('waits for an amend or a cancel: %j', (row, step) => {
  expect(guideAfter(3, scene({}, row), scene({}, {}))).toBe(step);
});

it('ends with a fill and stays ended', () => {
  const filled = scene({}, { stage: 'filled', filled: 3 });
  expect(guideAfter(4, filled, scene({}, {}))).toBe(5);
  expect(guideAfter(5, filled, scene({}, {}))).toBe(5);
  expect(guideAfter(-1, scene({ links: { blue: 8 } }), empty)).toBe(-1);
});
