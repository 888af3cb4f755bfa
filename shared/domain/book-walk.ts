// What an order would fill at once, by walking the other side of the visible book; the ticket's preview.

import { Side } from './order.ts';
import { feeMinor, notionalMinor } from './order-cost.ts';

/** One side of a book, `k` 0 the best level. */
export interface WalkedLevels {
  readonly count: number;
  ticks(k: number): number;
  lots(k: number): number;
}

export interface BookWalk {
  /** Filled at once, and what is left of the order. */
  readonly lots: number;
  readonly rest: number;
  /** Sum of ticks * lots of the fills: times tickValueMinor it is their notional. */
  readonly tickLots: number;
  /** Best and worst price met, 0 where nothing fills. */
  readonly bestTicks: number;
  readonly worstTicks: number;
  /** True when every visible level was taken: behind them the book may go on, or may not. */
  readonly isSwept: boolean;
}

/** `levels` is the side that a taker of `side` meets; `limitTicks` the worst price it accepts. */
export function walkBook(
  levels: WalkedLevels,
  side: Side,
  limitTicks: number,
  lots: number,
): BookWalk {
  let rest = lots;
  let tickLots = 0;
  let worstTicks = 0;
  let k = 0;
  for (; k < levels.count && rest > 0; k++) {
    const ticks = levels.ticks(k);
    if (side === Side.buy ? ticks > limitTicks : ticks < limitTicks) break;
    const taken = Math.min(rest, levels.lots(k));
    rest -= taken;
    tickLots += taken * ticks;
    worstTicks = ticks;
  }
  const filled = lots - rest;
  const bestTicks = filled === 0 ? 0 : levels.ticks(0);
  return { lots: filled, rest, tickLots, bestTicks, worstTicks, isSwept: k === levels.count };
}

/** Average price in ticks, with a fraction; 0 where nothing fills. */
export function averageTicks({ lots, tickLots }: BookWalk): number {
  return lots === 0 ? 0 : tickLots / lots;
}

/** The most that the fills cost in fees: each fill is rounded down by itself, so it may be less. */
export function walkFeeMinor(walk: BookWalk, tickValueMinor: number, takerFeePpm: number): number {
  return feeMinor(notionalMinor(walk.tickLots, 1, tickValueMinor), takerFeePpm);
}

/** How far a market order may walk from the best opposite price, as the core's admission has it: at least
 * one tick, and never off the ladder. It is also the price at which a market buy is held for. */
export function marketBoundTicks(
  side: Side,
  bestTicks: number,
  boundBps: number,
  priceLimitTicks: number,
): number {
  const walk = Math.max(1, Math.floor((bestTicks * boundBps) / 10_000));
  if (side === Side.buy) return Math.min(bestTicks + walk, priceLimitTicks - 1);
  return Math.max(bestTicks - walk, 1);
}
