// The trading account as its private stream tells it: orders, balances, positions. Every report carries
// absolute figures, so applying one twice changes nothing.

import { assertNever } from '../domain/assert.ts';
import { LIMITS } from '../domain/limits.ts';
import { keepOwed, owedKey } from '../domain/obligations.ts';
import { OrderStatus, statusOfCause } from '../domain/order.ts';
import type { DoneCause } from '../domain/order.ts';
import type { RecordOf, Report, Reports, ServerMessages } from '../wire/schema.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
export type OrderRecord = RecordOf<'order'>;
export type BalanceRecord = RecordOf<'balance'>;
export type PositionRecord = RecordOf<'position'>;
export type ObligationRecord = RecordOf<'obligation'>;

export class AccountState {
  account = -1;
  /** Private seq up to which this is true. */
  seq = 0;
  /** Open orders, and those that ended lately, by order id. */
  readonly orders = new Map<number, OrderRecord>();
  /** By asset id. */
  readonly balances = new Map<number, BalanceRecord>();
  /** By instrument id. */
  readonly positions = new Map<number, PositionRecord>();
  /** What is still to settle, by owedKey. */
  readonly obligations = new Map<number, ObligationRecord>();
  /** Off the commission, parts per million. */
  makerDiscountPpm = 0;
  takerDiscountPpm = 0;
  /** Ids of ended orders, oldest first: only the latest are kept. */
  #ended = new Set<number>();

  replace(snapshot: ServerMessages['privateSnapshot']): void {
    this.account = snapshot.account;
    this.seq = snapshot.seq;
    this.makerDiscountPpm = snapshot.makerDiscountPpm;
    this.takerDiscountPpm = snapshot.takerDiscountPpm;
    this.orders.clear();
    this.balances.clear();
    this.positions.clear();
    this.obligations.clear();
    this.#ended.clear();
    for (const order of snapshot.orders) {
      this.orders.set(order.orderId, order);
      if (order.status !== OrderStatus.open) this.#ended.add(order.orderId);
    }
    for (const balance of snapshot.balances) this.balances.set(balance.asset, balance);
    for (const position of snapshot.positions) this.positions.set(position.instrument, position);
    for (const row of snapshot.obligations) this.obligations.set(owedKey(row), row);
  }

  apply(report: Report, timeMicros: number): void {
    switch (report.is) {
      case 'accepted':
        return this.#accepted(report, timeMicros);
      case 'fill':
        return this.#filled(report, timeMicros);
      case 'ended':
        return this.#endedBy(report, timeMicros);
      case 'amended': {
        const { price, qty, leaves } = report;
        return this.#change(report.orderId, { price, qty, leaves, timeMicros });
      }
      case 'balance': {
        const { asset, available, held } = report;
        this.balances.set(asset, { asset, available, held });
        return;
      }
      case 'position': {
        const { instrument, lots, costMinor, realisedMinor } = report;
        this.positions.set(instrument, { instrument, lots, costMinor, realisedMinor });
        return;
      }
      case 'obligation':
        return keepOwed(this.obligations, report);
      case 'discount':
        this.makerDiscountPpm = report.makerDiscountPpm;
        this.takerDiscountPpm = report.takerDiscountPpm;
        return;
      case 'rejected':
      case 'massDone':
      case 'deadMan':
        return;
      default:
        return assertNever(report);
    }
  }

  #accepted(report: Reports['accepted'], timeMicros: number): void {
    const { orderId, clientOrderId, instrument, side, type, tif, flags, price, qty } = report;
    const terms = { orderId, clientOrderId, instrument, side, type, tif, flags, price, qty };
    const progress = { leaves: qty, filled: 0, status: OrderStatus.open, cause: 0, timeMicros };
    this.orders.set(orderId, { ...terms, ...progress });
  }

  #filled(report: Reports['fill'], timeMicros: number): void {
    const { orderId, leaves, filled } = report;
    const status = leaves === 0 ? OrderStatus.filled : OrderStatus.open;
    this.#change(orderId, { leaves, filled, status, timeMicros });
  }

  #endedBy(report: Reports['ended'], timeMicros: number): void {
    const { orderId, cause, filled } = report;
    const status = statusOfCause(cause as DoneCause);
    this.#change(orderId, { leaves: 0, filled, status, cause, timeMicros });
  }

  #change(orderId: number, change: Partial<Writable<OrderRecord>>): void {
    const order = this.orders.get(orderId);
    if (order === undefined) return;
    const next = { ...order, ...change };
    this.orders.set(orderId, next);
    if (next.status === OrderStatus.open) return;
    this.#ended.add(orderId);
    for (const oldest of this.#ended) {
      if (this.#ended.size <= LIMITS.closedOrdersKept) break;
      this.#ended.delete(oldest);
      this.orders.delete(oldest);
    }
  }
}
