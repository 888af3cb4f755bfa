// The mirror's knowledge of one instrument: the recorded depth it aims at, its own resting orders as the
// venue reported them, and the commands that bring the second to the first.

import type { Instrument } from '../../shared/domain/instrument.ts';
import type { DepthLevel } from '../../shared/domain/quote.ts';
import { SelfTrade, Side } from '../../shared/domain/order.ts';
import { DepthMap } from '../feeds/depth-map.ts';
import type { CommandLane } from './command-lane.ts';
import { MIRROR_DEPTH_ACCOUNT } from './liquidity-accounts.ts';

interface OwnOrder {
  readonly id: number;
  readonly side: Side;
  readonly ticks: number;
  qty: number;
  leaves: number;
}

const SIDES = [Side.buy, Side.sell] as const;

export class MirrorBook {
  readonly instrument: Instrument;
  private readonly target = [new Map<number, number>(), new Map<number, number>()] as const;
  /** Own orders by price, each list in order of their time: the queue among themselves. */
  private readonly own = [new Map<number, OwnOrder[]>(), new Map<number, OwnOrder[]>()] as const;
  private readonly byId = new Map<number, OwnOrder>();
  /** Everybody's quantity by price, own included: the venue's public book. */
  private readonly all = new DepthMap();
  /** Prices where own and recorded quantity may differ. */
  private readonly dirty = [new Set<number>(), new Set<number>()] as const;

  constructor(instrument: Instrument) {
    this.instrument = instrument;
  }

  // What the recording says.

  /** Aims at nothing: everything recorded so far is void. */
  forget(): void {
    for (const side of SIDES) {
      for (const ticks of this.target[side].keys()) this.dirty[side].add(ticks);
      for (const ticks of this.own[side].keys()) this.dirty[side].add(ticks);
      this.target[side].clear();
    }
  }

  aim(side: Side, levels: readonly DepthLevel[]): void {
    for (const { ticks, lots } of levels) {
      if (lots === 0) this.target[side].delete(ticks);
      else this.target[side].set(ticks, lots);
      this.dirty[side].add(ticks);
    }
  }

  // What the venue reported.

  onAccepted(id: number, side: Side, ticks: number, qty: number): void {
    const order = { id, side, ticks, qty, leaves: qty };
    this.byId.set(id, order);
    const queue = this.own[side].get(ticks);
    if (queue === undefined) this.own[side].set(ticks, [order]);
    else queue.push(order);
  }

  onLevel(side: Side, ticks: number, lots: number): void {
    this.all.set(side, ticks, lots);
  }

  onLeaves(id: number, leaves: number, qty?: number): void {
    const order = this.byId.get(id);
    if (order === undefined) return;
    order.leaves = leaves;
    order.qty = qty ?? order.qty;
    this.dirty[order.side].add(order.ticks);
    if (leaves === 0) this.remove(order);
  }

  onDone(id: number): void {
    const order = this.byId.get(id);
    if (order === undefined) return;
    this.dirty[order.side].add(order.ticks);
    this.remove(order);
  }

  ownLots(side: Side, ticks: number): number {
    let lots = 0;
    for (const order of this.own[side].get(ticks) ?? []) lots += order.leaves;
    return lots;
  }

  /** Prices at which the venue does not hold what was recorded. */
  unsettled(): number {
    let levels = 0;
    for (const side of SIDES) {
      for (const ticks of this.dirty[side]) if (this.missing(side, ticks) !== 0) levels += 1;
    }
    return levels;
  }

  // What is to be done.

  /**
   * Commands that settle every dirty price; true when there are any. Reductions of both sides go first,
   * so that the mirror does not meet its own outdated quotes. `isCancelOnly`: what a halted instrument
   * or a blocked account may still do.
   */
  plan(lane: CommandLane, isCancelOnly: boolean): boolean {
    let isChanged = false;
    for (const side of SIDES) {
      for (const ticks of this.dirty[side]) {
        const missing = this.missing(side, ticks);
        if (missing === 0) this.dirty[side].delete(ticks);
        if (missing >= 0) continue;
        const isShrinking = this.shrink(lane, side, ticks, -missing, isCancelOnly);
        isChanged ||= isShrinking;
      }
    }
    if (isCancelOnly) return isChanged;
    for (const side of SIDES) isChanged = this.growMissing(lane, side) || isChanged;
    return isChanged;
  }

