// A market maker: keeps a ladder of quotes on both sides of what it thinks the instrument is worth,
// leans against its inventory, and moves its quotes by amending, placing and cancelling.

import { SelfTrade, Side } from '../../shared/domain/order.ts';
import type { AgentDesk, AgentOrder } from './agent-desk.ts';
import { AGENT_TERMS, bpsOfTicks } from './agent-terms.ts';
import type { CommandLane } from './command-lane.ts';
import type { LiquidityPrng } from './liquidity-prng.ts';

const LEVELS = 10;
/** Inventory, in quotes of the first level, at which the maker leans by LEAN_LEVELS level gaps. */
const INVENTORY_QUOTES = 20;
const LEAN_LEVELS = 4;
/** A quote with less than this share of an ordinary one is renewed. */
const THIN_SHARE = 0.25;

interface Wanted {
  readonly side: Side;
  readonly level: number;
  readonly ticks: number;
}

/** One turn: at most `commandsMax` commands, the quotes nearest the market first. Returns how many. */
export function quoteAsMaker(
  lane: CommandLane,
  prng: LiquidityPrng,
  desk: AgentDesk,
  account: number,
  fairTicks: number,
  commandsMax: number,
): number {
  const lean = inventoryLean(desk, account);
  const gapTicks = gapOf(desk);
  let commands = 0;
  const centreTicks = fairTicks + lean;
  for (const side of sidesInOrder(prng, desk, account, centreTicks)) {
    const orders = desk.ordersOf(account, side);
    const { missing, spare } = compare(desk, orders, ladder(desk, side, centreTicks), gapTicks);
    for (const wanted of missing) {
      if (commands >= commandsMax) return commands;
      const ticks = jitter(prng, desk, wanted, gapTicks);
      const lots = sizeOf(prng, desk, wanted.level);
      moveOrPlace(lane, desk, account, side, ticks, lots, spare.pop());
      commands += 1;
    }
    for (const order of spare) {
      if (commands >= commandsMax) return commands;
      lane.cancel({ account, orderId: order.id });
      commands += 1;
    }
  }
  return commands;
}

/** The side that the price moves towards gets out of the way first: else the maker would meet itself. */
function sidesInOrder(
  prng: LiquidityPrng,
  desk: AgentDesk,
  account: number,
  centreTicks: number,
): readonly Side[] {
  const bid = desk.ordersOf(account, Side.buy)[0]?.ticks;
  const ask = desk.ordersOf(account, Side.sell)[0]?.ticks;
  const isRising =
    bid === undefined || ask === undefined ? prng.chance(0.5) : 2 * centreTicks > bid + ask;
  return isRising ? [Side.sell, Side.buy] : [Side.buy, Side.sell];
}

/** Ticks by which fair value is shifted: a maker that is long quotes lower. */
function inventoryLean(desk: AgentDesk, account: number): number {
  const share = desk.inventoryLots(account) / (INVENTORY_QUOTES * desk.sizeLots);
  return -Math.max(-1, Math.min(1, share)) * LEAN_LEVELS * gapOf(desk);
}

function gapOf(desk: AgentDesk): number {
  const { levelGapBps } = AGENT_TERMS[desk.instrument.assetClass];
  return bpsOfTicks(desk.instrument.openingTicks, levelGapBps);
}

function ladder(desk: AgentDesk, side: Side, centreTicks: number): Wanted[] {
  const { halfSpreadBps } = AGENT_TERMS[desk.instrument.assetClass];
  const half = (desk.instrument.openingTicks * halfSpreadBps) / 10_000;
  const gap = gapOf(desk);
  return Array.from({ length: LEVELS }, (_, level) => {
    const distance = Math.max(0.5, half) + level * gap;
    const raw =
      side === Side.buy ? Math.floor(centreTicks - distance) : Math.ceil(centreTicks + distance);
    return { side, level, ticks: desk.allowedTicks(raw) };
  });
}

/** Which wanted quotes have no order near them, and which orders stand near no wanted quote. */
function compare(
  desk: AgentDesk,
  orders: readonly AgentOrder[],
  wanted: readonly Wanted[],
  gapTicks: number,
): { missing: Wanted[]; spare: AgentOrder[] } {
  const tolerance = Math.floor(gapTicks / 2);
  const spare = [...orders];
  const missing = wanted.filter(({ ticks }) => {
    const found = spare.findIndex(
      (order) =>
        Math.abs(order.ticks - ticks) <= tolerance &&
        order.leaves >= THIN_SHARE * Math.min(order.qty, desk.sizeLots),
    );
    if (found >= 0) spare.splice(found, 1);
    return found < 0;
  });
  return { missing, spare };
}

/** Quotes of several makers do not stand in line to the tick. */
function jitter(prng: LiquidityPrng, desk: AgentDesk, wanted: Wanted, gapTicks: number): number {
  const reach = Math.floor(gapTicks / 3);
  const away = prng.below(reach + 1);
  return desk.allowedTicks(wanted.ticks + (wanted.side === Side.buy ? -away : away));
}

/** Deeper quotes are larger; each is between half and one and a half times its measure. */
function sizeOf(prng: LiquidityPrng, desk: AgentDesk, level: number): number {
  const lots = desk.sizeLots * (1 + level / 2) * (0.5 + prng.unit());
  return Math.max(desk.instrument.minQtyLots, Math.round(lots));
}

function moveOrPlace(
  lane: CommandLane,
  desk: AgentDesk,
  account: number,
  side: Side,
  ticks: number,
  lots: number,
  spare: AgentOrder | undefined,
): void {
  if (spare === undefined) {
    const instrument = desk.instrument.id;
    const stp = SelfTrade.expireMaker;
    lane.place({ account, instrument, side, price: ticks, qty: lots, stp });
    return;
  }
  const filled = spare.qty - spare.leaves;
  lane.amend({ account, orderId: spare.id, price: ticks, qty: filled + lots });
}
