// Which orders have a line, and where it lies while an amend is under way.

import { describe, expect, it } from 'vitest';
import type { OrderRow } from '../../state/orders-store.ts';
import { isPendingLine, lineOrders, orderName, shownTicks } from './own-orders.ts';

const row = (wish: Partial<OrderRow>) =>
  ({
    clientOrderId: 1,
    instrument: 3,
    side: 0,
    type: 0,
    price: 500,
    stage: 'open',
    change: undefined,
    ...wish,
  }) as OrderRow;
const amend = (stage: 'pending' | 'unknown' | 'done' | 'rejected', price = 510) => ({
  is: 'amend' as const,
  stage,
  code: 0,
  price,
  qty: 0,
});

describe('lines of orders', () => {
  it('are those that work, have a price and belong to the instrument, the highest first', () => {
    const rows = [
      row({ clientOrderId: 1, price: 500 }),
      row({ clientOrderId: 2, price: 700, stage: 'pending' }),
      row({ clientOrderId: 3, price: 600, stage: 'unknown' }),
      row({ clientOrderId: 4, stage: 'filled' }),
      row({ clientOrderId: 5, stage: 'cancelled' }),
      row({ clientOrderId: 6, instrument: 4 }),
      row({ clientOrderId: 7, type: 1 }),
    ];
    const map = new Map(rows.map((order) => [order.clientOrderId, order]));
    expect(lineOrders(map, 3).map((order) => order.clientOrderId)).toEqual([2, 3, 1]);
  });

  it.each(['pending', 'unknown'] as const)('lie at the asked price while it is %s', (stage) => {
    expect(shownTicks(row({ change: amend(stage) }))).toBe(510);
    expect(isPendingLine(row({ change: amend(stage) }))).toBe(true);
  });

  it.each(['done', 'rejected'] as const)('lie at their own price once it is %s', (stage) => {
    expect(shownTicks(row({ change: amend(stage) }))).toBe(500);
    expect(isPendingLine(row({ change: amend(stage) }))).toBe(false);
  });

  it('stay where they are while only the quantity is amended', () => {
    expect(shownTicks(row({ change: amend('pending', 0) }))).toBe(500);
  });

  it('have a name by side and type', () => {
    expect(orderName({ side: 0, type: 0 })).toBe('chart.limitBuy');
    expect(orderName({ side: 1, type: 0 })).toBe('chart.limitSell');
    expect(orderName({ side: 1, type: 1 })).toBe('chart.marketSell');
  });
});
