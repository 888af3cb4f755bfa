// What a limit order at a price would do now: wait behind others, or take at once.

import { Side } from '../../../shared/domain/order.ts';
import { groupOf } from '../../../shared/domain/tick-groups.ts';
import type { DepthView } from '../../state/market-views.ts';

export interface ClickPreview {
  /** Lots that it would take at once, and the worst price of them in ticks. */
  readonly takes: number;
  readonly worst: number;
  /** Lots of others (and own ones) in the group of its price: they stand before it. */
  readonly ahead: number;
}

export function previewClick(
  { bids, asks }: Pick<DepthView, 'bids' | 'asks'>,
  side: Side,
  price: number,
  qty: number,
  step: number,
): ClickPreview {
  const opposite = side === Side.buy ? asks : bids;
  const crosses = (ticks: number) => (side === Side.buy ? ticks <= price : ticks >= price);
  let takes = 0;
  let worst = 0;
  for (let k = 0; k < opposite.count && takes < qty && crosses(opposite.ticks(k)); k++) {
    takes = Math.min(qty, takes + opposite.lots(k));
    worst = opposite.ticks(k);
  }
  const same = side === Side.buy ? bids : asks;
  let ahead = 0;
  for (let k = 0; k < same.count && isWithin(same.ticks(k), side, price); k++) {
    if (groupOf(same.ticks(k), side, step) === price) ahead += same.lots(k);
  }
  return { takes, worst, ahead };
}

/** Not further from the market than the price. */
function isWithin(ticks: number, side: Side, price: number): boolean {
  return side === Side.buy ? ticks >= price : ticks <= price;
}
