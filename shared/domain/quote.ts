// What the market looks like: quote, depth level, trade, bar, statistics. Integers throughout.

import type { Side } from './order.ts';

/** Best bid and ask; price 0 and quantity 0 where a side is empty. */
export interface Quote {
  bidTicks: number;
  bidLots: number;
  askTicks: number;
  askLots: number;
  timeMicros: number;
}

export interface DepthLevel {
  ticks: number;
  /** Absolute quantity; 0 deletes the level. */
  lots: number;
}

export interface Trade {
  tradeId: number;
  ticks: number;
  lots: number;
  /** Side of the taker. */
  aggressor: Side;
  timeMicros: number;
}

/** Bar lengths in seconds. */
export const BAR_SPANS = [1, 60, 300, 900, 3600, 86400] as const;
export type BarSpan = (typeof BAR_SPANS)[number];

export interface Bar {
  /** Start of the bar, seconds since 1970, a multiple of the span. */
  openSeconds: number;
  openTicks: number;
  highTicks: number;
  lowTicks: number;
  closeTicks: number;
  volumeLots: number;
  tradeCount: number;
}

/** Rolling 24 hours, in steps of one minute. */
export interface Stats {
  openTicks: number;
  highTicks: number;
  lowTicks: number;
  lastTicks: number;
  volumeLots: number;
  /** Sum of ticks * lots: multiply by tickValueMinor for the turnover. */
  turnoverTickLots: number;
  tradeCount: number;
}
