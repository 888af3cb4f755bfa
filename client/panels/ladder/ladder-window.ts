// Which prices the rows of a ladder stand for: they stand still while somebody points at them or works in
// them. A row is one group of `step` ticks; its price is a multiple of the step.

import { Side } from '../../../shared/domain/order.ts';
import { groupOf } from '../../../shared/domain/tick-groups.ts';
import type { DepthView, Levels } from '../../state/market-views.ts';

export type TwoSides = Pick<DepthView, 'bids' | 'asks'>;

/** Never changed, only replaced: what was painted stays what it was. */
export interface LadderRows {
  /** Price of the top row in ticks; 0: it never showed anything. */
  readonly top: number;
  readonly step: number;
  readonly count: number;
}

export const NO_ROWS: LadderRows = { top: 0, step: 1, count: 0 };

/** Rows between the market and the edge at which the window follows it; fewer where there are few. */
const MARGIN = 3;
const marginOf = (count: number) => Math.min(MARGIN, Math.floor(count / 4));

/** The middle of the market in ticks, rounded down; the one side that there is; 0 for an empty book. */
export function bestOf({ bids, asks }: TwoSides): number {
  if (bids.count === 0 && asks.count === 0) return 0;
  if (bids.count === 0) return asks.ticks(0);
  if (asks.count === 0) return bids.ticks(0);
  return Math.floor((bids.ticks(0) + asks.ticks(0)) / 2);
}

export function priceOf(rows: LadderRows, row: number): number {
  return rows.top - row * rows.step;
}

/** The row that a price lies on or below; it may be outside of the window. */
export function rowOf(rows: LadderRows, price: number): number {
  return Math.ceil((rows.top - price) / rows.step);
}

/** The nearest row's price at which an order can stand: at least one tick, below the limit. */
export function placeable(price: number, step: number, limitTicks: number): number {
  const highest = Math.floor((limitTicks - 1) / step) * step;
  return Math.min(Math.max(Math.floor(price / step) * step, step), highest);
}

/** So many rows with `middle` in the middle one. */
export function rowsAround(middle: number, count: number, step: number): LadderRows {
  const group = Math.floor(middle / step) * step;
  return { top: group + Math.floor(count / 2) * step, step, count };
}

/** 1: the market is above the window, -1 below, 0 in sight or nowhere. */
export function marketIsAway(rows: LadderRows, best: number): -1 | 0 | 1 {
  if (best <= 0) return 0;
  const margin = marginOf(rows.count);
  const row = rowOf(rows, best);
  if (row < margin) return 1;
  return row > rows.count - 1 - margin ? -1 : 0;
}

/** The rows for this frame. `held`: pointer or focus is inside, nothing moves. A window that never showed
 * anything takes the first market it sees. */
export function followMarket(rows: LadderRows, best: number, held: boolean): LadderRows {
  if (best <= 0) return rows;
  if (rows.top !== 0 && (held || marketIsAway(rows, best) === 0)) return rows;
  return rowsAround(best, rows.count, rows.step);
}

/** The window moved as far as a row's price needs to be in sight. */
export function rowsWith(rows: LadderRows, price: number): LadderRows {
  const row = rowOf(rows, price);
  if (row >= 0 && row < rows.count) return rows;
  const top = row < 0 ? price : price + (rows.count - 1) * rows.step;
  return { ...rows, top };
}

/** Adds up the sizes of every shown group, the top row first; 0 where there is none. */
export function sizesInWindow(
  levels: Levels,
  side: Side,
  rows: LadderRows,
  sizes: Float64Array,
): void {
  sizes.fill(0);
  for (let k = 0; k < levels.count; k++) {
    const row = (rows.top - groupOf(levels.ticks(k), side, rows.step)) / rows.step;
    // Levels go away from the market: behind the last row, or above the first one, none comes back.
    if (side === Side.buy ? row >= sizes.length : row < 0) return;
    if (row >= 0 && row < sizes.length) sizes[row]! += levels.lots(k);
  }
}
