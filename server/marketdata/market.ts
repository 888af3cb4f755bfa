// What the market looks like now: the public side of the events folded into listings, and seen by
// readers as streams. Fulfils the publisher's market sink and the gateway's market port.

import { assert } from '../../shared/domain/assert.ts';
import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import type { Side } from '../../shared/domain/order.ts';
import { OPEN_STATUS, type TradingStatus } from '../../shared/domain/trading-status.ts';
import {
  BAR_SPANS,
  type Bar,
  type BarSpan,
  type Quote,
  type Stats,
} from '../../shared/domain/quote.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Topic } from '../../shared/wire/topics.ts';
import type { DueTopic, Encoding, MarketPort, Part, StreamRef } from '../gateway/market-port.ts';
import type { BarStore } from './bar-store.ts';
import { barHistory, warmBars } from './bar-query.ts';
import { Conflation } from './conflate.ts';
import { Aspect, Listing } from './listing.ts';
import { Streams } from './streams.ts';

const MICROS_PER_MINUTE = 60_000_000;

export interface MarketOptions {
  /** Where bars older than those in memory are; none when left out. */
  readonly barStore?: BarStore;
  /** The bar store failed: readers got what is in memory. */
  readonly onStoreFailure?: (reason: string) => void;
}

const STATUS_FIELDS = Object.keys(OPEN_STATUS) as (keyof TradingStatus)[];

export class Market implements MarketPort {
  readonly #options: MarketOptions;
  readonly #assets: (Asset | undefined)[] = [];
  readonly #listings: (Listing | undefined)[] = [];
  readonly #bySymbol = new Map<string, Listing>();
  readonly #conflation = new Conflation();
  readonly #streams: Streams;
  /** Listings touched since the last batch end. */
  readonly #touched: Listing[] = [];
  #venueTouched = false;
  #epoch = -1;
  #lastTradeId = 0;
  #engineMicros = 0;
  #minute = 0;
  /** Trades up to here are in the bars and statistics that were taken over. */
  #historyMicros = 0;

