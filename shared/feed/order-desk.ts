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
import {
  applyAccepted,
  applyAmended,
  applyCut,
  applyEnded,
  applyFill,
  applyMissing,
  applyNeverReceived,
  applyPlaceRefused,
  applyPlaceRejected,
  applyReceived,
  applyRecord,
  applyReplayed,
  isFinal,
  isPendingChange,
  reaches,
} from './orders.ts';
import type { OrderChange, TrackedOrder } from './orders.ts';
import type { PlaceResult } from './trade-client.ts';

/** An acknowledgement that is this late makes the outcome unknown, and a query is sent. */
const ACK_MS = 2_000;
const QUERY_AGAIN_MS = 500;
/** A query counts as later than the deadline only with this much to spare for the error of our clock. */
const CLOCK_SPARE_MICROS = 100_000;
/** An order that ended so long ago that the server forgot it. */
const FORGOTTEN_AGAIN_MS = 30_000;
/** Orders of twice this many unknown outcomes are asked for in a second. */
const QUERIES_PER_TICK = 10;
/** An order without a deadline: after this long on a new connection the old one is taken as drained. */
const NO_DEADLINE_MS = 5_000;
/** Command kind in a `rejected` report. */
const REJECTED_PLACE = 1;
const OUTCOME_NEVER = 0;
const OUTCOME_KNOWN = 1;

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

interface Query {
  readonly requestId: number;
  /** Nothing sent before it can still arrive after it: "never received" is final. */
  readonly isConclusive: boolean;
  nextAtMs: number;
}

export class OrderDesk {
  readonly orders = new Map<number, TrackedOrder>();
  readonly #options: DeskOptions;
  readonly #feed: FeedClient;
  /** Orders of which something is still to be learned. */
  readonly #open = new Set<TrackedOrder>();
  /** The last query of each order, by client order id. */
  readonly #queries = new Map<number, Query>();
  #connections = 0;
  #onlineSinceMs = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#feed = options.feed;
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
    this.#queries.clear();
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
    if (message.is === 'orderOutcome') return this.#outcome(message);
    if (message.is !== 'received' && message.is !== 'replayed') return;
    const order = this.orders.get(message.clientOrderId);
    if (order === undefined) return;
    if (message.is === 'received') applyReceived(order, message);
    else applyReplayed(order, message);
    this.#changed(order);
  }

  /** Finds what is overdue and asks for what is unknown, a few at a time. */
  tick(): void {
    if (!this.#feed.caughtUp) {
      this.#onlineSinceMs = this.#feed.nowMs();
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
    if (order.stage === 'unknown' || amendIsUnknown) return this.#query(order);
    if (change?.is !== 'cancel' || change.stage !== 'unknown') return false;
    // Cancelling twice does no harm, so the same cancel is simply sent again.
    return this.#sendChange(order, change);
  }

  #query(order: TrackedOrder): boolean {
    const { clientOrderId } = order;
    const nowMs = this.#feed.nowMs();
    if ((this.#queries.get(clientOrderId)?.nextAtMs ?? 0) > nowMs) return false;
    const requestId = this.#feed.nextRequestId();
    const isConclusive = this.#isConclusive(order);
    const sent = this.#feed.sendEncoded(
      this.#feed.encode({ is: 'queryOrder', requestId, clientOrderId }),
    );
    this.#queries.set(clientOrderId, { requestId, isConclusive, nextAtMs: nowMs + ACK_MS });
    return sent;
  }

  /** Messages of one connection are handled in order; those of an earlier one may still lie in a buffer
   * of the server, and only a deadline keeps them from being carried out. */
  #isConclusive(order: TrackedOrder): boolean {
    const asked = order.stage === 'unknown' ? order : order.change;
    if (asked === undefined) return true;
    if (asked.sends === 1 && asked.sentOn === this.#connections) return true;
    const amend = order.change?.message;
    const deadline =
      asked !== order && amend?.is === 'amend' ? amend.deadlineMicros : order.deadlineMicros;
    if (deadline !== 0) return this.#feed.serverMicros() > deadline + CLOCK_SPARE_MICROS;
    return this.#feed.nowMs() - this.#onlineSinceMs >= NO_DEADLINE_MS;
  }

  #outcome(message: ServerMessages['orderOutcome']): void {
    const order = this.orders.get(message.clientOrderId);
    const query = this.#queries.get(message.clientOrderId);
    if (order === undefined || query?.requestId !== message.requestId) return;
    query.nextAtMs = this.#feed.nowMs() + QUERY_AGAIN_MS;
    const record = message.orders[0];
    if (message.outcome === OUTCOME_KNOWN && record !== undefined) {
      applyRecord(order, record);
      settleAmend(order, query.isConclusive);
    } else if (message.outcome === OUTCOME_NEVER && query.isConclusive) {
      // An order that was accepted once is not unmade by a server that no longer remembers it.
      if (order.stage === 'unknown' && order.orderId === 0) applyNeverReceived(order);
      else query.nextAtMs = this.#feed.nowMs() + FORGOTTEN_AGAIN_MS;
    }
    this.#changed(order);
  }

  #rejected(order: TrackedOrder, report: Reports['rejected']): void {
    if (report.command === REJECTED_PLACE) return applyPlaceRejected(order, report.code);
    const { change } = order;
    if (change?.requestId === report.requestId) settleRejected(change, report.code);
  }

  #refused(error: ServerMessages['error']): void {
    for (const order of [...this.#open]) {
      const query = this.#queries.get(order.clientOrderId);
      const { change } = order;
      if (order.place?.requestId === error.requestId) {
        applyPlaceRefused(order, error.code);
      } else if (change?.requestId === error.requestId) {
        // Of a repeat only the copy was refused; the first one may have been carried out.
        if (change.sends === 1) settleRejected(change, error.code);
        else change.stage = 'unknown';
      } else if (query?.requestId === error.requestId) {
        query.nextAtMs = this.#feed.nowMs() + Math.max(error.retryAfterMs, QUERY_AGAIN_MS);
        continue;
      } else {
        continue;
      }
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
    if (!isOpen) this.#queries.delete(order.clientOrderId);
    this.#options.changed(order);
  }
}

function newOrder(
  clientOrderId: number,
  place: ClientMessages['place'] | undefined,
  bytes: Uint8Array | string | undefined,
  deadlineMicros: number,
): TrackedOrder {
  return {
    clientOrderId,
    place,
    bytes,
    deadlineMicros,
    stage: 'pending',
    orderId: 0,
    price: place?.price ?? 0,
    qty: place?.qty ?? 0,
    leaves: place?.qty ?? 0,
    filled: 0,
    cause: 0,
    code: 0,
    received: undefined,
    change: undefined,
    sends: 0,
    sentAtMs: 0,
    sentOn: -1,
  };
}

function settleRejected(change: OrderChange, code: number): void {
  if (!isPendingChange(change)) return;
  change.stage = 'rejected';
  change.code = code;
}

/** The order as queried shows whether an amend that nobody answered was carried out. */
function settleAmend(order: TrackedOrder, isConclusive: boolean): void {
  const { change } = order;
  if (change?.is !== 'amend' || change.stage !== 'unknown') return;
  if (reaches(order, change)) change.stage = 'done';
  else if (isConclusive) change.stage = 'neverReceived';
}
