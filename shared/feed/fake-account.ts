// The one trading account of the fake venue: numbered frames, kept for resume, and orders that rest
// until a test fills or ends them.

import { OrderStatus } from '../domain/order.ts';
import type {
  ClientMessage,
  ClientMessages,
  RecordOf,
  Report,
  ServerMessage,
  ServerMessages,
} from '../wire/schema.ts';

type OrderRecord = RecordOf<'order'>;
type Frame = ServerMessages['private'];

const UNKNOWN_ORDER = 4003;
const DEADLINE_PASSED = 2012;

export class FakeAccount {
  readonly account = 7;
  seq = 0;
  /** Where new frames go. */
  frame: (frame: Frame) => void = () => undefined;
  /** Frames with a seq at or below this are gone: a resume before it gets a snapshot. */
  keptAfter = 0;
  readonly orders = new Map<number, OrderRecord>();
  /** How often each place was taken in, by client order id: more than once is a double. */
  readonly taken = new Map<number, number>();
  readonly #frames: Frame[] = [];
  #orderId = 100;
  #cash = 1_000_000;

  framesAfter(seq: number): Frame[] | undefined {
    if (seq < this.keptAfter || seq > this.seq) return undefined;
    return this.#frames.filter((frame) => frame.seq > seq);
  }

  snapshot(): ServerMessages['privateSnapshot'] {
    const { seq, account } = this;
    const balances = [{ asset: 0, available: this.#cash, held: 0 }];
    const orders = [...this.orders.values()];
    const rest = { positions: [], obligations: [], makerDiscountPpm: 0, takerDiscountPpm: 0 };
    return { is: 'privateSnapshot', seq, account, orders, balances, ...rest };
  }

  /** Answers for the one session that asked; reports go to all as frames. */
  handle(message: ClientMessage, nowMicros: number): ServerMessage[] {
    switch (message.is) {
      case 'place':
        return this.#place(message, nowMicros);
      case 'cancel': {
        const order = this.#open(message.clientOrderId);
        if (order === undefined) this.#reject(message, 2, UNKNOWN_ORDER);
        else this.end(message.clientOrderId, 1);
        return [];
      }
      case 'amend':
        this.#amend(message);
        return [];
      case 'queryOrder':
        return [this.#outcome(message)];
      case 'cancelAll': {
        const open = [...this.orders.values()].filter((o) => o.status === OrderStatus.open);
        for (const order of open) this.end(order.clientOrderId, 1);
        const { requestId } = message;
        this.#report({ is: 'massDone', requestId, cancelled: open.length, cause: 1, more: false });
        return [];
      }
      case 'deadMan':
        return [{ is: 'done', requestId: message.requestId }];
      default:
        return [];
    }
  }

  fill(clientOrderId: number, lots: number): void {
    const order = this.#open(clientOrderId)!;
    const leaves = order.leaves - lots;
    const filled = order.filled + lots;
    const status = leaves === 0 ? OrderStatus.filled : OrderStatus.open;
    this.orders.set(clientOrderId, { ...order, leaves, filled, status });
    const { orderId, instrument, side, price } = order;
    this.#cash -= lots * price;
    const what = { orderId, clientOrderId, instrument, side, tradeId: this.seq, price };
    this.#report(
      { is: 'fill', ...what, lots, leaves, filled, feeMinor: 0, taker: false },
      { is: 'balance', asset: 0, available: this.#cash, held: 0 },
    );
  }

  end(clientOrderId: number, cause: number): void {
    const order = this.#open(clientOrderId)!;
    const { orderId, instrument, leaves, filled } = order;
    const status = OrderStatus.cancelled;
    this.orders.set(clientOrderId, { ...order, leaves: 0, status, cause });
    const what = { orderId, clientOrderId, instrument };
    this.#report({ is: 'ended', ...what, cause, cancelled: leaves, filled });
  }

  #place(message: ClientMessages['place'], nowMicros: number): ServerMessage[] {
    const { requestId, clientOrderId, instrument, side, type, tif, flags, price, qty } = message;
    if (message.deadlineMicros !== 0 && nowMicros > message.deadlineMicros) {
      this.#reject(message, 1, DEADLINE_PASSED);
      return [];
    }
    const known = this.orders.get(clientOrderId);
    if (known !== undefined) {
      return [{ is: 'replayed', requestId, clientOrderId, orderId: known.orderId, code: 0 }];
    }
    this.taken.set(clientOrderId, (this.taken.get(clientOrderId) ?? 0) + 1);
    this.#orderId += 1;
    const orderId = this.#orderId;
    const terms = { orderId, clientOrderId, instrument, side, type, tif, flags, price, qty };
    const progress = { leaves: qty, filled: 0, status: OrderStatus.open, cause: 0 };
    this.orders.set(clientOrderId, { ...terms, ...progress, timeMicros: nowMicros });
    this.#report({ is: 'accepted', ...terms, expireSeconds: 0 });
    const stamps = { gatewayMicros: nowMicros, journalMicros: nowMicros, matchMicros: nowMicros };
    const ack = { commandSeq: this.seq, durableMicros: nowMicros, ackMicros: nowMicros };
    return [{ is: 'received', clientOrderId, ...stamps, ...ack }];
  }

  #amend(message: ClientMessages['amend']): void {
    const order = this.#open(message.clientOrderId);
    if (order === undefined) return this.#reject(message, 3, UNKNOWN_ORDER);
    const price = message.price || order.price;
    const qty = message.qty || order.qty;
    const leaves = qty - order.filled;
    const { orderId, clientOrderId, instrument } = order;
    this.orders.set(clientOrderId, { ...order, price, qty, leaves });
    const terms = { orderId, clientOrderId, instrument, price, qty, leaves };
    this.#report({ is: 'amended', ...terms, priorityKept: price === order.price });
  }

  #outcome(message: ClientMessages['queryOrder']): ServerMessage {
    const { requestId, clientOrderId } = message;
    const order = this.orders.get(clientOrderId);
    const orders = order === undefined ? [] : [order];
    return { is: 'orderOutcome', requestId, clientOrderId, outcome: orders.length, orders };
  }

  #reject(
    message: { readonly requestId: number; readonly clientOrderId: number },
    command: number,
    code: number,
  ): void {
    const { requestId, clientOrderId } = message;
    const what = { requestId, command, clientOrderId, orderId: 0, instrument: -1 };
    this.#report({ is: 'rejected', ...what, code });
  }

  #open(clientOrderId: number): OrderRecord | undefined {
    const order = this.orders.get(clientOrderId);
    return order?.status === OrderStatus.open ? order : undefined;
  }

  #report(...reports: Report[]): void {
    this.seq += 1;
    const { seq } = this;
    const frame: Frame = {
      is: 'private',
      seq,
      prev: seq - 1,
      engineMicros: seq,
      commandSeq: seq,
      reports,
    };
    this.#frames.push(frame);
    this.frame(frame);
  }
}
