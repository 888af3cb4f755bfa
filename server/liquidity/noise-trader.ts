// A noise trader: buys and sells without knowing anything, now at the market, now with a resting order
// near it; leans back when it has run up a position.

import { Side, TimeInForce } from '../../shared/domain/order.ts';
import type { AgentDesk } from './agent-desk.ts';
import type { CommandLane } from './command-lane.ts';
import type { LiquidityPrng } from './liquidity-prng.ts';

/** Position, in ordinary quotes, at which it trades back nine times in ten. */
const POSITION_QUOTES = 15;
const LEAN = 0.4;
const TAKE_CHANCE = 0.6;
const OPEN_ORDERS_MAX = 4;
const REST_TICKS_MAX = 4;

/** One turn: one or two commands; returns how many. */
export function tradeAsNoise(
  lane: CommandLane,
  prng: LiquidityPrng,
  desk: AgentDesk,
  account: number,
  unrest: number,
): number {
  const share = desk.inventoryLots(account) / (POSITION_QUOTES * desk.sizeLots);
  const buyChance = 0.5 - LEAN * Math.max(-1, Math.min(1, share));
  const side = prng.chance(buyChance) ? Side.buy : Side.sell;
  const isTaking = prng.chance(TAKE_CHANCE);
  const lots = sizeOf(prng, desk, unrest);
  const instrument = desk.instrument.id;
  if (isTaking) {
    const opposite = desk.book.bestTicks(side === Side.buy ? Side.sell : Side.buy);
    if (opposite === 0) return 0;
    // It may go through a level or two, not through the book.
    const slack = prng.below(3);
    const price = desk.allowedTicks(opposite + (side === Side.buy ? slack : -slack));
    lane.place({ account, instrument, side, price, qty: lots, tif: TimeInForce.ioc });
    return 1;
  }
  let commands = 1;
  const oldest = desk.oldestOf(account);
  if (oldest !== undefined && desk.countOf(account) >= OPEN_ORDERS_MAX) {
    lane.cancel({ account, orderId: oldest.id });
    commands += 1;
  }
  const best = desk.book.bestTicks(side) || Math.round(desk.middleTicks());
  const away = prng.below(REST_TICKS_MAX) - 1;
  const price = desk.allowedTicks(best + (side === Side.buy ? -away : away));
  lane.place({ account, instrument, side, price, qty: lots });
  return commands;
}

/** Many small, few large: the square of a uniform; more of it in restless times. */
function sizeOf(prng: LiquidityPrng, desk: AgentDesk, unrest: number): number {
  const draw = prng.unit();
  const lots = desk.sizeLots * 1.5 * draw * draw * unrest;
  return Math.max(desk.instrument.minQtyLots, Math.ceil(lots));
}
