// Asks what became of orders, and knows when "never received" is final.

import type { ServerMessages } from '../wire/schema.ts';
import type { FeedClient } from './feed-client.ts';
import { applyNotKnown, applyRecord, isDecided, settleAmend } from './orders.ts';
import type { TrackedOrder } from './orders.ts';

const ANSWER_MS = 2_000;
const AGAIN_MS = 500;
/** A query counts as later than the deadline only with this much to spare for the error of our clock. */
const CLOCK_SPARE_MICROS = 100_000;
/** An order without a deadline: after this long on a new connection the old one is taken as drained. */
const NO_DEADLINE_MS = 5_000;
const OUTCOME_NEVER = 0;
const OUTCOME_KNOWN = 1;

/** known: the order says what became of it · notYet: it was not seen, and may still arrive · lost: the
 * connection went, or the question was refused; it is asked again · notSent: there is no live connection. */
export type InquiryAnswer = 'known' | 'notYet' | 'lost' | 'notSent';

type Waiting = (answer: InquiryAnswer) => void;

interface Query {
  readonly requestId: number;
  /** Nothing sent before it can still arrive after it. */
  readonly isConclusive: boolean;
  isAnswered: boolean;
  nextAtMs: number;
}

export class OrderInquiry {
  readonly #feed: FeedClient;
  /** The last query of each order, by client order id. */
  readonly #queries = new Map<number, Query>();
  /** Who waits for the next answer about an order. */
  readonly #waiting = new Map<number, Waiting[]>();
  #connection = 0;
  #onlineSinceMs = 0;

  constructor(feed: FeedClient) {
    this.#feed = feed;
  }

  /** A new connection begins: queries of the old one will not be answered. */
  disconnected(connection: number): void {
    this.#connection = connection;
    this.#queries.clear();
    for (const clientOrderId of [...this.#waiting.keys()]) this.#tell(clientOrderId, 'lost');
  }

  /** Called while the private stream has not caught up. */
  offline(): void {
    this.#onlineSinceMs = this.#feed.nowMs();
  }

  settled(clientOrderId: number): void {
    this.#queries.delete(clientOrderId);
    this.#tell(clientOrderId, 'known');
  }

  /** Asks without waiting for the next turn; a question that has just been sent is not sent twice. */
  askNow(order: TrackedOrder): Promise<InquiryAnswer> {
    const { clientOrderId } = order;
    const query = this.#queries.get(clientOrderId);
    const sentAtMs = query === undefined || query.isAnswered ? 0 : query.nextAtMs - ANSWER_MS;
    const isJustSent = sentAtMs > 0 && this.#feed.nowMs() - sentAtMs < AGAIN_MS;
    if (!isJustSent) {
      this.#queries.delete(clientOrderId);
      if (!this.ask(order)) return Promise.resolve('notSent');
    }
    return new Promise((resolve) => {
      this.#waiting.set(clientOrderId, [...(this.#waiting.get(clientOrderId) ?? []), resolve]);
    });
  }

  /** True when a query was sent; false when one is under way or it is too early for the next. */
  ask(order: TrackedOrder): boolean {
    const { clientOrderId } = order;
    const nowMs = this.#feed.nowMs();
    if ((this.#queries.get(clientOrderId)?.nextAtMs ?? 0) > nowMs) return false;
    const requestId = this.#feed.nextRequestId();
    const isConclusive = this.#isConclusive(order);
    const message = { is: 'queryOrder', requestId, clientOrderId } as const;
    const nextAtMs = nowMs + ANSWER_MS;
    this.#queries.set(clientOrderId, { requestId, isConclusive, nextAtMs, isAnswered: false });
    return this.#feed.sendEncoded(this.#feed.encode(message));
  }

  answer(order: TrackedOrder, message: ServerMessages['orderOutcome']): void {
    const query = this.#queries.get(order.clientOrderId);
    if (query?.requestId !== message.requestId) return;
    query.nextAtMs = this.#feed.nowMs() + AGAIN_MS;
    query.isAnswered = true;
    const record = message.orders[0];
    if (message.outcome === OUTCOME_KNOWN && record !== undefined) {
      applyRecord(order, record);
      settleAmend(order, query.isConclusive);
    } else if (message.outcome === OUTCOME_NEVER && query.isConclusive) {
      if (order.stage === 'unknown') applyNotKnown(order);
    }
    this.#tell(order.clientOrderId, isDecided(order) ? 'known' : 'notYet');
  }

  refused(order: TrackedOrder, error: ServerMessages['error']): void {
    const query = this.#queries.get(order.clientOrderId);
    if (query?.requestId !== error.requestId) return;
    query.nextAtMs = this.#feed.nowMs() + Math.max(error.retryAfterMs, AGAIN_MS);
    query.isAnswered = true;
    this.#tell(order.clientOrderId, 'lost');
  }

  #tell(clientOrderId: number, answer: InquiryAnswer): void {
    const waiting = this.#waiting.get(clientOrderId) ?? [];
    this.#waiting.delete(clientOrderId);
    for (const resolve of waiting) resolve(answer);
  }

  /** Messages of one connection are handled in order; those of an earlier one may still lie in a buffer
   * of the server, and only a deadline keeps them from being carried out. */
  #isConclusive(order: TrackedOrder): boolean {
    const { change } = order;
    const isAboutOrder = order.stage === 'unknown';
    const asked = isAboutOrder || change === undefined ? order : change;
    if (asked.sends === 1 && asked.sentOn === this.#connection) return true;
    const amend = isAboutOrder ? undefined : change?.message;
    const deadline = amend?.is === 'amend' ? amend.deadlineMicros : order.deadlineMicros;
    if (deadline !== 0) return this.#feed.serverMicros() > deadline + CLOCK_SPARE_MICROS;
    return this.#feed.nowMs() - this.#onlineSinceMs >= NO_DEADLINE_MS;
  }
}
