import { describe, expect, it } from 'vitest';
import { Side } from '../../../shared/domain/order.ts';
import type { OrderRow } from '../../state/orders-store.ts';
import { amendsOfDrag, moveMark, ownMarks } from './own-marks-by-price.ts';

const order = (clientOrderId: number, part: Partial<OrderRow> = {}) =>
  ({
    ...{ clientOrderId, instrument: 4, side: Side.buy, type: 0, price: 100, leaves: 5 },
    ...{ stage: 'open', change: undefined },
    ...part,
  }) as OrderRow;
const rowsOf = (...rows: OrderRow[]) => new Map(rows.map((row) => [row.clientOrderId, row]));
const amend = (stage: 'pending' | 'unknown' | 'rejected', price: number) =>
  ({ change: { is: 'amend', stage, code: 0, price, qty: 0 } }) as const;

describe('own marks on the ladder', () => {
  it('sum the orders of a level and leave out the rest', () => {
    const rows = rowsOf(
      order(1),
      order(2, { leaves: 3 }),
      order(3, { price: 99 }),
      order(4, { instrument: 5 }),
      order(5, { stage: 'cancelled' }),
      order(6, { side: Side.sell }),
      order(7, { type: 1 }),
    );
    expect([...ownMarks(rows, 4, Side.buy, 1)]).toEqual([
      [100, { ids: [1, 2], prices: [100], lots: 8, look: 'open' }],
      [99, { ids: [3], prices: [99], lots: 5, look: 'open' }],
    ]);
    expect([...ownMarks(rows, 4, Side.sell, 1).keys()]).toEqual([100]);
  });

  it('show the greatest doubt of a level', () => {
    const looks = (...rows: OrderRow[]) => ownMarks(rowsOf(...rows), 4, Side.buy, 1).get(100)?.look;
    expect(looks(order(1), order(2, { stage: 'pending' }))).toBe('pending');
    expect(looks(order(1, { stage: 'unknown' }), order(2, { stage: 'pending' }))).toBe('unknown');
    expect(looks(order(1, { stage: 'unknown' }), order(2))).toBe('unknown');
    expect(looks(order(1, amend('rejected', 90)))).toBe('open');
  });

  it('stand at the price that was asked for', () => {
    const rows = rowsOf(order(1, amend('pending', 97)), order(2, amend('rejected', 96)));
    expect([...ownMarks(rows, 4, Side.buy, 1).keys()]).toEqual([97, 100]);
  });
});

describe('a dragged mark', () => {
  const rows = rowsOf(order(1), order(2), order(3, { stage: 'filled' }), order(4, { price: 98 }));
  const taken = { ids: [1, 2, 3, 4, 9], side: Side.buy, from: 100, to: 100, step: 1 };

  it('asks for one amend per order that still stands there', () => {
    expect(amendsOfDrag(moveMark(taken, 97, 1000), rows)).toEqual([
      { clientOrderId: 1, price: 97 },
      { clientOrderId: 2, price: 97 },
    ]);
  });

  it('asks for nothing when it is put back', () => {
    expect(amendsOfDrag(moveMark(moveMark(taken, 97, 1000), 100, 1000), rows)).toEqual([]);
  });

  it('stays within the prices that there are', () => {
    expect([moveMark(taken, -5, 1000).to, moveMark(taken, 2000, 1000).to]).toEqual([1, 999]);
  });
});

describe('own marks in groups', () => {
  const rows = rowsOf(
    order(1, { price: 104 }),
    order(2, { price: 101 }),
    order(3, { price: 101 }),
    order(4, { price: 105 }),
    order(5, { price: 104, side: Side.sell }),
  );

  it('stand in the group of their price and keep the exact ones', () => {
    expect([...ownMarks(rows, 4, Side.buy, 5)]).toEqual([
      [100, { ids: [1, 2, 3], prices: [104, 101], lots: 15, look: 'open' }],
      [105, { ids: [4], prices: [105], lots: 5, look: 'open' }],
    ]);
    expect([...ownMarks(rows, 4, Side.sell, 5).keys()]).toEqual([105]);
  });

  it('are dragged as one: every order of the group goes to the price of the other row', () => {
    const mark = ownMarks(rows, 4, Side.buy, 5).get(100)!;
    const taken = { ids: mark.ids, side: Side.buy, from: 100, to: 100, step: 5 };
    expect(amendsOfDrag(moveMark(taken, 90, 1_000), rows)).toEqual([
      { clientOrderId: 1, price: 90 },
      { clientOrderId: 2, price: 90 },
      { clientOrderId: 3, price: 90 },
    ]);
    const moved = new Map(rows).set(2, order(2, { price: 97 }));
    expect(amendsOfDrag(moveMark(taken, 90, 1_000), moved).map((a) => a.clientOrderId)).toEqual([
      1, 3,
    ]);
    expect(amendsOfDrag(moveMark(taken, 100, 1_000), rows)).toEqual([]);
  });

  it('are dropped on a row at which an order can stand', () => {
    const taken = { ids: [1], side: Side.buy, from: 100, to: 100, step: 5 };
    expect([-5, 0, 1_000].map((price) => moveMark(taken, price, 999).to)).toEqual([5, 5, 995]);
  });
});
