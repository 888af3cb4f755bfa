// The market of the fake venue: books and trades as conflated, numbered topics. It remembers what each
// book was at each seq, so that a test can tell a wrong book from an old one.

import { depthChecksum } from '../wire/checksum.ts';
import type { Update } from '../wire/schema.ts';
import { parseTopic } from '../wire/topics.ts';
import type { Channel } from '../wire/topics.ts';

type Levels = readonly (readonly [ticks: number, lots: number])[];

export interface FakeTopic {
  readonly text: string;
  readonly channel: Channel;
  readonly symbol: string;
  readonly topicId: number;
  readonly levels: number;
  seq: number;
  base: number;
  /** View of the book as published last. */
  bids: Levels;
  asks: Levels;
  /** Every view by its seq, as text. */
  readonly history: Map<number, string>;
  /** Every trade so far, oldest first. */
  readonly trades: Update[];
  latest: Update | undefined;
}

interface FakeBook {
  readonly bids: Map<number, number>;
  readonly asks: Map<number, number>;
}

export class FakeMarket {
  epoch = 1;
  readonly topics = new Map<string, FakeTopic>();
  /** Trades with a seq at or below this are no longer there for a replay. */
  tradesKeptAfter = 0;
  readonly #symbols: readonly string[];
  readonly #books = new Map<string, FakeBook>();
  #nextTopicId = 1;
  #tradeId = 0;

  constructor(symbols: readonly string[]) {
    this.#symbols = symbols;
    for (const symbol of symbols) {
      this.#books.set(symbol, { bids: new Map(), asks: new Map() });
    }
  }

  /** The topics of a text, made on demand; empty when there are none. */
  resolve(text: string): FakeTopic[] {
    const topic = parseTopic(text);
    if (topic === undefined) return [];
    if (topic.channel === 'instruments') return [this.#topic(text, 'instruments', '')];
    const symbols = topic.symbol === '*' ? this.#symbols : [topic.symbol];
    return symbols
      .filter((symbol) => this.#symbols.includes(symbol))
      .map((symbol) => this.#topic(text.replace('*', symbol), topic.channel, symbol));
  }

  instrumentOf(symbol: string): number {
    return this.#symbols.indexOf(symbol);
  }

  /** Changes levels of a book; 0 lots delete. The topics see it at the next `publish`. */
  change(symbol: string, side: 'bids' | 'asks', ticks: number, lots: number): void {
    const levels = this.#books.get(symbol)![side];
    if (lots === 0) levels.delete(ticks);
    else levels.set(ticks, lots);
  }

  levelsOf(symbol: string, side: 'bids' | 'asks'): Levels {
    return sorted(this.#books.get(symbol)![side], side, 0);
  }

  /** Numbers and returns what is new in a topic, with a checksum after every book change. */
  publish(topic: FakeTopic): Update[] {
    if (topic.channel === 'depth') return this.#publishDepth(topic);
    if (topic.channel === 'quote') return this.#publishQuote(topic);
    return [];
  }

  trade(symbol: string, price: number, lots: number): Map<FakeTopic, Update[]> {
    this.#tradeId += 1;
    const parts = new Map<FakeTopic, Update[]>();
    for (const topic of this.topics.values()) {
      if (topic.channel !== 'trade' || topic.symbol !== symbol) continue;
      topic.seq += 1;
      const { topicId, seq } = topic;
      const told = { price, lots, aggressor: 0, tradeId: this.#tradeId, timeMicros: seq };
      const update: Update = { is: 'trade', topicId, seq, ...told };
      topic.trades.push(update);
      parts.set(topic, [update]);
    }
    return parts;
  }

  /** What brings a new reader to the topic's seq. */
  snapshot(topic: FakeTopic): Update[] {
    if (topic.channel === 'depth') return [this.#depthSnapshot(topic)];
    if (topic.channel === 'trade') return this.replay(topic, topic.seq - 3) ?? [];
    if (topic.channel === 'instruments') return this.#definitions(topic);
    return topic.latest === undefined ? [] : [topic.latest];
  }

  replay(topic: FakeTopic, afterSeq: number): Update[] | undefined {
    if (afterSeq < this.tradesKeptAfter) return undefined;
    return topic.trades.filter((update) => update.seq > afterSeq);
  }

  /** All numbers begin again, as after a restart that lost the streams. */
  newEpoch(): void {
    this.epoch += 1;
    for (const topic of this.topics.values()) {
      topic.seq = 0;
      topic.trades.length = 0;
      topic.history.clear();
      topic.latest = undefined;
      topic.history.set(0, viewText(topic.bids, topic.asks));
    }
  }

  /** As after a restart of the server on the same journal: same epoch, states are counted anew from 1,
   * trades go on with a higher number. */
  restart(): void {
    for (const topic of this.topics.values()) {
      topic.seq = topic.channel === 'trade' ? topic.seq + 1_000 : 1;
      topic.trades.length = 0;
      topic.history.clear();
      this.tradesKeptAfter = Math.max(this.tradesKeptAfter, topic.seq);
      const { bids, asks } = this.#view(
        topic.channel === 'quote' ? { ...topic, levels: 1 } : topic,
      );
      topic.history.set(topic.seq, viewText(bids, asks));
      if (topic.channel === 'depth') Object.assign(topic, { bids, asks });
      if (topic.channel === 'quote') topic.latest = quoteOf(topic, bids[0], asks[0]);
    }
  }

  #topic(text: string, channel: Channel, symbol: string): FakeTopic {
    const known = this.topics.get(text);
    if (known !== undefined) return known;
    const levels = parseTopic(text)!.parameter;
    const topic: FakeTopic = {
      text,
      channel,
      symbol,
      levels,
      topicId: this.#nextTopicId,
      seq: 0,
      base: 0,
      bids: [],
      asks: [],
      latest: undefined,
      history: new Map([[0, viewText([], [])]]),
      trades: [],
    };
    this.#nextTopicId += 1;
    this.topics.set(text, topic);
    this.publish(topic);
    return topic;
  }

  #view(topic: FakeTopic): { bids: Levels; asks: Levels } {
    const book = this.#books.get(topic.symbol)!;
    const bids = sorted(book.bids, 'bids', topic.levels);
    return { bids, asks: sorted(book.asks, 'asks', topic.levels) };
  }

  #definitions({ topicId, seq }: FakeTopic): Update[] {
    return this.#symbols.map((symbol, id) => ({
      is: 'instrument',
      topicId,
      seq,
      ...{ id, symbol, name: symbol, assetClass: 4, baseAsset: 1, quoteAsset: 0, priceScale: 2 },
      ...{ tickStep: 1, qtyScale: 0, lotStep: 1, tickValueMinor: 1, lotBaseMinor: 1 },
      ...{ priceLimitTicks: 1 << 20, minQtyLots: 1, maxQtyLots: 1_000, bandBps: 0 },
      ...{ maxNotionalMinor: 1e12, marketBoundBps: 100, makerFeePpm: 0, takerFeePpm: 0 },
      ...{ openingTicks: 1_000, dayEndSecond: 0, phase: 0, version: 1, settlement: 0 },
      ...{ buyDutyPpm: 0, sellDutyPpm: 0, minFeeMinor: 0, windowBps: 0 },
    }));
  }

  #publishDepth(topic: FakeTopic): Update[] {
    const { bids, asks } = this.#view(topic);
    const bidChanges = difference(topic.bids, bids);
    const askChanges = difference(topic.asks, asks);
    topic.bids = bids;
    topic.asks = asks;
    if (bidChanges.length + askChanges.length === 0) return [];
    topic.seq += 1;
    topic.history.set(topic.seq, viewText(bids, asks));
    const { topicId, seq } = topic;
    const levels = flat([...bidChanges, ...askChanges], topic.base);
    const delta: Update = { is: 'depthDelta', topicId, seq, bids: bidChanges.length, levels };
    return [delta, { is: 'depthChecksum', topicId, seq, checksum: checksumOf(bids, asks) }];
  }

  #depthSnapshot(topic: FakeTopic): Update {
    const { topicId, seq, bids, asks, base } = topic;
    const levels = flat([...bids, ...asks], base);
    const checksum = checksumOf(bids, asks);
    return { is: 'depthSnapshot', topicId, seq, base, checksum, bids: bids.length, levels };
  }

  #publishQuote(topic: FakeTopic): Update[] {
    const { bids, asks } = this.#view({ ...topic, levels: 1 });
    const text = viewText(bids, asks);
    if (topic.latest !== undefined && topic.history.get(topic.seq) === text) return [];
    topic.seq += 1;
    topic.history.set(topic.seq, text);
    topic.latest = quoteOf(topic, bids[0], asks[0]);
    return [topic.latest];
  }
}

