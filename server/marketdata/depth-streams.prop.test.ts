// Depth as readers see it: whoever subscribes whenever, to any depth, interval and encoding, has exactly
// the published book from one snapshot and the differences after it.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { DEPTHS, INTERVALS_MS, LIMITS } from '../../shared/domain/limits.ts';
import { Side } from '../../shared/domain/order.ts';
import { BookBuilder, type BookLevels } from '../../shared/feed/book-builder.ts';
import { codecFor } from '../../shared/wire/codec.ts';
import { assembleMarketFrame, assembleMarketText } from '../../shared/wire/market-frame.ts';
import {
  PROTOCOL_JSON,
  PROTOCOL_MSGPACK,
  type ServerMessages,
  type Update,
} from '../../shared/wire/schema.ts';
import type { Encoding, Part } from '../gateway/market-port.ts';
import { prng, type Prng } from '../testing/prng.ts';
import { GENERATED_INSTRUMENTS } from '../testing/orders-generator-market.ts';
import { Market } from './market.ts';

const INSTRUMENT: Instrument = { ...GENERATED_INSTRUMENTS[0], priceLimitTicks: 1 << 24 };
const STEPS = 300;

type Levels = [ticks: number, lots: number][];

/** The book, kept as simply as can be. */
class Model {
  readonly bids = new Map<number, number>();
  readonly asks = new Map<number, number>();

  set(side: Side, ticks: number, lots: number): void {
    const levels = side === Side.buy ? this.bids : this.asks;
    if (lots === 0) levels.delete(ticks);
    else levels.set(ticks, lots);
  }

  best(levels: number): { bids: Levels; asks: Levels } {
    const most = levels === 0 ? LIMITS.depthLevelsFull : levels;
    return {
      bids: [...this.bids].sort(([a], [b]) => b - a).slice(0, most),
      asks: [...this.asks].sort(([a], [b]) => a - b).slice(0, most),
    };
  }
}

interface Reader {
  readonly topicId: number;
  readonly encoding: Encoding;
  readonly levels: number;
  readonly intervalMs: number;
  readonly book: BookBuilder;
  seq: number;
  checksums: number;
}

function updatesOf(parts: readonly Part[], encoding: Encoding): readonly Update[] {
  const frame =
    encoding === 'msgpack'
      ? assembleMarketFrame(0, 0, parts as readonly Uint8Array[])
      : assembleMarketText(0, 0, parts as readonly string[]);
  const protocol = encoding === 'msgpack' ? PROTOCOL_MSGPACK : PROTOCOL_JSON;
  return (codecFor(protocol).decodeServer(frame) as ServerMessages['market']).updates;
}

function shown(levels: BookLevels): Levels {
  return Array.from({ length: levels.count }, (_, rank) => [levels.ticks(rank), levels.lots(rank)]);
}

function read(reader: Reader, parts: readonly Part[], isFirst = false): void {
  for (const update of updatesOf(parts, reader.encoding)) {
    if (update.is === 'depthSnapshot') {
      if (!isFirst) expect(update.seq).toBe(reader.seq + 1);
      expect(reader.book.snapshot(update)).toBe(true);
      reader.seq = update.seq;
    } else if (update.is === 'depthDelta') {
      expect(update.seq).toBe(reader.seq + 1);
      expect(update.levels.length).toBeGreaterThan(0);
      expect(reader.book.delta(update)).toBe(true);
      reader.seq = update.seq;
    } else if (update.is === 'depthChecksum') {
      expect(update.seq).toBe(reader.seq);
      expect(reader.book.matches(update.checksum)).toBe(true);
      reader.checksums += 1;
    }
  }
}

function subscribe(market: Market, levels: number, intervalMs: number, encoding: Encoding): Reader {
  const { symbol } = INSTRUMENT;
  const answer = market.resolve({ channel: 'depth', symbol, parameter: levels, intervalMs });
  if (!('streams' in answer)) throw new Error('the topic exists');
  const { topicId } = answer.streams[0];
  market.acquire(topicId, encoding);
  const book = new BookBuilder(levels);
  const reader = { topicId, encoding, levels, intervalMs, book, seq: -1, checksums: 0 };
  read(reader, market.snapshot(topicId, encoding), true);
  expect(reader.seq).toBe(market.seq(topicId));
  return reader;
}

/** Delivers what is due and compares: right after a tick the published book is the present one. */
function tick(market: Market, intervalMs: number, readers: readonly Reader[], model: Model): void {
  const due = new Map(market.due(intervalMs).map((topic) => [topic.topicId, topic]));
  const held = new Set(readers.map(({ topicId }) => topicId));
  for (const topicId of due.keys()) expect(held.has(topicId)).toBe(true);
  for (const reader of readers) {
    if (reader.intervalMs !== intervalMs) continue;
    const topic = due.get(reader.topicId);
    if (topic !== undefined) {
      read(reader, reader.encoding === 'msgpack' ? topic.msgpack : topic.json);
      expect(reader.seq).toBe(topic.seq);
    }
    expect(reader.seq).toBe(market.seq(reader.topicId));
    const book = { bids: shown(reader.book.bids), asks: shown(reader.book.asks) };
    expect(book).toEqual(model.best(reader.levels));
  }
}

