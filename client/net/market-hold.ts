// The market on the worker's side: takes what the feed hands on, conflates it, and gives every page what
// changed since that page last asked.

import type { Instrument } from '../../shared/domain/instrument.ts';
import type { FeedClient } from '../../shared/feed/feed-client.ts';
import type { FeedListener, TopicView } from '../../shared/feed/feed-listener.ts';
import type { FeedHost } from '../../shared/feed/host.ts';
import { parseTopic } from '../../shared/wire/topics.ts';
import { QuoteBoard } from './quote-board.ts';
import { TopicSlot } from './topic-slot.ts';
import type { Interest } from './worker-protocol.ts';

/** Panels that move in the dock release and watch again: what nobody watches is kept this long. */
const LINGER_MS = 2_000;
const BAR_INTERVAL_MS = 100;

export interface MarketHoldHooks {
  readonly host: FeedHost;
  readonly feed: FeedClient;
  /** When the frame came whose updates are handed on: a clock that is not read for each of them. */
  readonly traffic: { readonly heardMs: number };
  /** Truth, losses or generation of a slot may have changed. */
  slotChanged(slot: TopicSlot): void;
}

export class MarketHold {
  readonly board = new QuoteBoard();
  readonly #instruments = new Map<number, Instrument>();
  #updates = 0;
  readonly #hooks: MarketHoldHooks;
  readonly #slots = new Map<string, TopicSlot>();
  readonly #byStream = new Map<TopicView, TopicSlot>();

  constructor(hooks: MarketHoldHooks) {
    this.#hooks = hooks;
  }

  /** Updates taken since the last call. */
  takeUpdates(): number {
    const updates = this.#updates;
    this.#updates = 0;
    return updates;
  }

  slots(): IterableIterator<TopicSlot> {
    return this.#slots.values();
  }

  watch(interest: Interest): TopicSlot {
    const key = JSON.stringify(interest);
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      slot = new TopicSlot(interest);
      this.#slots.set(key, slot);
      this.#subscribe(slot);
    }
    slot.watchers += 1;
    return slot;
  }

  unwatch(slot: TopicSlot): void {
    slot.watchers -= 1;
    if (slot.watchers > 0) return;
    this.#hooks.host.later(LINGER_MS, () => {
      if (slot.watchers === 0) this.#drop(slot);
    });
  }

  defined(instrument: Instrument): void {
    this.#instruments.set(instrument.id, instrument);
    for (const slot of this.#slots.values()) {
      if (slot.text === '' && slot.interest.instrument === instrument.id) this.#subscribe(slot);
    }
  }

  quote(id: number, bid: number, bidLots: number, spread: number, askLots: number): void {
    this.#updates += 1;
    this.board.quote(id, bid, bidLots, spread, askLots, this.#hooks.traffic.heardMs);
  }

  /** What the feed tells, except for quotes, which come by `quote` without an object each. */
  listener(): FeedListener {
    const now = () => {
      this.#updates += 1;
      return this.#hooks.traffic.heardMs;
    };
    return {
      granted: (topic) => this.#granted(topic),
      refused: (text) => this.#refused(text),
      health: (topic) => this.#health(topic),
      lost: (topic, count) => this.#lost(topic, count),
      forgotten: (topic) => this.#forgotten(topic),
      depth: (topic, book) => this.#byStream.get(topic)?.depth(book, now()),
      trade: (topic, update) => this.#byStream.get(topic)?.trade(update, now()),
      bar: (topic, update) => this.#byStream.get(topic)?.bar(update, now()),
      stats: ({ instrument }, { open, high, low, last, volume }) =>
        this.board.stats(instrument, open, high, low, last, volume),
    };
  }

  #subscribe(slot: TopicSlot): void {
    const symbol = this.#instruments.get(slot.interest.instrument)?.symbol;
    if (symbol === undefined) return;
    slot.text = topicText(slot.interest, symbol);
    if (!this.#hooks.feed.subscribe(slot.text)) slot.refused = true;
    this.#hooks.slotChanged(slot);
  }

  #drop(slot: TopicSlot): void {
    this.#slots.delete(JSON.stringify(slot.interest));
    if (slot.stream !== undefined) this.#byStream.delete(slot.stream);
    if (slot.text !== '') this.#hooks.feed.unsubscribe(slot.text);
  }

  #granted(topic: TopicView): void {
    const slot = this.#slotFor(topic.text);
    if (slot === undefined) return;
    slot.stream = topic;
    slot.refused = false;
    this.#byStream.set(topic, slot);
    this.#hooks.slotChanged(slot);
  }

  #refused(text: string): void {
    const slot = this.#slotFor(text);
    if (slot === undefined) return;
    slot.refused = true;
    this.#hooks.slotChanged(slot);
  }

  #health(topic: TopicView): void {
    if (topic.channel === 'quote') this.board.trust(topic.instrument, topic.health === 'current');
    const slot = this.#byStream.get(topic);
    if (slot === undefined) return;
    // Bars of the time that was missed were never sent: history has to be asked for again.
    if (topic.channel === 'bar' && topic.health === 'current') slot.hole();
    this.#hooks.slotChanged(slot);
  }

  #lost(topic: TopicView, count: number): void {
    const slot = this.#byStream.get(topic);
    if (slot === undefined) return;
    slot.lost += count;
    if (topic.channel === 'bar') slot.hole();
    this.#hooks.slotChanged(slot);
  }

  #forgotten(topic: TopicView): void {
    const slot = this.#byStream.get(topic);
    if (slot === undefined) return;
    slot.forget();
    this.#hooks.slotChanged(slot);
  }

  /** The server may grant another interval than was asked for. */
  #slotFor(text: string): TopicSlot | undefined {
    const granted = parseTopic(text);
    let found: TopicSlot | undefined;
    for (const slot of this.#slots.values()) {
      if (slot.text === text) return slot;
      const wanted = parseTopic(slot.text);
      const covers =
        wanted?.channel === granted?.channel &&
        wanted?.symbol === granted?.symbol &&
        wanted?.parameter === granted?.parameter;
      if (covers && slot.stream === undefined) found ??= slot;
    }
    return found;
  }
}

function topicText(interest: Interest, symbol: string): string {
  switch (interest.is) {
    case 'depth': {
      const levels = interest.levels === 0 ? 'full' : String(interest.levels);
      return `depth.${symbol}.${levels}@${String(interest.intervalMs)}`;
    }
    case 'trades':
      return `trade.${symbol}@0`;
    case 'bars':
      return `bar.${symbol}.${String(interest.spanSeconds)}@${String(BAR_INTERVAL_MS)}`;
    default:
      return interest satisfies never;
  }
}
