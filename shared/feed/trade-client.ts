// Orders over the feed: place, amend, cancel, with three acks and a definite outcome for each, whatever
// happens to the connection.

import type { Report, ServerMessage } from '../wire/schema.ts';
import type { FeedClient } from './feed-client.ts';
import { OrderDesk } from './order-desk.ts';
import type { OrderTerms } from './order-desk.ts';
import type { InquiryAnswer } from './order-inquiry.ts';
import { isDecided, isFinal } from './orders.ts';
import type { PlaceResult, TrackedOrder } from './orders.ts';
import type { Answer } from './requests.ts';

export interface TradeOptions {
  readonly feed: FeedClient;
  /** Gives ids that were never used before for this account; see client-order-ids.ts. */
  readonly nextClientOrderId: () => number;
  /** The engine refuses an order that it sees later than this after it was sent; 0: no deadline. */
  readonly deadlineMs?: number;
  /** Called after every change of an order. */
  readonly changed?: (order: TrackedOrder) => void;
}

/** What is left out stays as it is; qty is the new total, with what is filled. */
export interface AmendTerms {
  readonly price?: number;
  readonly qty?: number;
}

export type MassResult =
  | { readonly is: 'done'; readonly cancelled: number; readonly more: boolean }
  | { readonly is: 'refused'; readonly code: number }
  | { readonly is: 'unknown' };

export interface TradeClient {
  readonly orders: ReadonlyMap<number, TrackedOrder>;
  place(terms: OrderTerms): PlaceResult;
  /** False: there is nothing to cancel or amend, or nothing could be sent. */
  cancel(clientOrderId: number): boolean;
  amend(clientOrderId: number, terms: AmendTerms): boolean;
  /** Sends the very same bytes again. The server answers a repeat with its first answer. */
  repeat(clientOrderId: number): boolean;
  /** Takes up an id of an earlier run whose outcome is not known: it is asked for. */
  recover(clientOrderId: number, deadlineMicros: number): TrackedOrder;
  /** Asks at once what became of an order whose outcome is unknown. */
  askNow(clientOrderId: number): Promise<InquiryAnswer>;
  /** The order once the engine has decided, or once it is certain that it was never received. */
  decided(clientOrderId: number): Promise<TrackedOrder>;
  /** The order once it has ended. */
  ended(clientOrderId: number): Promise<TrackedOrder>;
  cancelAll(instrument?: number, side?: number): Promise<MassResult>;
  /** Cancels the open orders unless it is called again within `seconds`; 0 switches it off. */
  deadMan(seconds: number): Promise<Answer>;
  close(): void;
}

const MASS_MS = 5_000;

interface Mass {
  readonly resolve: (result: MassResult) => void;
  readonly dueMs: number;
}

interface Waiter {
  readonly holds: (order: TrackedOrder) => boolean;
  readonly resolve: (order: TrackedOrder) => void;
}

export function createTradeClient(options: TradeOptions): TradeClient {
  return new Trading(options);
}

class Trading implements TradeClient {
  readonly #feed: FeedClient;
  readonly #desk: OrderDesk;
  readonly #changed: (order: TrackedOrder) => void;
  readonly #stopListening: () => void;
  /** Who waits for an order to get somewhere, by client order id. */
  readonly #waiters = new Map<number, readonly Waiter[]>();
  /** Cancels of many without an answer yet, by request id. */
  readonly #masses = new Map<number, Mass>();

