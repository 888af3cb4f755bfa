// What an instrument does now: trade, stand still, or collect orders for an auction; and between which
// prices it trades.

import { Phase, PhaseCause, Side } from './order.ts';

export interface TradingStatus {
  readonly phase: Phase;
  /** Why it is not open. */
  readonly cause: PhaseCause;
  /** Second since 1970 at which its auction ends; 0: an operator ends it, or the next business day. */
  readonly until: number;
  /** Lowest and highest price of a trade in ticks; 0: it has no window. */
  readonly windowLow: number;
  readonly windowHigh: number;
  /** Second since 1970 since which its best price stands at an end of the window; 0: it does not. */
  readonly limitSince: number;
  /** What its auction would trade now: ticks (0: nothing), lots, and lots bought less lots sold. */
  readonly auctionPrice: number;
  readonly auctionLots: number;
  readonly auctionSurplus: number;
}

export const OPEN_STATUS: TradingStatus = {
  phase: Phase.open,
  cause: PhaseCause.operator,
  until: 0,
  ...{ windowLow: 0, windowHigh: 0, limitSince: 0 },
  ...{ auctionPrice: 0, auctionLots: 0, auctionSurplus: 0 },
};

/** Where an order that asks for `ticks` stands: at the end of the window when it lies beyond that. */
export function ticksInWindow(side: Side, ticks: number, status: TradingStatus): number {
  const { windowLow, windowHigh } = status;
  if (windowHigh === 0 || ticks === 0) return ticks;
  return side === Side.buy ? Math.min(ticks, windowHigh) : Math.max(ticks, windowLow);
}
