// Unit tests of the hot path: specialised writers equal the schema's encoder, joined frames decode.

import { describe, expect, test } from 'vitest';
import { Phase, PhaseCause } from '../domain/order.ts';
import { codecFor } from './codec.ts';
import { JsonWriter } from './json-writer.ts';
import {
  assembleMarketFrame,
  assembleMarketText,
  encodePrivateFrame,
  encodePrivateText,
  encodeUpdate,
  writeBar,
  writeDepthChecksum,
  writeDepthDelta,
  writeDepthSnapshot,
  writeQuote,
  writeResync,
  writeStatus,
  writeTrade,
} from './market-frame.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK, type Report, type Update } from './schema.ts';
import { MsgpackWriter, type Writer } from './writer.ts';

const msgpack = codecFor(PROTOCOL_MSGPACK);
const json = codecFor(PROTOCOL_JSON);
const BIG = 1_763_800_000_123_456;

const AUCTION = {
  ...{ phase: Phase.auction, cause: PhaseCause.priceWindow, until: 1_763_800_300 },
  ...{ windowLow: 900, windowHigh: 70_000, limitSince: 0 },
  ...{ auctionPrice: 1_080, auctionLots: 4, auctionSurplus: -200 },
};

const CASES: readonly [Update, (writer: Writer) => void][] = [
  [
    { is: 'quote', topicId: 300, seq: 70_000, bid: 6_168_600, bidLots: 5, spread: 0, askLots: 0 },
    (w) => writeQuote(w, 300, 70_000, 6_168_600, 5, 0, 0),
  ],
  [
    {
      is: 'trade',
      topicId: 1,
      seq: 2,
      price: 3,
      lots: 4,
      aggressor: 1,
      tradeId: 6,
      timeMicros: BIG,
    },
    (w) => writeTrade(w, 1, 2, 3, 4, 1, 6, BIG),
  ],
  [
    {
      is: 'bar',
      topicId: 1,
      seq: 2,
      openSeconds: 60,
      open: 5,
      high: 9,
      low: 4,
      close: 6,
      volume: 2 ** 40,
      trades: 3,
    },
    (w) => writeBar(w, 1, 2, 60, 5, 9, 4, 6, 2 ** 40, 3),
  ],
  [
    { is: 'depthDelta', topicId: 1, seq: 2, bids: 1, levels: [-3, 70_000, 200, 0] },
    (w) => writeDepthDelta(w, 1, 2, 1, Int32Array.of(-3, 70_000, 200, 0, 77, 77), 4),
  ],
  [
    { is: 'depthDelta', topicId: 1, seq: 2, bids: 0, levels: [] },
    (w) => writeDepthDelta(w, 1, 2, 0, []),
  ],
  [
    {
      is: 'depthSnapshot',
      topicId: 1,
      seq: 2,
      base: 1000,
      checksum: 0xffff_ffff,
      bids: 1,
      levels: [0, 5, 1, 6],
    },
    (w) => writeDepthSnapshot(w, 1, 2, 1000, 0xffff_ffff, 1, [0, 5, 1, 6]),
  ],
  [{ is: 'depthChecksum', topicId: 1, seq: 2, checksum: 7 }, (w) => writeDepthChecksum(w, 1, 2, 7)],
  [
    { is: 'status', topicId: 1, seq: 2, instrument: 3, ...AUCTION },
    (w) => writeStatus(w, 1, 2, 3, AUCTION),
  ],
  [
    { is: 'resync', topicId: 1, seq: 2, skipped: 30, reason: 1 },
    (w) => writeResync(w, 1, 2, 30, 1),
  ],
];

function partOf<W extends MsgpackWriter | JsonWriter>(writer: W, write: (writer: W) => void) {
  write(writer);
  return writer.take();
}

describe('updates', () => {
  test.each(CASES)('$is: the fast writer writes what the schema says', (update, write) => {
    expect(partOf(new MsgpackWriter(), write)).toEqual(
      partOf(new MsgpackWriter(), (w) => encodeUpdate(w, update)),
    );
    expect(partOf(new JsonWriter(), write)).toBe(
      partOf(new JsonWriter(), (w) => encodeUpdate(w, update)),
    );
  });
});

