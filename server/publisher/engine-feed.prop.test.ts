// The publisher behind the real engine: books of the market equal the engine's levels, and one who
// joins late by the engine's own dump sees what one sees who was there from the beginning.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RECORD_WORDS } from '../core/commands.ts';
import { EB, EVENT_BATCH_MAGIC, EVENT_BYTES, EventKind } from '../core/events.ts';
import { createEngine } from '../core/engine.ts';
import type { Engine } from '../core/engine-port.ts';
import { codecFor } from '../../shared/wire/codec.ts';
import { BookBuilder } from '../../shared/feed/book-builder.ts';
import { assembleMarketFrame } from '../../shared/wire/market-frame.ts';
import { PROTOCOL_MSGPACK, type ServerMessages } from '../../shared/wire/schema.ts';
import { Market } from '../marketdata/market.ts';
import {
  GENERATED_INSTRUMENTS,
  GENERATED_ACCOUNTS,
  openingRecords,
} from '../testing/orders-generator-market.ts';
import { createOrdersGenerator } from '../testing/orders-generator.ts';
import type { Outlet } from './outlet.ts';
import { Publisher } from './publisher.ts';

const STAMPS = { journalMicros: 0, matchMicros: 0, durableMicros: 0 };
const CAPACITY = {
  ...{ accounts: 64, assets: 16, instruments: 8, levels: 1 << 14 },
  ...{ orders: 256, dedupe: 1024, events: 1 << 13 },
};
const BATCHES = 400;
const QUIET: Outlet = { report() {}, placed() {}, answer() {}, released() {} };

function batchOf(events: Int32Array, batchSeq: number, timeMicros: number, isDump: boolean) {
  const slots = new Float64Array((EVENT_BYTES + events.byteLength) / 8);
  const words = new Int32Array(slots.buffer);
  words[EB.magic] = EVENT_BATCH_MAGIC;
  words[EB.version] = 1;
  words[EB.blocks] = events.length / RECORD_WORDS;
  words[EB.bytes] = slots.byteLength;
  slots[EB.batchSeqSlot] = batchSeq;
  slots[EB.firstCommandSeqSlot] = batchSeq * 1_000;
  slots[EB.timeSlot] = timeMicros;
  words[EB.streamEpoch] = 3;
  words[EB.dump] = isDump ? 1 : 0;
  words.set(events, RECORD_WORDS);
  return new Uint8Array(slots.buffer);
}

function apply(engine: Engine, records: readonly Int32Array[], timeMicros: number): Int32Array {
  const words = new Int32Array(new Float64Array(joined(records).length / 2).buffer);
  words.set(joined(records));
  const to = words.length / RECORD_WORDS;
  engine.clearEvents();
  expect(engine.apply(words, new Float64Array(words.buffer), 0, to, timeMicros, 0)).toBe(to);
  return engine.eventWords.slice(0, engine.eventBlocks() * RECORD_WORDS);
}

function dumpOf(engine: Engine): Int32Array {
  const chunks: Int32Array[] = [];
  engine.dump((words, blocks) => chunks.push(words.slice(0, blocks * RECORD_WORDS)));
  return joined(chunks);
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A book as a reader builds it from the full-depth topic. */
function readBook(market: Market, symbol: string): number[][] {
  const topic = { channel: 'depth', symbol, parameter: 0, intervalMs: 0 } as const;
  const answer = market.resolve(topic);
  if (!('streams' in answer)) throw new Error('the instrument is known');
  const { topicId } = answer.streams[0];
  market.acquire(topicId, 'msgpack');
  const parts = market.snapshot(topicId, 'msgpack') as readonly Uint8Array[];
  market.release(topicId, 'msgpack');
  const frame = codecFor(PROTOCOL_MSGPACK).decodeServer(assembleMarketFrame(0, 0, parts));
  const [update] = (frame as ServerMessages['market']).updates;
  if (update.is !== 'depthSnapshot') throw new Error('a book begins with its snapshot');
  const book = new BookBuilder(0);
  expect(book.snapshot(update)).toBe(true);
  const side = (levels: BookBuilder['bids'], sign: number) =>
    Array.from({ length: levels.count }, (_, k) => [sign * levels.ticks(k), levels.lots(k)]);
  return [...side(book.bids, 1), ...side(book.asks, -1)];
}

/** The levels of the engine's dump, bids by falling, asks by rising price, asks negated. */
function engineBook(dump: Int32Array, instrument: number): number[][] {
  const slots = new Float64Array(dump.buffer);
  const sides: number[][][] = [[], []];
  for (let at = 0; at < dump.length; at += RECORD_WORDS) {
    const isLevel = (dump[at] & 0xff) === EventKind.level && dump[at] >>> 8 === 0;
    if (!isLevel || dump[at + 2] !== instrument) continue;
    const sign = dump[at + 1] === 0 ? 1 : -1;
    sides[dump[at + 1]].push([sign * dump[at + 3], slots[at / 2 + 3]]);
  }
  return sides.flatMap((levels) => levels.sort(([a], [b]) => b - a));
}

function views(publisher: Publisher): unknown[] {
  const accounts = GENERATED_ACCOUNTS;
  return accounts.map((account) => {
    const { seq, orders, balances, positions } = publisher.accounts.snapshot(account);
    return {
      seq,
      // A dump knows neither ended orders nor when an order changed last.
      orders: orders.filter(({ status }) => status === 0).map((o) => ({ ...o, timeMicros: 0 })),
      balances: balances.filter(({ available, held }) => available !== 0 || held !== 0),
      positions: positions.filter(
        (p) => p.lots !== 0 || p.costMinor !== 0 || p.realisedMinor !== 0,
      ),
    };
  });
}

function run(seed: number): void {
  const engine = createEngine(CAPACITY);
  const generator = createOrdersGenerator({ seed, badPercent: 5 });
  const [market, lateMarket] = [new Market(), new Market()];
  const whole = new Publisher(QUIET, market);
  const late = new Publisher(QUIET, lateMarket);
  let timeMicros = 1_700_000_000e6;
  for (let batchSeq = 1; batchSeq <= BATCHES; batchSeq++) {
    timeMicros += 1 + generator.pause();
    const records =
      batchSeq === 1
        ? openingRecords()
        : Array.from({ length: 8 }, () => generator.next(timeMicros));
    const events = apply(engine, records, timeMicros);
    generator.learn(events);
    const batch = batchOf(events, batchSeq, timeMicros, false);
    expect(whole.take(batch, STAMPS)).toBe('folded');
    if (batchSeq > BATCHES / 2) expect(late.take(batch, STAMPS)).toBe('folded');
    if (batchSeq === BATCHES / 2) late.restore(batchOf(dumpOf(engine), batchSeq, timeMicros, true));
  }
  const dump = dumpOf(engine);
  for (const { id, symbol } of GENERATED_INSTRUMENTS) {
    const book = engineBook(dump, id);
    expect(readBook(market, symbol)).toEqual(book);
    expect(readBook(lateMarket, symbol)).toEqual(book);
  }
  expect(views(late)).toEqual(views(whole));
  const atEnd = new Publisher(QUIET, new Market());
  atEnd.restore(batchOf(dump, BATCHES, timeMicros, true));
  expect(views(atEnd)).toEqual(views(whole));
}

test('from the beginning, from a dump in the middle, from a dump at the end: the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 0x7fffffff }), (seed) => run(seed)),
    { numRuns: 12 },
  );
});
