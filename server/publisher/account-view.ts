// One account as its owner sees it: open orders, those that ended lately, balances, positions. Folded
// from reports, so that a client that folds the same frames has the same view at every seq.

import { LIMITS } from '../../shared/domain/limits.ts';
import { keepOwed } from '../../shared/domain/obligations.ts';
import {
  OrderStatus,
  OrderType,
  statusOfCause,
  type DoneCause,
} from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { RecordOf, Report, Reports, ServerMessages } from '../../shared/wire/schema.ts';

export type OrderRecord = RecordOf<'order'>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type OrderState = Mutable<OrderRecord>;
/** What a refused order asked for: in the event, but not in the report, whose reader knows it. */
export type AskedOrder = Pick<OrderRecord, 'side' | 'type' | 'tif' | 'flags' | 'price' | 'qty'>;

/** Refusals that say nothing about the id: the venue does not keep them as its first answer. */
const UNREMEMBERED: readonly number[] = [
  REJECTS.unknownAccount.code,
  REJECTS.unknownInstrument.code,
  REJECTS.deadlinePassed.code,
];
const NOTHING_ASKED: AskedOrder = { side: 0, type: 0, tif: 0, flags: 0, price: 0, qty: 0 };

export class AccountView {
  readonly account: number;
  /** Private seq of the last frame that was folded. */
  seq = 0;
  readonly #open = new Map<number, OrderState>();
  readonly #byClientId = new Map<number, OrderState>();
  /** A ring of LIMITS.closedOrdersKept once it is full. */
  readonly #closed: OrderState[] = [];
  #closedTotal = 0;
  readonly #balances = new Map<number, RecordOf<'balance'>>();
  readonly #positions = new Map<number, RecordOf<'position'>>();
  #discount = { makerDiscountPpm: 0, takerDiscountPpm: 0 };
  readonly #obligations = new Map<number, RecordOf<'obligation'>>();

  constructor(account: number) {
    this.account = account;
  }

  openOrder(orderId: number): Readonly<OrderState> | undefined {
    return this.#open.get(orderId);
  }

  orderByClientId(clientOrderId: number): OrderRecord | undefined {
    const order = this.#byClientId.get(clientOrderId);
    return order === undefined ? undefined : { ...order };
  }

  /** Takes an order from a state dump. */
  restore(order: OrderRecord): void {
    this.#keepOpen({ ...order });
  }

