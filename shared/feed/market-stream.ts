// Market frames to topics: checks every number, builds the books, hands the updates on, and asks for
// what is missing, one topic at a time.

import { assertNever } from '../domain/assert.ts';
import type { ClientMessage, RecordOf, ServerMessages, Update } from '../wire/schema.ts';
import type { FeedListener, QuoteSink } from './feed-listener.ts';
import { Subscriptions } from './topic-subscriptions.ts';
import type { Step, TopicStream } from './topic-stream.ts';

/** A question without an answer is put again after this long, doubled up to four times as long. */
const ASK_AGAIN_MS = 2_000;
/** Questions per second, well below the message budget of a connection. */
const ASKS_PER_SECOND = 20;
/** One heartbeat may overtake what it does not state; two in a row do not. */
const SILENT_BEATS_MAX = 2;

export interface MarketHooks {
  now(): number;
  nextRequestId(): number;
  send(message: ClientMessage): void;
  readonly listener: Required<FeedListener>;
  /** Takes the quotes in the listener's place. */
  readonly quotes: QuoteSink | undefined;
}

export class MarketStream {
  readonly subscriptions: Subscriptions;
  readonly #hooks: MarketHooks;
  #askBudget = ASKS_PER_SECOND;
  #budgetAtMs = 0;

  constructor(hooks: MarketHooks) {
    this.#hooks = hooks;
    this.subscriptions = new Subscriptions({
      now: hooks.now,
      nextRequestId: hooks.nextRequestId,
      send: hooks.send,
      granted: (stream, grant, forgotten) => this.#granted(stream, grant, forgotten),
      refused: (text, code) => hooks.listener.refused(text, code),
    });
  }

  disconnected(): void {
    this.subscriptions.disconnected();
    for (const stream of this.subscriptions.streams()) this.#tellHealth(stream);
  }

  receive(frame: ServerMessages['market']): void {
    for (const update of frame.updates) this.update(update);
    this.#hooks.listener.frame(frame.engineMicros, frame.sendMicros);
  }

  update(update: Update): void {
    const stream = this.subscriptions.byId(update.topicId);
    if (stream === undefined) return;
    stream.heard = true;
    this.#update(stream, update);
  }

  /** A quote in numbers: the way of `update`, without an object. */
  quote(
    topicId: number,
    seq: number,
    bid: number,
    bidLots: number,
    spread: number,
    askLots: number,
  ): void {
    const stream = this.subscriptions.byId(topicId);
    if (stream === undefined) return;
    stream.heard = true;
    // A topic whose numbers mean something else is not asked what this one means.
    if (stream.channel !== 'quote') return;
    const lostBefore = stream.lost;
    const step = stream.offer(seq);
    if (stream.lost !== lostBefore) {
      this.#hooks.listener.lost(stream, stream.lost - lostBefore);
    }
    if (step === 'apply') this.#hooks.quotes?.(stream, bid, bidLots, spread, askLots);
    this.#tellHealth(stream);
  }

  /**
   * A heartbeat states the seq of every topic that was idle since the one before. So it finds a lost
   * tail, and also a topic that is neither stated nor heard of: the server does not serve it any more.
   */
  heartbeat(topics: readonly RecordOf<'topicSeq'>[]): void {
    for (const { topicId, seq } of topics) {
      const stream = this.subscriptions.byId(topicId);
      if (stream === undefined) continue;
      stream.heard = true;
      if (stream.idleAt(seq)) this.#ask(stream);
    }
    for (const stream of this.subscriptions.streams()) {
      stream.silentBeats = stream.heard || stream.topicId === 0 ? 0 : stream.silentBeats + 1;
      stream.heard = false;
      if (stream.silentBeats >= SILENT_BEATS_MAX) this.subscriptions.askAgain(stream);
    }
  }

  /** All streams began anew: nothing that was built counts any more. */
  epochChanged(epoch: number): void {
    for (const stream of this.subscriptions.streams()) {
      if (stream.epoch !== epoch) this.#forgotten(stream);
      stream.epoch = epoch;
    }
  }