/** Changes around a middle that wanders, and now and then jumps beyond 16 bits of ticks. */
function changeBook(random: Prng, market: Market, model: Model, middle: number): void {
  const set = (side: Side, ticks: number, lots: number) => {
    model.set(side, ticks, lots);
    market.level(INSTRUMENT.id, side, ticks, lots);
  };
  for (const ticks of [...model.bids.keys()]) if (ticks >= middle) set(Side.buy, ticks, 0);
  for (const ticks of [...model.asks.keys()]) if (ticks < middle) set(Side.sell, ticks, 0);
  for (let k = random.below(8); k > 0; k--) {
    const side = random.below(2) as Side;
    const away = random.below(random.chance(1, 6) ? 60 : 14);
    const ticks = side === Side.buy ? middle - 1 - away : middle + away;
    set(side, ticks, random.chance(2, 5) ? 0 : 1 + random.below(5));
  }
}

function run(seed: number): void {
  const random = prng(seed);
  const market = new Market();
  const model = new Model();
  const readers: Reader[] = [];
  market.reset(1);
  market.instrument(INSTRUMENT);
  let middle = 100_000;
  let timeMicros = 1e15;
  for (let step = 1; step <= STEPS; step++) {
    if (random.chance(1, 8) && readers.length < 12) {
      const encoding = random.chance(1, 2) ? 'msgpack' : 'json';
      readers.push(subscribe(market, random.pick(DEPTHS), random.pick(INTERVALS_MS), encoding));
    } else if (random.chance(1, 20) && readers.length > 0) {
      const [gone] = readers.splice(random.below(readers.length), 1);
      market.release(gone.topicId, gone.encoding);
    }
    middle += random.chance(1, 60) ? 40_000 - random.below(60_000) : random.below(5) - 2;
    timeMicros += random.below(200_000);
    if (random.chance(4, 5)) changeBook(random, market, model, middle);
    market.batchEnd(step, timeMicros);
    tick(market, 0, readers, model);
    for (const intervalMs of INTERVALS_MS) {
      if (intervalMs > 0 && random.chance(1, 4)) tick(market, intervalMs, readers, model);
    }
  }
}

describe('depth streams', () => {
  test('every reader has the published book', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0x7fffffff }), (seed) => run(seed)),
      { numRuns: 60 },
    );
  });

  test('readers of one stream have the same bytes and numbers, and checks at most once a second', () => {
    const market = new Market();
    const model = new Model();
    market.reset(1);
    market.instrument(INSTRUMENT);
    const random = prng(7);
    const reader = subscribe(market, 10, 0, 'msgpack');
    for (let step = 1; step <= 100; step++) {
      changeBook(random, market, model, 100_000);
      market.batchEnd(step, 1e15 + step * 100_000);
      tick(market, 0, [reader], model);
    }
    expect(reader.checksums).toBeGreaterThan(7);
    expect(reader.checksums).toBeLessThanOrEqual(11);
    const again = subscribe(market, 10, 0, 'msgpack');
    expect([again.topicId, again.seq]).toEqual([reader.topicId, reader.seq]);
    expect(market.snapshot(again.topicId, 'msgpack')).toBe(
      market.snapshot(again.topicId, 'msgpack'),
    );
  });

  test('the full book shows its limit of levels, and what lies below when one goes', () => {
    const market = new Market();
    const model = new Model();
    market.reset(1);
    market.instrument(INSTRUMENT);
    const levels = LIMITS.depthLevelsFull + 1_000;
    for (let k = 0; k < levels; k++) {
      model.set(Side.buy, 500_000 - 3 * k, 1 + k);
      market.level(INSTRUMENT.id, Side.buy, 500_000 - 3 * k, 1 + k);
    }
    market.batchEnd(1, 1e15);
    const reader = subscribe(market, 0, 0, 'msgpack');
    tick(market, 0, [reader], model);
    expect(reader.book.bids.count).toBe(LIMITS.depthLevelsFull);
    for (let step = 2; step < 1_300; step++) {
      model.set(Side.buy, 500_000 - 3 * (step - 2), 0);
      market.level(INSTRUMENT.id, Side.buy, 500_000 - 3 * (step - 2), 0);
      market.batchEnd(step, 1e15 + step);
      if (step % 40 === 0) tick(market, 0, [reader], model);
    }
    tick(market, 0, [reader], model);
    expect(reader.book.bids.count).toBe(levels - 1_298);
  });

  test('a state dump in the middle heals by a difference', () => {
    const market = new Market();
    const model = new Model();
    market.reset(1);
    market.instrument(INSTRUMENT);
    const random = prng(9);
    changeBook(random, market, model, 100_000);
    market.batchEnd(1, 1e15);
    const reader = subscribe(market, 20, 0, 'json');
    market.reset(1);
    const after = new Model();
    for (let k = 0; k < 5; k++) changeBook(random, market, after, 100_010);
    market.batchEnd(9, 1e15 + 9);
    tick(market, 0, [reader], after);
  });

  test('control: a lost difference is found', () => {
    const market = new Market();
    const model = new Model();
    market.reset(1);
    market.instrument(INSTRUMENT);
    const reader = subscribe(market, 5, 0, 'msgpack');
    const set = (step: number, lots: number) => {
      model.set(Side.buy, 100, lots);
      market.level(INSTRUMENT.id, Side.buy, 100, lots);
      market.batchEnd(step, 1e15 + step);
    };
    set(1, 5);
    market.due(0);
    set(2, 6);
    expect(() => tick(market, 0, [reader], model)).toThrow();
  });
});