  private growMissing(lane: CommandLane, side: Side): boolean {
    const prices = [...this.dirty[side]].filter((ticks) => this.missing(side, ticks) > 0);
    // Best price first: it meets all the paper orders that the others would meet.
    prices.sort((a, b) => (side === Side.buy ? b - a : a - b));
    let met = 0;
    for (const ticks of prices) {
      const inTheWay = this.paperThrough(side, ticks) - met;
      met += inTheWay;
      this.grow(lane, side, ticks, this.missing(side, ticks) + inTheWay);
    }
    return prices.length > 0;
  }

  /** Lots of others that an own order at this price would trade with before it rests. */
  paperThrough(side: Side, ticks: number): number {
    const other = side === Side.buy ? Side.sell : Side.buy;
    const reaches = (price: number) => (side === Side.buy ? price <= ticks : price >= ticks);
    const best = this.all.bestTicks(other);
    if (best === 0 || !reaches(best)) return 0;
    let lots = 0;
    for (const [price, there] of this.all.levels(other)) {
      if (reaches(price)) lots += there - this.ownLots(other, price);
    }
    return lots;
  }

  /** A further order at the back of the queue; several where one may not be that large. */
  grow(lane: CommandLane, side: Side, ticks: number, lots: number): void {
    for (let rest = lots; rest > 0;) {
      const qty = Math.min(rest, this.orderLotsMax(ticks));
      lane.place({
        account: MIRROR_DEPTH_ACCOUNT,
        instrument: this.instrument.id,
        side,
        price: ticks,
        qty,
        stp: SelfTrade.expireMaker,
      });
      rest -= qty;
    }
  }

  /**
   * Takes back own orders that a trade at `ticks` proves gone: makers' at a better price than it, and
   * the other side's at or through it. Returns how many.
   */
  withdrawStale(lane: CommandLane, makerSide: Side, ticks: number): number {
    let withdrawn = 0;
    for (const side of SIDES) {
      for (const [price, queue] of this.own[side]) {
        // On the maker's side the price itself stands; on the other side nothing did.
        const isBetter = side === Side.buy ? price > ticks : price < ticks;
        if (!isBetter && (side === makerSide || price !== ticks)) continue;
        for (const order of queue) this.cancel(lane, order);
        withdrawn += queue.length;
      }
    }
    return withdrawn;
  }

  orderLotsMax(ticks: number): number {
    const { maxQtyLots, maxNotionalMinor, tickValueMinor } = this.instrument;
    const byNotional = Math.floor(maxNotionalMinor / (ticks * tickValueMinor));
    return Math.max(1, Math.min(maxQtyLots, byNotional));
  }

  /** Youngest first: what stands behind a paper order shrinks before what stands in front of it.
   * Returns whether there was anything to send. */
  private shrink(
    lane: CommandLane,
    side: Side,
    ticks: number,
    lots: number,
    isCancelOnly: boolean,
  ): boolean {
    let rest = lots;
    for (const order of (this.own[side].get(ticks) ?? []).toReversed()) {
      if (order.leaves <= rest) {
        this.cancel(lane, order);
        rest -= order.leaves;
        if (rest === 0) return true;
      } else {
        if (isCancelOnly) return rest < lots;
        lane.amend({ account: MIRROR_DEPTH_ACCOUNT, orderId: order.id, qty: order.qty - rest });
        return true;
      }
    }
    return rest < lots;
  }

  private cancel(lane: CommandLane, order: OwnOrder): void {
    lane.cancel({ account: MIRROR_DEPTH_ACCOUNT, orderId: order.id });
  }

  /** Recorded less own quantity. */
  private missing(side: Side, ticks: number): number {
    return (this.target[side].get(ticks) ?? 0) - this.ownLots(side, ticks);
  }

  private remove(order: OwnOrder): void {
    this.byId.delete(order.id);
    const queue = this.own[order.side].get(order.ticks) ?? [];
    const rest = queue.filter((other) => other !== order);
    if (rest.length === 0) this.own[order.side].delete(order.ticks);
    else this.own[order.side].set(order.ticks, rest);
  }
}