describe('a market frame', () => {
  const updates = CASES.map(([update]) => update);
  const frame = { is: 'market', engineMicros: BIG, sendMicros: BIG + 1 } as const;

  test('joins parts that were encoded one by one', () => {
    const bytes = new MsgpackWriter();
    const text = new JsonWriter();
    const parts = CASES.map(([, write]) => partOf(bytes, write) as Uint8Array);
    const texts = CASES.map(([, write]) => partOf(text, write) as string);
    const expected = { ...frame, updates };
    expect(msgpack.decodeServer(assembleMarketFrame(BIG, BIG + 1, parts))).toEqual(expected);
    expect(json.decodeServer(assembleMarketText(BIG, BIG + 1, texts))).toEqual(expected);
    expect(assembleMarketFrame(BIG, BIG + 1, parts)).toEqual(msgpack.encodeServer(expected));
    expect(assembleMarketText(BIG, BIG + 1, texts)).toEqual(json.encodeServer(expected));
  });

  test('takes only as many parts as it is told', () => {
    const parts = CASES.map(([, write]) => partOf(new MsgpackWriter(), write) as Uint8Array);
    const two = msgpack.decodeServer(assembleMarketFrame(BIG, BIG + 1, parts, 2));
    expect(two).toEqual({ ...frame, updates: updates.slice(0, 2) });
  });

  test.each([0, 15, 16, 70_000])('has a right header for %d parts', (count) => {
    const quote = partOf(new MsgpackWriter(), (w) => writeQuote(w, 1, 2, 3, 4, 5, 6)) as Uint8Array;
    const parts = Array.from({ length: count }, () => quote);
    const decoded = msgpack.decodeServer(assembleMarketFrame(1, 2, parts));
    expect(decoded?.is === 'market' && decoded.updates.length).toBe(count);
  });
});

test('a private frame owns its bytes and is what the schema says', () => {
  const reports: Report[] = [
    { is: 'balance', asset: 1, available: -5, held: 7 },
    { is: 'deadMan', requestId: 1, seconds: 30 },
  ];
  const frame = {
    is: 'private',
    seq: 9,
    prev: 8,
    engineMicros: BIG,
    commandSeq: 4,
    reports,
  } as const;
  const bytes = encodePrivateFrame(9, 8, BIG, 4, reports);
  encodePrivateFrame(10, 9, BIG, 5, []);
  expect(bytes).toEqual(msgpack.encodeServer(frame));
  expect(encodePrivateText(9, 8, BIG, 4, reports)).toBe(json.encodeServer(frame));
});

/** Object JSON as other venues send it, for the ratio. */
function objectJsonQuote(bid: number, bidLots: number, ask: number, askLots: number): string {
  return JSON.stringify({
    type: 'quote',
    symbol: 'BTC-USD',
    seq: 9_000_000,
    ts: 1_763_800_000_001_013,
    bid: bid / 100,
    bidSize: bidLots / 1000,
    ask: ask / 100,
    askSize: askLots / 1000,
  });
}

describe('sizes on realistic figures', () => {
  test('a quote takes at most 21 bytes inside a frame, a sixth of object JSON', () => {
    const quote = partOf(new MsgpackWriter(), (w) =>
      writeQuote(w, 200, 9_000_000, 6_753_210, 41_234, 3, 50_000),
    );
    expect(quote.length).toBeLessThanOrEqual(21);
    const object = objectJsonQuote(6_753_210, 41_234, 6_753_213, 50_000);
    expect(object.length / quote.length).toBeGreaterThanOrEqual(6);
  });

  test('a depth delta of three levels takes at most 30 bytes', () => {
    const delta = partOf(new MsgpackWriter(), (w) =>
      writeDepthDelta(w, 200, 9_000_000, 2, [-117, 41_234, -240, 0, 133, 50_000]),
    );
    expect(delta.length).toBeLessThanOrEqual(30);
  });
});