  /** Takes an order that ended before the dump, oldest first: the dump itself has open ones only. */
  restoreEnded(order: OrderRecord): void {
    if (this.#open.has(order.orderId)) return;
    const ended = { ...order };
    if (!this.#byClientId.has(order.clientOrderId)) {
      this.#byClientId.set(order.clientOrderId, ended);
    }
    this.#keepClosed(ended);
  }

  apply(report: Report, timeMicros: number, asked = NOTHING_ASKED): void {
    switch (report.is) {
      case 'accepted':
        return this.#accepted(report, timeMicros);
      case 'rejected':
        return this.#rejected(report, timeMicros, asked);
      case 'fill':
        return this.#filled(report, timeMicros);
      case 'ended':
        return this.#ended(report, timeMicros);
      case 'amended':
        return this.#amended(report, timeMicros);
      case 'balance':
        this.#balances.set(report.asset, bare(report));
        return;
      case 'position':
        this.#positions.set(report.instrument, bare(report));
        return;
      case 'obligation':
        return keepOwed(this.#obligations, report);
      case 'discount': {
        const { makerDiscountPpm, takerDiscountPpm } = report;
        this.#discount = { makerDiscountPpm, takerDiscountPpm };
        return;
      }
      case 'massDone':
      case 'deadMan':
        return;
    }
  }

  /** Open orders by id, then the ended ones, oldest first; balances and positions by id. */
  snapshot(): ServerMessages['privateSnapshot'] {
    const open = [...this.#open.values()].sort((a, b) => a.orderId - b.orderId);
    const oldest = this.#closedTotal % LIMITS.closedOrdersKept;
    const closed = [...this.#closed.slice(oldest), ...this.#closed.slice(0, oldest)];
    return {
      is: 'privateSnapshot',
      seq: this.seq,
      account: this.account,
      orders: [...open, ...closed].map((order) => ({ ...order })),
      balances: [...this.#balances.values()].sort((a, b) => a.asset - b.asset),
      positions: [...this.#positions.values()].sort((a, b) => a.instrument - b.instrument),
      ...this.#discount,
      obligations: [...this.#obligations].sort(([a], [b]) => a - b).map(([, row]) => row),
    };
  }

  #accepted(report: Reports['accepted'], timeMicros: number): void {
    this.#keepOpen({
      orderId: report.orderId,
      clientOrderId: report.clientOrderId,
      instrument: report.instrument,
      side: report.side,
      type: report.type,
      tif: report.tif,
      flags: report.flags,
      price: report.type === OrderType.market ? 0 : report.price,
      qty: report.qty,
      leaves: report.qty,
      filled: 0,
      status: OrderStatus.open,
      cause: 0,
      timeMicros,
    });
  }

  /** A refused place is remembered by its id, so that a question about it has an answer; it never
   * takes the place of an order that was accepted. */
  #rejected(report: Reports['rejected'], timeMicros: number, asked: AskedOrder): void {
    const PLACE = 1;
    if (report.command !== PLACE || report.clientOrderId === 0) return;
    if (report.code === REJECTS.duplicateConflict.code) return;
    const known = this.#byClientId.get(report.clientOrderId);
    if (known !== undefined && known.status !== OrderStatus.rejected) return;
    if (known !== undefined && UNREMEMBERED.includes(report.code)) return;
    const order: OrderState = {
      orderId: 0,
      clientOrderId: report.clientOrderId,
      instrument: Math.max(0, report.instrument),
      ...asked,
      leaves: 0,
      filled: 0,
      status: OrderStatus.rejected,
      cause: report.code,
      timeMicros,
    };
    this.#byClientId.set(report.clientOrderId, order);
    this.#keepClosed(order);
  }

  #filled(report: Reports['fill'], timeMicros: number): void {
    const order = this.#open.get(report.orderId);
    if (order === undefined) return;
    order.leaves = report.leaves;
    order.filled = report.filled;
    order.timeMicros = timeMicros;
    if (report.leaves === 0) this.#close(order, OrderStatus.filled, 0);
  }

  #ended(report: Reports['ended'], timeMicros: number): void {
    const order = this.#open.get(report.orderId);
    if (order === undefined) return;
    order.leaves = 0;
    order.filled = report.filled;
    order.timeMicros = timeMicros;
    this.#close(order, statusOfCause(report.cause as DoneCause), report.cause);
  }

  #amended(report: Reports['amended'], timeMicros: number): void {
    const order = this.#open.get(report.orderId);
    if (order === undefined) return;
    order.price = report.price;
    order.qty = report.qty;
    order.leaves = report.leaves;
    order.timeMicros = timeMicros;
  }

  #keepOpen(order: OrderState): void {
    this.#open.set(order.orderId, order);
    if (order.clientOrderId !== 0) this.#byClientId.set(order.clientOrderId, order);
  }

  #close(order: OrderState, status: OrderStatus, cause: number): void {
    this.#open.delete(order.orderId);
    order.status = status;
    order.cause = cause;
    this.#keepClosed(order);
  }

  #keepClosed(order: OrderState): void {
    const at = this.#closedTotal % LIMITS.closedOrdersKept;
    const forgotten = this.#closed[at];
    if (forgotten !== undefined && this.#byClientId.get(forgotten.clientOrderId) === forgotten) {
      this.#byClientId.delete(forgotten.clientOrderId);
    }
    this.#closed[at] = order;
    this.#closedTotal += 1;
  }
}

function bare<T extends { readonly is: string }>(report: T): Omit<T, 'is'> {
  const { is: _, ...fields } = report;
  return fields;
}
