// The market of the browser bench: the real one for books, trades, bars and statistics, but its quotes
// are a flood. A frame carries many updates of one topic, where the venue would leave out all but the
// newest: this is what a page has to stand when nothing is conflated before it.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { Bar } from '../../../shared/domain/quote.ts';
import { encodeUpdate, writeQuote } from '../../../shared/wire/market-frame.ts';
import type { Topic } from '../../../shared/wire/topics.ts';
import { MsgpackWriter } from '../../../shared/wire/writer.ts';
import type { DueTopic, Encoding, MarketPort, Part } from '../../../server/gateway/market-port.ts';
import type { Market } from '../../../server/marketdata/market.ts';
import { madeUpBars } from './made-up-bars.ts';
import { stampOf } from './quote-stamp.ts';

const FRAME_MS = 10;
const STATS_MS = 100;
/** A timer that was late makes up for at most this many frames: more would be a burst of its own. */
const LATE_FRAMES_MAX = 3;
/** Prices climb this far from below the opening price to above it, then begin anew: whoever looks at any
 * two of a few updates sees other figures, so no cell is the same in two frames. */
const CLIMB_TICKS = 80;
const SPREAD_TICKS = 2;
const LOTS_MAX = 900;

export interface FloodSettings {
  /** Quote updates per second, all instruments together. */
  readonly quotesPerSecond: number;
  /** Day statistics with every frame instead of every 100 ms, so that every cell of a row moves. */
  readonly statsEveryFrame: boolean;
}

interface Stream {
  readonly topicId: number;
  readonly instrument: Instrument;
  readonly isQuote: boolean;
  seq: number;
  isHeld: boolean;
}

export class FloodMarket implements MarketPort {
  settings: FloodSettings = { quotesPerSecond: 0, statsEveryFrame: false };
  /** Quote updates that were handed to the gateway. */
  sent = 0;
  readonly #market: Market;
  readonly #instruments: readonly Instrument[];
  readonly #wallMs: () => number;
  readonly #streams = new Map<number, Stream>();
  readonly #writer = new MsgpackWriter(1 << 20);
  #turn = 0;
  #paidUpMs = performance.now();

  constructor(market: Market, instruments: readonly Instrument[], wallMs: () => number) {
    this.#market = market;
    this.#instruments = instruments;
    this.#wallMs = wallMs;
  }

  resolve(topic: Topic): ReturnType<MarketPort['resolve']> {
    const resolved = this.#market.resolve(topic);
    const isQuote = topic.channel === 'quote' && topic.intervalMs === FRAME_MS;
    const isStats = topic.channel === 'stats' && topic.intervalMs === STATS_MS;
    if (!('streams' in resolved) || !(isQuote || isStats)) return resolved;
    for (const { topicId, instrument: id } of resolved.streams) {
      if (this.#streams.has(topicId)) continue;
      const instrument = this.#instruments[id]!;
      this.#streams.set(topicId, { topicId, instrument, isQuote, seq: 1, isHeld: false });
    }
    return resolved;
  }

  acquire(topicId: number, encoding: Encoding): void {
    const stream = this.#streams.get(topicId);
    if (stream === undefined) this.#market.acquire(topicId, encoding);
    else stream.isHeld = true;
  }

  release(topicId: number, encoding: Encoding): void {
    const stream = this.#streams.get(topicId);
    if (stream === undefined) this.#market.release(topicId, encoding);
    else stream.isHeld = false;
  }

  seq(topicId: number): number {
    return this.#streams.get(topicId)?.seq ?? this.#market.seq(topicId);
  }

  snapshot(topicId: number, encoding: Encoding): readonly Part[] {
    const stream = this.#streams.get(topicId);
    if (stream === undefined) return this.#market.snapshot(topicId, encoding);
    const own = new MsgpackWriter(256);
    this.#write(own, stream, stampOf(this.#wallMs()));
    return [own.takeOwned()];
  }

  replayTrades(topicId: number, after: number, encoding: Encoding): readonly Part[] | undefined {
    return this.#market.replayTrades(topicId, after, encoding);
  }

  due(intervalMs: number): readonly DueTopic[] {
    const due = this.#market.due(intervalMs);
    const { statsEveryFrame } = this.settings;
    const hasStats = intervalMs === (statsEveryFrame ? FRAME_MS : STATS_MS);
    if (intervalMs !== FRAME_MS && !hasStats) return due;
    this.#writer.reset();
    const stamp = stampOf(this.#wallMs());
    const made = [...due];
    if (intervalMs === FRAME_MS) made.push(...this.#flood(stamp));
    if (hasStats) for (const one of this.#held(false)) made.push(this.#advance(one, 1, stamp));
    return made;
  }

  engineMicros(): number {
    return this.#market.engineMicros();
  }

  barHistory(instrument: number, span: number, before: number, count: number): readonly Bar[] {
    const nowSeconds = this.#wallMs() / 1000;
    const { openingTicks } = this.#instruments[instrument]!;
    return madeUpBars(openingTicks, span, before === 0 ? nowSeconds : before, count);
  }

  #held(isQuote: boolean): Stream[] {
    return [...this.#streams.values()].filter((one) => one.isHeld && one.isQuote === isQuote);
  }

  /** What is owed since the frame before, the same number for each instrument and the rest in turn. */
  #flood(stamp: number): DueTopic[] {
    const quotes = this.#held(true);
    const perMs = this.settings.quotesPerSecond / 1000;
    const nowMs = performance.now();
    const sinceMs = Math.min(nowMs - this.#paidUpMs, LATE_FRAMES_MAX * FRAME_MS);
    const count = Math.floor(sinceMs * perMs);
    if (count === 0 || quotes.length === 0) {
      if (perMs === 0) this.#paidUpMs = nowMs;
      return [];
    }
    this.#paidUpMs = nowMs - (sinceMs - count / perMs);
    this.sent += count;
    const each = Math.floor(count / quotes.length);
    const rest = count % quotes.length;
    const first = this.#turn;
    this.#turn = (this.#turn + rest) % quotes.length;
    const made: DueTopic[] = [];
    for (let k = 0; k < quotes.length; k++) {
      const isExtra = (k - first + quotes.length) % quotes.length < rest;
      const updates = each + (isExtra ? 1 : 0);
      if (updates > 0) made.push(this.#advance(quotes[k]!, updates, stamp));
    }
    return made;
  }

  #advance(stream: Stream, updates: number, stamp: number): DueTopic {
    const msgpack: Uint8Array[] = [];
    for (let k = 0; k < updates; k++) {
      stream.seq += 1;
      this.#write(this.#writer, stream, stamp);
      msgpack.push(this.#writer.take());
    }
    return { topicId: stream.topicId, seq: stream.seq, msgpack, json: [] };
  }

  #write(writer: MsgpackWriter, stream: Stream, stamp: number): void {
    const { topicId, seq, instrument } = stream;
    const step = (seq + instrument.id) % CLIMB_TICKS;
    const open = instrument.openingTicks;
    const price = open - CLIMB_TICKS / 2 + step;
    const lots = 1 + ((seq * 37) % LOTS_MAX);
    if (stream.isQuote) {
      writeQuote(writer, topicId, seq, price, stamp, SPREAD_TICKS, lots);
      return;
    }
    const range = { open, high: open + CLIMB_TICKS + step, low: open - CLIMB_TICKS - step };
    const traded = { last: price, volume: lots, turnover: seq, trades: seq };
    encodeUpdate(writer, { is: 'stats', topicId, seq, ...range, ...traded });
  }
}
