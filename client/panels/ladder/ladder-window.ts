// Which prices a ladder shows: the window stands still while somebody points at it or works in it.

import type { DepthView, Levels } from '../../state/market-views.ts';

/** Rows between the market and the edge at which the window follows it. */
const MARGIN = 3;

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

/** 1: the market is above the window, -1 below, 0 in sight or nowhere. */
export function marketIsAway(top: number, rows: number, best: number): -1 | 0 | 1 {
  if (best <= 0) return 0;
  if (best > top - MARGIN) return 1;
  return best < top - rows + 1 + MARGIN ? -1 : 0;
}

/** The top row's price for this frame. `held`: pointer or focus is inside, nothing moves. A window that
 * never showed anything (top 0) takes the first market it sees. */
export function followMarket(top: number, rows: number, best: number, held: boolean): number {
  if (best <= 0) return top;
  if (top === 0) return windowAround(best, rows);
  return held || marketIsAway(top, rows, best) === 0 ? top : windowAround(best, rows);
}

/** The window moved as far as a price needs to be in sight. */
export function windowWith(top: number, rows: number, price: number): number {
  if (price > top) return price;
  return price <= top - rows ? price + rows - 1 : top;
}

/** Writes the size of every shown price into `sizes`, the top row first; 0 where there is none. */
export function sizesInWindow(levels: Levels, top: number, sizes: Float64Array): void {
  sizes.fill(0);
  for (let k = 0; k < levels.count; k++) {
    const row = top - levels.ticks(k);
    if (row >= 0 && row < sizes.length) sizes[row] = levels.lots(k);
  }
}