  constructor(options: MarketOptions = {}) {
    this.#options = options;
    this.#streams = new Streams(this.#conflation, {
      assets: this.#assets,
      listings: this.#listings,
    });
  }

  reset(streamEpoch: number): void {
    const otherHistory = streamEpoch !== this.#epoch;
    this.#epoch = streamEpoch;
    this.#streams.epoch = streamEpoch;
    for (const listing of this.#listings) {
      if (listing === undefined) continue;
      this.#touch(listing);
      listing.clearBook();
      if (otherHistory) listing.clearHistory();
    }
  }

  asset(asset: Asset): void {
    this.#assets[asset.id] = asset;
    this.#streams.definitions.touchAsset(asset.id);
    this.#venueTouched = true;
  }

  instrument(definition: Instrument): void {
    const known = this.#listings[definition.id];
    if (known === undefined) {
      const listing = new Listing(definition, this.#lastTradeId);
      this.#listings[definition.id] = listing;
      this.#bySymbol.set(definition.symbol, listing);
      this.#streams.status.touch(definition.id);
    } else {
      this.#bySymbol.delete(known.definition.symbol);
      this.#bySymbol.set(definition.symbol, known);
      known.definition = definition;
    }
    this.#streams.definitions.touchInstrument(definition.id);
    this.#venueTouched = true;
  }

  status(instrument: number, change: Partial<TradingStatus>): void {
    const listing = this.#defined(instrument);
    const next = { ...listing.status, ...change };
    const isSame = STATUS_FIELDS.every((field) => next[field] === listing.status[field]);
    if (isSame) return;
    listing.status = next;
    this.#streams.status.touch(instrument);
    this.#venueTouched = true;
  }

  level(instrument: number, side: Side, ticks: number, lots: number): void {
    const listing = this.#defined(instrument);
    this.#touch(listing);
    listing.level(side, ticks, lots);
  }

  trade(
    instrument: number,
    ticks: number,
    lots: number,
    aggressor: Side,
    tradeId: number,
    timeMicros: number,
  ): void {
    const listing = this.#defined(instrument);
    this.#touch(listing);
    this.#lastTradeId = tradeId;
    listing.trade(ticks, lots, aggressor, tradeId, timeMicros, this.#historyMicros);
  }

  lastTrade(instrument: number, ticks: number, tradeId: number): void {
    this.#lastTradeId = Math.max(this.#lastTradeId, tradeId);
    const listing = this.#defined(instrument);
    listing.tape.startAt(this.#lastTradeId);
    if (listing.stats.now.tradeCount === 0) listing.stats.last(ticks);
  }

  batchEnd(_batchSeq: number, timeMicros: number): void {
    this.#engineMicros = timeMicros;
    const minute = Math.floor(timeMicros / MICROS_PER_MINUTE);
    if (minute !== this.#minute) this.#rollStats(minute);
    for (const listing of this.#touched) {
      if (listing.touched !== 0) this.#streams.touch(listing);
      listing.settle();
    }
    this.#touched.length = 0;
    if (this.#venueTouched) this.#streams.touchVenue();
    this.#venueTouched = false;
  }

  /** Takes over bars and statistics of the bar store. To be awaited after each state dump, with every
   * batch up to it in the store; when the store is ahead, its `asOfMicros` keeps trades from counting
   * twice. */
  async warm(): Promise<void> {
    const { barStore } = this.#options;
    if (barStore === undefined) return;
    this.#historyMicros = barStore.asOfMicros?.() ?? this.#engineMicros;
    for (const listing of this.#listings) {
      if (listing === undefined) continue;
      await warmBars(listing, barStore, BAR_SPANS, this.#engineMicros);
      listing.touched |= Aspect.trade | Aspect.stats;
      this.#streams.touch(listing);
      listing.settle();
    }
  }

  resolve(topic: Topic): { readonly streams: readonly StreamRef[] } | { readonly code: number } {
    if (topic.channel === 'status' || topic.channel === 'instruments') {
      return { streams: [this.#streams.streamOf(topic, undefined)] };
    }
    if (topic.symbol === '*') return { streams: this.#expand(topic) };
    const listing = this.#bySymbol.get(topic.symbol);
    if (listing === undefined) return { code: REJECTS.unknownInstrument.code };
    return { streams: [this.#streams.streamOf(topic, listing)] };
  }

  acquire(topicId: number, encoding: Encoding): void {
    this.#streams.acquire(topicId, encoding, this.#listingOf(topicId));
  }

  release(topicId: number, encoding: Encoding): void {
    this.#streams.release(topicId, encoding, this.#listingOf(topicId));
  }

  seq(topicId: number): number {
    return this.#streams.seq(topicId);
  }

  snapshot(topicId: number, encoding: Encoding): readonly Part[] {
    return this.#streams.snapshot(topicId, encoding);
  }

  replayTrades(topicId: number, afterSeq: number, encoding: Encoding): readonly Part[] | undefined {
    return this.#streams.replayTrades(topicId, afterSeq, encoding);
  }

  due(intervalMs: number): readonly DueTopic[] {
    return this.#conflation.due(intervalMs, this.#engineMicros);
  }

  engineMicros(): number {
    return this.#engineMicros;
  }

  barHistory(
    instrument: number,
    spanSeconds: number,
    beforeSeconds: number,
    count: number,
  ): readonly Bar[] | Promise<readonly Bar[]> {
    const listing = this.#listings[instrument];
    if (listing === undefined || !(BAR_SPANS as readonly number[]).includes(spanSeconds)) return [];
    return barHistory(listing, spanSeconds as BarSpan, beforeSeconds, count, this.#options);
  }

  /** The best prices now, for other rooms of the server; undefined for an unknown instrument. */
  quote(instrument: number): Quote | undefined {
    const listing = this.#listings[instrument];
    if (listing === undefined) return undefined;
    return {
      bidTicks: listing.bids.bestTicks(),
      bidLots: listing.bids.bestLots(),
      askTicks: listing.asks.bestTicks(),
      askLots: listing.asks.bestLots(),
      timeMicros: this.#engineMicros,
    };
  }

  stats(instrument: number): Readonly<Stats> | undefined {
    return this.#listings[instrument]?.stats.now;
  }

  #defined(instrument: number): Listing {
    const listing = this.#listings[instrument];
    assert(listing !== undefined, `instrument ${instrument} was defined before its first event`);
    return listing;
  }

  #touch(listing: Listing): void {
    if (listing.queued) return;
    listing.queued = true;
    this.#touched.push(listing);
  }

  #rollStats(minute: number): void {
    this.#minute = minute;
    for (const listing of this.#listings) {
      if (listing === undefined || !listing.stats.roll(minute)) continue;
      listing.touched |= Aspect.stats;
      this.#touch(listing);
    }
  }

  #expand(topic: Topic): StreamRef[] {
    const refs: StreamRef[] = [];
    for (const listing of this.#listings) {
      if (listing === undefined) continue;
      refs.push(this.#streams.streamOf({ ...topic, symbol: listing.definition.symbol }, listing));
    }
    return refs;
  }

  #listingOf(topicId: number): Listing | undefined {
    return this.#listings[this.#streams.instrumentOf(topicId)];
  }
}
