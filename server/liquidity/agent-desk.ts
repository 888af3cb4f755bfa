// What the simulated agents know of one instrument: its public book and last trade, and of each of their
// own accounts the open orders and the inventory. All of it comes from the venue's events.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { DepthMap } from '../feeds/depth-map.ts';
import { bpsOfTicks } from './agent-terms.ts';

export interface AgentOrder {
  readonly id: number;
  readonly account: number;
  readonly side: Side;
  ticks: number;
  qty: number;
  leaves: number;
}

/** Agents keep this share of the price band as a reserve against a moving reference. */
const BAND_SHARE = 0.8;

export class AgentDesk {
  readonly instrument: Instrument;
  /** Lots of an ordinary quote. */
  readonly sizeLots: number;
  readonly book = new DepthMap();
  lastTicks: number;
  isHalted = false;
  /** Number of the step in which an agent last had its turn here. */
  actedInStep = 0;
  private readonly orders = new Map<number, AgentOrder>();
  private readonly inventory = new Map<number, number>();

  constructor(instrument: Instrument, sizeLots: number) {
    this.instrument = instrument;
    this.sizeLots = sizeLots;
    this.lastTicks = instrument.openingTicks;
  }

  /** Lots held beyond (short: below) what the account began with. */
  inventoryLots(account: number): number {
    return this.inventory.get(account) ?? 0;
  }

  setInventory(account: number, lots: number): void {
    this.inventory.set(account, lots);
  }

  /** Open orders of one account and side, best price first. */
  ordersOf(account: number, side: Side): AgentOrder[] {
    const own: AgentOrder[] = [];
    for (const order of this.orders.values()) {
      if (order.account === account && order.side === side) own.push(order);
    }
    return own.sort((a, b) => (side === Side.buy ? b.ticks - a.ticks : a.ticks - b.ticks));
  }

  /** Open orders of one account, oldest first. */
  oldestOf(account: number): AgentOrder | undefined {
    for (const order of this.orders.values()) if (order.account === account) return order;
    return undefined;
  }

  countOf(account: number): number {
    let count = 0;
    for (const order of this.orders.values()) if (order.account === account) count += 1;
    return count;
  }

  /** A price that the venue takes: inside ladder and band. */
  allowedTicks(ticks: number): number {
    const { bandBps, priceLimitTicks } = this.instrument;
    const reach = bandBps === 0 ? Infinity : bpsOfTicks(this.lastTicks, bandBps * BAND_SHARE);
    const low = Math.max(1, this.lastTicks - reach);
    const high = Math.min(priceLimitTicks - 1, this.lastTicks + reach);
    return Math.max(low, Math.min(high, Math.round(ticks)));
  }

  /** Middle of best bid and ask in ticks; the last trade where a side is empty. */
  middleTicks(): number {
    const bid = this.book.bestTicks(Side.buy);
    const ask = this.book.bestTicks(Side.sell);
    return bid > 0 && ask > 0 ? (bid + ask) / 2 : this.lastTicks;
  }

  onAccepted(order: AgentOrder): void {
    this.orders.set(order.id, order);
  }

  onAmended(id: number, ticks: number, qty: number, leaves: number): void {
    const order = this.orders.get(id);
    if (order === undefined) return;
    order.ticks = ticks;
    order.qty = qty;
    order.leaves = leaves;
  }

  onFill(account: number, id: number, side: Side, lots: number, leaves: number): void {
    const signed = side === Side.buy ? lots : -lots;
    this.inventory.set(account, this.inventoryLots(account) + signed);
    const order = this.orders.get(id);
    if (order === undefined) return;
    order.leaves = leaves;
    if (leaves === 0) this.orders.delete(id);
  }

  onDone(id: number): void {
    this.orders.delete(id);
  }
}