export function viewText(bids: Levels, asks: Levels): string {
  const side = (levels: Levels) => levels.map(([ticks, lots]) => `${ticks}x${lots}`).join(' ');
  return `${side(bids)} | ${side(asks)}`;
}

type Level = Levels[number] | undefined;

function quoteOf({ topicId, seq }: FakeTopic, best: Level, offer: Level): Update {
  const [bid = 0, bidLots = 0] = best ?? [];
  const [ask = 0, askLots = 0] = offer ?? [];
  const spread = askLots === 0 ? 0 : ask - bid;
  return { is: 'quote', topicId, seq, bid, bidLots, spread, askLots };
}

function sorted(side: Map<number, number>, name: 'bids' | 'asks', levels: number): Levels {
  const sign = name === 'bids' ? -1 : 1;
  const all = [...side].sort((a, b) => sign * (a[0] - b[0]));
  return levels === 0 ? all : all.slice(0, levels);
}

function difference(before: Levels, after: Levels): Levels {
  const old = new Map(before);
  const changed = after.filter(([ticks, lots]) => old.get(ticks) !== lots);
  const kept = new Set(after.map(([ticks]) => ticks));
  const gone = before.filter(([ticks]) => !kept.has(ticks)).map(([ticks]) => [ticks, 0] as const);
  return [...gone, ...changed];
}

function flat(levels: Levels, base: number): number[] {
  return levels.flatMap(([ticks, lots]) => [ticks - base, lots]);
}

function checksumOf(bids: Levels, asks: Levels): number {
  const column = (levels: Levels, k: 0 | 1) => levels.map((level) => level[k]);
  const bidTicks = column(bids, 0);
  const askTicks = column(asks, 0);
  return depthChecksum(
    bidTicks,
    column(bids, 1),
    bids.length,
    askTicks,
    column(asks, 1),
    asks.length,
  );
}
