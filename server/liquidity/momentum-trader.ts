// A momentum trader: follows what moves. Compares a fast with a slow average of the middle price, buys
// what rises and sells what falls, and closes when the movement has ended.

import { Side, TimeInForce } from '../../shared/domain/order.ts';
import type { AgentDesk } from './agent-desk.ts';
import { AGENT_TERMS } from './agent-terms.ts';
import type { CommandLane } from './command-lane.ts';
import type { LiquidityPrng } from './liquidity-prng.ts';

/** Weights of the newest price; averages move once a turn. */
const FAST = 0.2;
const SLOW = 0.04;
const POSITION_QUOTES = 6;
/** Distance of the averages, in half spreads, that counts as a movement, and below which it is over. */
const ENTER = 1.5;
const LEAVE = 0.3;

export interface Momentum {
  fast: number;
  slow: number;
}

export function newMomentum(ticks: number): Momentum {
  return { fast: ticks, slow: ticks };
}

/** One turn: none or one command; returns how many. */
export function tradeAsMomentum(
  lane: CommandLane,
  prng: LiquidityPrng,
  desk: AgentDesk,
  account: number,
  momentum: Momentum,
): number {
  const middle = desk.middleTicks();
  momentum.fast += FAST * (middle - momentum.fast);
  momentum.slow += SLOW * (middle - momentum.slow);
  const { halfSpreadBps } = AGENT_TERMS[desk.instrument.assetClass];
  const unit = Math.max(1, (desk.instrument.openingTicks * halfSpreadBps) / 10_000);
  const strength = (momentum.fast - momentum.slow) / unit;
  const position = desk.inventoryLots(account) / desk.sizeLots;
  const side = sideFor(strength, position);
  if (side === undefined) return 0;
  const opposite = desk.book.bestTicks(side === Side.buy ? Side.sell : Side.buy);
  if (opposite === 0) return 0;
  const lots = Math.max(desk.instrument.minQtyLots, Math.ceil(desk.sizeLots * prng.unit()));
  lane.place({
    account,
    instrument: desk.instrument.id,
    side,
    price: desk.allowedTicks(opposite),
    qty: lots,
    tif: TimeInForce.ioc,
  });
  return 1;
}

function sideFor(strength: number, position: number): Side | undefined {
  if (strength > ENTER && position < POSITION_QUOTES) return Side.buy;
  if (strength < -ENTER && position > -POSITION_QUOTES) return Side.sell;
  // A remainder below one ordinary quote is not worth closing.
  if (strength < LEAVE && position > 1) return Side.sell;
  if (strength > -LEAVE && position < -1) return Side.buy;
  return undefined;
}