  tick(nowMs: number): void {
    this.subscriptions.tick(nowMs);
    for (const stream of this.subscriptions.streams()) {
      if (stream.health === 'current' || stream.topicId === 0) continue;
      const patienceMs = ASK_AGAIN_MS * 2 ** Math.min(stream.asks, 2);
      if (nowMs - stream.askedAtMs >= patienceMs) this.#ask(stream);
    }
  }

  #granted(stream: TopicStream, grant: RecordOf<'topicGrant'>, forgotten: boolean): void {
    const { listener } = this.#hooks;
    if (forgotten) listener.forgotten(stream);
    listener.granted(stream, grant);
    this.#tellHealth(stream);
  }

  #forgotten(stream: TopicStream): void {
    stream.forget();
    this.#hooks.listener.forgotten(stream);
    this.#tellHealth(stream);
  }

  #tellHealth(stream: TopicStream): void {
    if (stream.health === stream.toldHealth) return;
    stream.toldHealth = stream.health;
    this.#hooks.listener.health(stream);
  }

  #update(stream: TopicStream, update: Update): void {
    const lostBefore = stream.lost;
    const step = this.#step(stream, update);
    if (stream.lost !== lostBefore) {
      this.#hooks.listener.lost(stream, stream.lost - lostBefore);
    }
    if (step === 'apply' || step === 'applyAndAsk') this.#handOn(stream, update);
    if (step === 'ask' || step === 'applyAndAsk') this.#ask(stream);
    else this.#tellHealth(stream);
  }

  #step(stream: TopicStream, update: Update): Step {
    switch (update.is) {
      case 'resync':
        if (stream.resync(update)) this.#hooks.listener.forgotten(stream);
        return 'drop';
      case 'depthSnapshot':
        return stream.book === undefined ? 'drop' : stream.offerSnapshot(update);
      case 'depthDelta':
        return stream.book === undefined ? 'drop' : stream.offerDelta(update);
      case 'depthChecksum':
        return stream.book === undefined ? 'drop' : stream.offerChecksum(update);
      default:
        return stream.book === undefined ? stream.offer(update.seq) : 'drop';
    }
  }

  #handOn(stream: TopicStream, update: Update): void {
    const { listener } = this.#hooks;
    switch (update.is) {
      case 'depthSnapshot':
      case 'depthDelta':
        return listener.depth(stream, stream.book!);
      case 'quote': {
        const { quotes } = this.#hooks;
        if (quotes === undefined) return listener.quote(stream, update);
        const { bid, bidLots, spread, askLots } = update;
        return quotes(stream, bid, bidLots, spread, askLots);
      }
      case 'trade':
        return listener.trade(stream, update);
      case 'bar':
        return listener.bar(stream, update);
      case 'stats':
        return listener.stats(stream, update);
      case 'status':
        return listener.status(stream, update);
      case 'instrument':
        return listener.instrument(stream, update);
      case 'asset':
        return listener.asset(stream, update);
      case 'depthChecksum':
      case 'resync':
        return undefined;
      default:
        return assertNever(update);
    }
  }

  /** Asks for what is missing, unless the budget is spent: then the next tick asks. */
  #ask(stream: TopicStream): void {
    const nowMs = this.#hooks.now();
    if (nowMs - this.#budgetAtMs >= 1_000) {
      this.#budgetAtMs = nowMs;
      this.#askBudget = ASKS_PER_SECOND;
    }
    if (stream.health === 'current') stream.health = 'healing';
    if (this.#askBudget === 0) {
      stream.askedAtMs = nowMs - ASK_AGAIN_MS * 4;
    } else {
      this.#askBudget -= 1;
      stream.asked(nowMs);
      if (stream.family === 'tape') this.subscriptions.askTape(stream);
      else this.#hooks.send({ is: 'resync', topicId: stream.topicId });
    }
    this.#tellHealth(stream);
  }
}
