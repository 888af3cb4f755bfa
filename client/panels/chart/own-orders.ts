// The working orders of an instrument as lines: where each one lies, how it is drawn and what it is called.

import { OrderType } from '../../../shared/domain/order.ts';
import type { TextKey } from '../../i18n/text-table.ts';
import { isWorking, type OrderRow } from '../../state/orders-store.ts';

/** Has an amend on its way, the outcome of which is open. */
function amendUnderWay({ change }: OrderRow): boolean {
  if (change?.is !== 'amend') return false;
  return change.stage === 'pending' || change.stage === 'unknown';
}

/** Where the line lies: at the price that was asked for, once it was. */
export function shownTicks(row: OrderRow): number {
  const asked = amendUnderWay(row) ? (row.change?.price ?? 0) : 0;
  return asked === 0 ? row.price : asked;
}

export function isPendingLine(row: OrderRow): boolean {
  return row.stage !== 'open' || amendUnderWay(row);
}

/** Orders with a price of their own that still work, highest price first. */
export function lineOrders(
  rows: ReadonlyMap<number, OrderRow>,
  instrument: number,
): readonly OrderRow[] {
  return [...rows.values()]
    .filter((row) => row.instrument === instrument && isWorking(row))
    .filter((row) => row.type === OrderType.limit && row.price > 0)
    .sort((a, b) => shownTicks(b) - shownTicks(a) || a.clientOrderId - b.clientOrderId);
}

export function orderName({ side, type }: Pick<OrderRow, 'side' | 'type'>): TextKey {
  if (type === OrderType.market) return side === 0 ? 'chart.marketBuy' : 'chart.marketSell';
  return side === 0 ? 'chart.limitBuy' : 'chart.limitSell';
}
