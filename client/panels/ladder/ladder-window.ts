// Which prices a ladder shows, and what stands at them.

import type { DepthView, Levels } from '../../state/market-views.ts';

/** The middle of the market in ticks, rounded down; the one side that there is; 0 for an empty book. */
export function bestOf({ bids, asks }: Pick<DepthView, 'bids' | 'asks'>): number {
  if (bids.count === 0 && asks.count === 0) return 0;
  if (bids.count === 0) return asks.ticks(0);
  if (asks.count === 0) return bids.ticks(0);
  return Math.floor((bids.ticks(0) + asks.ticks(0)) / 2);
}

/** The price of the top row when `middle` stands in the middle of so many rows. */
export function windowAround(middle: number, rows: number): number {
  return middle + Math.floor(rows / 2);
}

export function sizesByPrice(levels: Levels): Map<number, number> {
  const sizes = new Map<number, number>();
  for (let k = 0; k < levels.count; k++) sizes.set(levels.ticks(k), levels.lots(k));
  return sizes;
}
