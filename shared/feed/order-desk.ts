// The orders of this client and what is still open about each: matches acks, reports and answers to
// them, and asks until every outcome is definite.

import { assertNever } from '../domain/assert.ts';
import { OrderType, SelfTrade, TimeInForce } from '../domain/order.ts';
import type {
  ClientMessages,
  RecordOf,
  Report,
  Reports,
  ServerMessage,
  ServerMessages,
} from '../wire/schema.ts';
import type { FeedClient } from './feed-client.ts';
import { OrderInquiry, type InquiryAnswer } from './order-inquiry.ts';
import {
  applyAccepted,
  applyAmended,
  applyChangeRefused,
  applyCut,
  applyEnded,
  applyFill,
  applyMissing,
  applyPlaceRefused,
  applyPlaceRejected,
  applyReceived,
  applyRecord,
  applyReplayed,
  isDecided,
  isFinal,
  isPendingChange,
  newOrder,
  settleRejected,
} from './orders.ts';
import type { OrderChange, PlaceResult, TrackedOrder } from './orders.ts';

/** An acknowledgement that is this late makes the outcome unknown, and a query is sent. */
const ACK_MS = 2_000;
/** Orders of twice this many unknown outcomes are asked for in a second. */
const QUERIES_PER_TICK = 10;
/** Ended orders that are remembered; the oldest are forgotten. */
const ENDED_KEPT = 10_000;
/** Command kind in a `rejected` report. */
const REJECTED_PLACE = 1;

/** Numbers as on the wire: ticks, lots, codes of shared/domain/order.ts. */
export interface OrderTerms {
  readonly instrument: number;
  readonly side: number;
  readonly qty: number;
  /** Ticks; left out for a market order. */
  readonly price?: number;
  readonly tif?: number;
  readonly flags?: number;
  readonly stp?: number;
  readonly expireSeconds?: number;
  /** Given for an order that was announced before; else the next of the source. */
  readonly clientOrderId?: number;
}

export interface DeskOptions {
  readonly feed: FeedClient;
  readonly nextClientOrderId: () => number;
  readonly deadlineMs: number;
  readonly changed: (order: TrackedOrder) => void;
}

