// p:W1: bytes and nanoseconds per message on the wire, against object JSON and a MessagePack library.
//
// The message set is the one of the measurements that set the goal: quotes and depth of one instrument
// at 67,532.10 with two decimals, quantities with three, seq around nine million, topic ids up to 200.

import { deepStrictEqual } from 'node:assert';
import { Unpackr, Packr } from 'msgpackr';
import { codecFor } from '../../shared/wire/codec.ts';
import {
  assembleMarketFrame,
  writeDepthDelta,
  writeQuote,
} from '../../shared/wire/market-frame.ts';
import { PROTOCOL_MSGPACK } from '../../shared/wire/schema.ts';
import { MsgpackWriter } from '../../shared/wire/writer.ts';
import { median, type BenchRow } from './bench-row.ts';
import { seededRandom, type Random } from '../torture/seeded-random.ts';

const COUNT = 64;
const ROUNDS = 7;
const ROUND_MS = 30;
const BASE = 6_753_210;
const MICROS = 1_763_800_000_000_000;

interface Quote {
  readonly topicId: number;
  readonly seq: number;
  readonly bid: number;
  readonly bidLots: number;
  readonly spread: number;
  readonly askLots: number;
}

interface Delta {
  readonly topicId: number;
  readonly seq: number;
  readonly bids: number;
  /** offset, lots, … */
  readonly flat: readonly number[];
}

export async function benchCodec(): Promise<BenchRow[]> {
  const random = seededRandom(12_345);
  const quotes = Array.from({ length: COUNT }, (_, i) => randomQuote(random, i));
  const deltas = Array.from({ length: COUNT }, (_, i) => randomDelta(random, i));
  checkReadable(quotes, deltas);
  return Promise.resolve([...sizeRows(quotes, deltas), ...timeRows(quotes)]);
}

function randomQuote(random: Random, i: number): Quote {
  return {
    topicId: 1 + random.below(200),
    seq: 9_000_000 + i,
    bid: BASE + random.below(200),
    bidLots: 1 + random.below(50_000),
    spread: 1 + random.below(5),
    askLots: 1 + random.below(50_000),
  };
}

/** Three changed levels within two hundred ticks of the base, one of them gone. */
function randomDelta(random: Random, i: number): Delta {
  const levels = [-1 - random.below(200), -1 - random.below(200), 1 + random.below(200)];
  const gone = random.below(3);
  const flat = levels.flatMap((offset, k) => [offset, k === gone ? 0 : 1 + random.below(90_000)]);
  return { topicId: 1 + random.below(200), seq: 9_000_000 + i, bids: 2, flat };
}

function quotePart(writer: MsgpackWriter, q: Quote): Uint8Array {
  writeQuote(writer, q.topicId, q.seq, q.bid, q.bidLots, q.spread, q.askLots);
  return writer.take();
}

function deltaPart(writer: MsgpackWriter, d: Delta): Uint8Array {
  writeDepthDelta(writer, d.topicId, d.seq, d.bids, d.flat);
  return writer.take();
}

/** A quote as venues send it in JSON: names, decimals, a time. */
function objectQuote(q: Quote) {
  return {
    type: 'quote',
    symbol: 'BTC-USD',
    seq: q.seq,
    ts: MICROS + q.seq,
    bid: q.bid / 100,
    bidSize: q.bidLots / 1000,
    ask: (q.bid + q.spread) / 100,
    askSize: q.askLots / 1000,
  };
}

function objectDelta(d: Delta) {
  const level = (k: number) => ({
    price: (BASE + d.flat[2 * k]) / 100,
    size: d.flat[2 * k + 1] / 1000,
  });
  return {
    type: 'depth',
    symbol: 'BTC-USD',
    seq: d.seq,
    ts: MICROS + d.seq,
    bids: [level(0), level(1)],
    asks: [level(2)],
  };
}

/** The same with levels as pairs, which is the smaller habit. */
function pairsDelta(d: Delta) {
  const { bids, asks, ...head } = objectDelta(d);
  const pair = (level: { readonly price: number; readonly size: number }) => [
    level.price,
    level.size,
  ];
  return { ...head, bids: bids.map(pair), asks: asks.map(pair) };
}

/** What is measured must be what another library reads: throws when it is not. */
function checkReadable(quotes: readonly Quote[], deltas: readonly Delta[]): void {
  const library = new Unpackr({ int64AsType: 'number', useRecords: false });
  const writer = new MsgpackWriter();
  const parts = [
    ...quotes.map((quote) => quotePart(writer, quote)),
    ...deltas.map((delta) => deltaPart(writer, delta)),
  ];
  const frame: unknown = library.unpack(assembleMarketFrame(MICROS, MICROS + 1, parts));
  const expected = [
    ...quotes.map((q) => [64, q.topicId, q.seq, q.bid, q.bidLots, q.spread, q.askLots]),
    ...deltas.map((d) => [66, d.topicId, d.seq, d.bids, ...d.flat]),
  ];
  deepStrictEqual(frame, [40, MICROS, MICROS + 1, expected]);
}