  constructor(options: TradeOptions) {
    const { feed, nextClientOrderId, deadlineMs = 5_000 } = options;
    this.#feed = feed;
    this.#changed = options.changed ?? (() => undefined);
    const changed = (order: TrackedOrder) => this.#orderChanged(order);
    this.#desk = new OrderDesk({ feed, nextClientOrderId, deadlineMs, changed });
    this.#stopListening = feed.listen({
      message: (message) => this.#message(message),
      report: (report) => this.#report(report),
      account: (account) => this.#desk.snapshot([...account.orders.values()]),
      disconnected: () => this.#disconnected(),
      caughtUp: () => this.#tick(),
      tick: () => this.#tick(),
    });
  }

  get orders(): ReadonlyMap<number, TrackedOrder> {
    return this.#desk.orders;
  }

  place(terms: OrderTerms): PlaceResult {
    return this.#desk.place(terms);
  }

  cancel(clientOrderId: number): boolean {
    return this.#desk.cancel(clientOrderId);
  }

  amend(clientOrderId: number, { price = 0, qty = 0 }: AmendTerms): boolean {
    return this.#desk.amend(clientOrderId, price, qty);
  }

  repeat(clientOrderId: number): boolean {
    return this.#desk.repeat(clientOrderId);
  }

  recover(clientOrderId: number, deadlineMicros: number): TrackedOrder {
    return this.#desk.recover(clientOrderId, deadlineMicros);
  }

  askNow(clientOrderId: number): Promise<InquiryAnswer> {
    return this.#desk.askNow(clientOrderId);
  }

  decided(clientOrderId: number): Promise<TrackedOrder> {
    return this.#until(clientOrderId, isDecided);
  }

  ended(clientOrderId: number): Promise<TrackedOrder> {
    return this.#until(clientOrderId, isFinal);
  }

  cancelAll(instrument = -1, side = -1): Promise<MassResult> {
    const feed = this.#feed;
    const requestId = feed.nextRequestId();
    const sent = feed.sendEncoded(feed.encode({ is: 'cancelAll', requestId, instrument, side }));
    if (!sent) return Promise.resolve({ is: 'unknown' });
    const dueMs = feed.nowMs() + MASS_MS;
    return new Promise((resolve) => this.#masses.set(requestId, { resolve, dueMs }));
  }

  deadMan(seconds: number): Promise<Answer> {
    return this.#feed.ask({ is: 'deadMan', seconds });
  }

  close(): void {
    this.#stopListening();
  }

  #until(clientOrderId: number, holds: Waiter['holds']): Promise<TrackedOrder> {
    return new Promise((resolve) => {
      const order = this.orders.get(clientOrderId);
      if (order !== undefined && holds(order)) return resolve(order);
      const waiting = this.#waiters.get(clientOrderId) ?? [];
      this.#waiters.set(clientOrderId, [...waiting, { holds, resolve }]);
    });
  }

  #orderChanged(order: TrackedOrder): void {
    this.#changed(order);
    const waiting = this.#waiters.get(order.clientOrderId);
    if (waiting === undefined) return;
    const left = waiting.filter((waiter) => !waiter.holds(order));
    if (left.length === 0) this.#waiters.delete(order.clientOrderId);
    else this.#waiters.set(order.clientOrderId, left);
    for (const waiter of waiting) if (!left.includes(waiter)) waiter.resolve(order);
  }

  #message(message: ServerMessage): void {
    if (message.is === 'error') {
      this.#settleMass(message.requestId, { is: 'refused', code: message.code });
    }
    this.#desk.message(message);
  }

  #report(report: Report): void {
    if (report.is === 'massDone') {
      const { cancelled, more } = report;
      this.#settleMass(report.requestId, { is: 'done', cancelled, more });
    }
    this.#desk.report(report);
  }

  #disconnected(): void {
    for (const requestId of [...this.#masses.keys()]) {
      this.#settleMass(requestId, { is: 'unknown' });
    }
    this.#desk.disconnected();
  }

  #tick(): void {
    for (const [requestId, { dueMs }] of [...this.#masses]) {
      if (this.#feed.nowMs() >= dueMs) this.#settleMass(requestId, { is: 'unknown' });
    }
    this.#desk.tick();
  }

  #settleMass(requestId: number, result: MassResult): void {
    const mass = this.#masses.get(requestId);
    this.#masses.delete(requestId);
    mass?.resolve(result);
  }
}