export class OrderDesk {
  readonly orders = new Map<number, TrackedOrder>();
  readonly #options: DeskOptions;
  readonly #feed: FeedClient;
  /** Orders of which something is still to be learned. */
  readonly #open = new Set<TrackedOrder>();
  /** Orders about which everything is known, oldest first. */
  readonly #ended = new Set<number>();
  readonly #inquiry: OrderInquiry;
  #connections = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#feed = options.feed;
    this.#inquiry = new OrderInquiry(options.feed);
  }

  place(terms: OrderTerms): PlaceResult {
    if (this.#feed.state.is !== 'live') return { ok: false, why: 'notLive' };
    const clientOrderId = terms.clientOrderId ?? this.#options.nextClientOrderId();
    if (this.orders.has(clientOrderId)) return { ok: false, why: 'idInUse' };
    const place = this.#placeMessage(terms, clientOrderId);
    const bytes = this.#feed.encode(place);
    const order = newOrder(clientOrderId, place, bytes, place.deadlineMicros);
    this.orders.set(clientOrderId, order);
    this.#send(order);
    this.#changed(order);
    return { ok: true, order };
  }

  repeat(clientOrderId: number): boolean {
    const order = this.orders.get(clientOrderId);
    return order?.bytes !== undefined && this.#send(order);
  }

  recover(clientOrderId: number, deadlineMicros: number): TrackedOrder {
    const known = this.orders.get(clientOrderId);
    if (known !== undefined) return known;
    const order = newOrder(clientOrderId, undefined, undefined, deadlineMicros);
    order.stage = 'unknown';
    this.orders.set(clientOrderId, order);
    for (const record of this.#feed.account.orders.values()) {
      if (record.clientOrderId === clientOrderId) applyRecord(order, record);
    }
    this.#changed(order);
    return order;
  }

  askNow(clientOrderId: number): Promise<InquiryAnswer> {
    const order = this.orders.get(clientOrderId);
    if (order === undefined || isDecided(order)) return Promise.resolve('known');
    return this.#feed.caughtUp ? this.#inquiry.askNow(order) : Promise.resolve('notSent');
  }

  cancel(clientOrderId: number): boolean {
    const requestId = this.#feed.nextRequestId();
    const message = { is: 'cancel', requestId, clientOrderId, orderId: 0 } as const;
    return this.#change(clientOrderId, message);
  }

  amend(clientOrderId: number, price: number, qty: number): boolean {
    const requestId = this.#feed.nextRequestId();
    const deadlineMicros = this.#deadline();
    const terms = { clientOrderId, orderId: 0, price, qty, deadlineMicros };
    return this.#change(clientOrderId, { is: 'amend', requestId, ...terms });
  }

  disconnected(): void {
    this.#connections += 1;
    this.#inquiry.disconnected(this.#connections);
    for (const order of [...this.#open]) {
      applyCut(order);
      this.#changed(order);
    }
  }

  /** The account as a whole: what is not in it is unknown until it is asked for. */
  snapshot(records: readonly RecordOf<'order'>[]): void {
    const byId = new Map(records.map((record) => [record.clientOrderId, record]));
    for (const order of this.orders.values()) {
      if (isFinal(order)) continue;
      const record = byId.get(order.clientOrderId);
      if (record !== undefined) applyRecord(order, record);
      else if (order.sentOn !== this.#connections) applyMissing(order);
      this.#changed(order);
    }
  }

  report(report: Report): void {
    if (!('clientOrderId' in report)) return;
    const order = this.orders.get(report.clientOrderId);
    if (order === undefined) return;
    switch (report.is) {
      case 'accepted':
        applyAccepted(order, report);
        break;
      case 'fill':
        applyFill(order, report);
        break;
      case 'ended':
        applyEnded(order, report);
        break;
      case 'amended':
        applyAmended(order, report);
        break;
      case 'rejected':
        this.#rejected(order, report);
        break;
      default:
        assertNever(report);
    }
    this.#changed(order);
  }

  message(message: ServerMessage): void {
    if (message.is === 'error') return this.#refused(message);
    const isAnswer =
      message.is === 'received' || message.is === 'replayed' || message.is === 'orderOutcome';
    const order = isAnswer ? this.orders.get(message.clientOrderId) : undefined;
    if (!isAnswer || order === undefined) return;
    if (message.is === 'received') applyReceived(order, message);
    else if (message.is === 'replayed') applyReplayed(order, message);
    else this.#inquiry.answer(order, message);
    this.#changed(order);
  }

  /** Finds what is overdue and asks for what is unknown, a few at a time. */
  tick(): void {
    if (!this.#feed.caughtUp) {
      this.#inquiry.offline();
      return;
    }
    let budget = QUERIES_PER_TICK;
    for (const order of [...this.#open]) {
      this.#findOverdue(order);
      if (budget > 0 && this.#resolve(order)) budget -= 1;
    }
  }

  #findOverdue(order: TrackedOrder): void {
    const nowMs = this.#feed.nowMs();
    const { change } = order;
    const waitsForAck = order.stage === 'pending' || order.stage === 'received';
    const isLate = waitsForAck && nowMs - order.sentAtMs >= ACK_MS;
    const isChangeLate = change?.stage === 'pending' && nowMs - change.sentAtMs >= ACK_MS;
    if (isLate) order.stage = 'unknown';
    if (isChangeLate) change.stage = 'unknown';
    if (isLate || isChangeLate) this.#changed(order);
  }

  /** True when a message was sent. */
  #resolve(order: TrackedOrder): boolean {
    const { change } = order;
    const amendIsUnknown = change?.is === 'amend' && change.stage === 'unknown';
    if (order.stage === 'unknown' || amendIsUnknown) return this.#inquiry.ask(order);
    if (change?.is !== 'cancel' || change.stage !== 'unknown') return false;
    // Cancelling twice does no harm, so the same cancel is simply sent again.
    return this.#sendChange(order, change);
  }

  #rejected(order: TrackedOrder, report: Reports['rejected']): void {
    if (report.command === REJECTED_PLACE) return applyPlaceRejected(order, report.code);
    const { change } = order;
    if (change?.requestId === report.requestId) settleRejected(change, report.code);
  }

  #refused(error: ServerMessages['error']): void {
    for (const order of [...this.#open]) {
      const { change } = order;
      this.#inquiry.refused(order, error);
      if (order.place?.requestId === error.requestId) applyPlaceRefused(order, error.code);
      else if (change?.requestId === error.requestId) applyChangeRefused(change, error.code);
      else continue;
      return this.#changed(order);
    }
  }

  #change(clientOrderId: number, message: OrderChange['message']): boolean {
    const order = this.orders.get(clientOrderId);
    if (order === undefined || isFinal(order) || !this.#feed.caughtUp) return false;
    const change: OrderChange = {
      is: message.is,
      requestId: message.requestId,
      message,
      stage: 'pending',
      code: 0,
      sends: 0,
      sentAtMs: 0,
      sentOn: 0,
    };
    order.change = change;
    const sent = this.#sendChange(order, change);
    this.#changed(order);
    return sent;
  }

  #send(order: TrackedOrder): boolean {
    if (order.bytes === undefined || !this.#feed.sendEncoded(order.bytes)) return false;
    order.sends += 1;
    order.sentAtMs = this.#feed.nowMs();
    order.sentOn = this.#connections;
    return true;
  }

  #sendChange(order: TrackedOrder, change: OrderChange): boolean {
    if (!this.#feed.sendEncoded(this.#feed.encode(change.message))) return false;
    change.stage = 'pending';
    change.sends += 1;
    change.sentAtMs = this.#feed.nowMs();
    change.sentOn = this.#connections;
    this.#open.add(order);
    return true;
  }

  #placeMessage(terms: OrderTerms, clientOrderId: number): ClientMessages['place'] {
    const isMarket = terms.price === undefined;
    return {
      is: 'place',
      requestId: this.#feed.nextRequestId(),
      clientOrderId,
      instrument: terms.instrument,
      side: terms.side,
      type: isMarket ? OrderType.market : OrderType.limit,
      tif: terms.tif ?? (isMarket ? TimeInForce.ioc : TimeInForce.gtc),
      price: terms.price ?? 0,
      qty: terms.qty,
      flags: terms.flags ?? 0,
      stp: terms.stp ?? SelfTrade.expireTaker,
      expireSeconds: terms.expireSeconds ?? 0,
      deadlineMicros: this.#deadline(),
      clientMicros: this.#feed.serverMicros() - this.#feed.offsetMicros(),
    };
  }

  #deadline(): number {
    const { deadlineMs } = this.#options;
    return deadlineMs === 0 ? 0 : this.#feed.serverMicros() + deadlineMs * 1_000;
  }

  /** Keeps the list of open questions in step and tells the listener. */
  #changed(order: TrackedOrder): void {
    const { change } = order;
    const isOpen =
      order.stage === 'pending' ||
      order.stage === 'received' ||
      order.stage === 'unknown' ||
      (change !== undefined && isPendingChange(change));
    if (isOpen) this.#open.add(order);
    else this.#open.delete(order);
    if (!isOpen) this.#inquiry.settled(order.clientOrderId);
    if (!isOpen && isFinal(order)) this.#keep(order.clientOrderId);
    this.#options.changed(order);
  }

  #keep(clientOrderId: number): void {
    this.#ended.add(clientOrderId);
    for (const oldest of this.#ended) {
      if (this.#ended.size <= ENDED_KEPT) return;
      this.#ended.delete(oldest);
      this.orders.delete(oldest);
    }
  }
}