function sizeRows(quotes: readonly Quote[], deltas: readonly Delta[]): BenchRow[] {
  const writer = new MsgpackWriter();
  const quoteBytes = quotes.map((quote) => quotePart(writer, quote).length);
  const deltaBytes = deltas.map((delta) => deltaPart(writer, delta).length);
  const jsonQuote = mean(quotes.map((quote) => textBytes(objectQuote(quote))));
  const jsonDelta = mean(deltas.map((delta) => textBytes(objectDelta(delta))));
  const jsonPairs = mean(deltas.map((delta) => textBytes(pairsDelta(delta))));
  const conditions = `${String(COUNT)} messages, read back by msgpackr; topic ids up to 200 (above 255: one byte more)`;
  return [
    sizeRow('quote inside a frame, largest', Math.max(...quoteBytes), 21, conditions),
    sizeRow('depth delta of 3 levels, mean', mean(deltaBytes), 30, conditions),
    {
      ...sizeRow('depth delta of 3 levels, largest', Math.max(...deltaBytes), 30, conditions),
      target: '',
      met: null,
    },
    ratioRow('quote', jsonQuote, mean(quoteBytes), 'names and decimals'),
    ratioRow('depth delta of 3 levels', jsonDelta, mean(deltaBytes), 'levels as objects'),
    {
      ...ratioRow('depth delta of 3 levels', jsonPairs, mean(deltaBytes), 'levels as pairs'),
      target: '',
      met: null,
    },
  ];
}

function sizeRow(what: string, bytes: number, atMost: number, conditions: string): BenchRow {
  const figure = `${bytes.toFixed(1)} B`;
  const target = `≤ ${String(atMost)} B`;
  return { goal: 'p:W1', what, figure, ratio: null, target, met: bytes <= atMost, conditions };
}

function ratioRow(what: string, json: number, ours: number, shape: string): BenchRow {
  const ratio = json / ours;
  return {
    goal: 'p:W1',
    what: `${what}: object JSON over ours, bytes`,
    figure: `${json.toFixed(1)} B / ${ours.toFixed(1)} B`,
    ratio,
    target: '≥ 6',
    met: ratio >= 6,
    conditions: `mean of ${String(COUNT)}; JSON with ${shape}`,
  };
}

/** Encoding and decoding of a quote: no goal, but what the bytes cost. */
function timeRows(quotes: readonly Quote[]): BenchRow[] {
  const writer = new MsgpackWriter();
  const packr = new Packr({ useRecords: false });
  const codec = codecFor(PROTOCOL_MSGPACK);
  const frame = assembleMarketFrame(
    MICROS,
    MICROS,
    quotes.map((quote) => quotePart(writer, quote)),
  );
  const json = quotes.map((quote) => JSON.stringify(objectQuote(quote)));
  const ours = (): void => {
    writer.reset();
    for (const q of quotes)
      writeQuote(writer, q.topicId, q.seq, q.bid, q.bidLots, q.spread, q.askLots);
  };
  const encode = alternate([
    ours,
    () => quotes.forEach((quote) => JSON.stringify(objectQuote(quote))),
    () =>
      quotes.forEach((q) =>
        packr.pack([64, q.topicId, q.seq, q.bid, q.bidLots, q.spread, q.askLots]),
      ),
  ]);
  const decode = alternate([
    () => codec.decodeServer(frame),
    () => json.forEach((text): unknown => JSON.parse(text)),
    () => packr.unpack(frame),
  ]);
  return [
    timeRow('encode a quote', 'object JSON', encode[0], encode[1]),
    timeRow('encode a quote', 'msgpackr', encode[0], encode[2]),
    timeRow('decode a quote of a frame to objects', 'object JSON', decode[0], decode[1]),
    timeRow('decode a quote of a frame to objects', 'msgpackr to arrays', decode[0], decode[2]),
  ];
}

function timeRow(what: string, peer: string, ours: number, theirs: number): BenchRow {
  return {
    goal: 'p:W1',
    what: `${what}: ${peer} over ours, time`,
    figure: `${theirs.toFixed(0)} ns / ${ours.toFixed(0)} ns`,
    ratio: theirs / ours,
    target: '',
    met: null,
    conditions: `medians of ${String(ROUNDS)} alternating rounds of ${String(ROUND_MS)} ms`,
  };
}

/** Median ns per message of each task; each task handles COUNT messages per run. */
function alternate(tasks: readonly (() => void)[]): number[] {
  const figures = tasks.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    tasks.forEach((task, i) => figures[i].push(nanosPerMessage(task)));
  }
  return figures.map(median);
}

function nanosPerMessage(task: () => void): number {
  const start = performance.now();
  let runs = 0;
  let elapsed = 0;
  do {
    for (let i = 0; i < 50; i++) task();
    runs += 50;
    elapsed = performance.now() - start;
  } while (elapsed < ROUND_MS);
  return (elapsed * 1e6) / (runs * COUNT);
}

function textBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
