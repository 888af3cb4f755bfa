// A made-up recording read back: bridging, repeats, holes, crossed books, refusals, and sums that add up.

import { describe, expect, it } from 'vitest';
import { prng } from '../testing/prng.ts';
import { Side } from '../../shared/domain/order.ts';
import { DepthMap } from './depth-map.ts';
import type { FeedEvent } from './feed.ts';
import { BinanceRecording } from './recording-binance.ts';
import { sampleRecording, type SampleRecording } from './sample-recording.ts';

const SEED = 20_240_808;
const INSTRUMENT = {
  id: 3,
  symbol: 'ETHUSDT',
  priceScale: 2,
  tickStep: 1,
  qtyScale: 4,
  lotStep: 1,
  priceLimitTicks: 537_600,
};

function sample(steps = 60): SampleRecording {
  const random = prng(SEED);
  return sampleRecording({ random: () => random.next() / 2 ** 32, steps });
}

function read(lines: readonly string[]) {
  const recording = new BinanceRecording('unused', INSTRUMENT);
  const events: FeedEvent[] = lines.flatMap((line) => recording.take(line));
  return { events, quality: recording.quality };
}

function bookOf(events: readonly FeedEvent[]): DepthMap {
  const book = new DepthMap();
  for (const event of events) {
    if (event.kind === 'bookSnapshot' || event.kind === 'gap') book.clear();
    if (event.kind === 'bookSnapshot' || event.kind === 'bookDelta') {
      book.apply(Side.buy, event.bids);
      book.apply(Side.sell, event.asks);
    }
  }
  return book;
}

const isDepth = (line: string) => line.includes('depthUpdate');

describe('a recording', () => {
  it('yields the true book, every trade and every best quote', () => {
    const truth = sample();
    const { events, quality } = read(truth.lines);
    const book = bookOf(events);
    for (const side of [Side.buy, Side.sell]) {
      expect(new Map(book.levels(side))).toEqual(new Map(truth.book.levels(side)));
    }
    const trades = events.filter((event) => event.kind === 'trade');
    expect(trades.length).toBe(truth.trades);
    expect(trades.reduce((sum, trade) => sum + trade.lots, 0)).toBe(truth.tradedLots);
    expect(events.filter((event) => event.kind === 'bestQuote').length).toBe(truth.bestQuotes);
    expect(quality.received).toBe(truth.lines.length);
    // Two depth events lie before the snapshot.
    expect(quality.duplicate).toBe(2);
    expect(quality.accepted).toBe(quality.received - 2);
    expect(quality.levelsOutsideWindow).toBe(1);
    expect([quality.unaccounted(), quality.unaccountedLevels(), quality.gaps]).toEqual([0, 0, 0]);
  });

  it('says instrument, exchange time and receive time with each event', () => {
    const { events } = read(sample().lines);
    for (const event of events) {
      if (event.kind === 'end') continue;
      expect(event.instrument).toBe(INSTRUMENT.id);
      expect(event.receiveMicros).toBeGreaterThan(1_723_161_254_000_000);
      expect(Math.abs(event.receiveMicros - event.exchangeMicros)).toBeLessThan(400_000);
    }
  });

  it('drops repeats of every kind and stays the same', () => {
    const truth = sample();
    const doubled = truth.lines.flatMap((line) => [line, line]);
    const { events, quality } = read(doubled);
    expect(events).toEqual(read(truth.lines).events);
    expect(quality.received).toBe(truth.lines.length * 2);
    expect(quality.unaccounted()).toBe(0);
  });

  it('turns a missing depth event into a gap and quotes nothing until the next snapshot', () => {
    const { lines } = sample();
    const nth = lines.map((line, index) => (isDepth(line) ? index : -1)).filter((k) => k >= 0)[20]!;
    const { events, quality } = read(lines.filter((_, index) => index !== nth));
    const gapAt = events.findIndex((event) => event.kind === 'gap');
    expect(gapAt).toBeGreaterThan(0);
    expect(events.slice(gapAt + 1).some((event) => event.kind === 'bookDelta')).toBe(false);
    expect(events.slice(gapAt + 1).some((event) => event.kind === 'trade')).toBe(true);
    expect(quality.gaps).toBe(1);
    expect(quality.missingUpdates).toBeGreaterThan(0);
  });

  it('takes up again with a snapshot that follows a gap', () => {
    const truth = sample();
    const depthAt = truth.lines.flatMap((line, index) => (isDepth(line) ? [index] : []));
    const kept = truth.lines.filter((_, index) => index !== depthAt[20]);
    const last = JSON.parse(truth.lines.filter(isDepth).at(-1)!.split(' ')[1]!) as {
      data: { u: number };
    };
    const side = (of: Side) =>
      [...truth.book.levels(of)].map(([ticks, lots]) => [
        `${Math.floor(ticks / 100)}.${String(ticks % 100).padStart(2, '0')}`,
        `${Math.floor(lots / 10_000)}.${String(lots % 10_000).padStart(4, '0')}`,
      ]);
    const snapshot = { lastUpdateId: last.data.u, bids: side(Side.buy), asks: side(Side.sell) };
    const { events, quality } = read([...kept, `1723161999000000000 ${JSON.stringify(snapshot)}`]);
    expect(events.at(-1)!.kind).toBe('bookSnapshot');
    expect(new Map(bookOf(events).levels(Side.buy))).toEqual(new Map(truth.book.levels(Side.buy)));
    expect([quality.gaps, quality.unaccounted()]).toEqual([1, 0]);
  });

  it('sets a crossed book aside', () => {
    const { lines } = sample(10);
    const depth = lines.findLast(isDepth)!;
    const { data } = JSON.parse(depth.split(' ')[1]!) as { data: { u: number } };
    const crossing = {
      ...{ e: 'depthUpdate', E: 1, s: 'ETHUSDT', U: data.u + 1, u: data.u + 1 },
      ...{ b: [['3000.00', '1.0000']], a: [] },
    };
    const { events, quality } = read([...lines, `1723161999000000000 ${JSON.stringify(crossing)}`]);
    expect(events.at(-1)).toMatchObject({ kind: 'gap', reason: 'crossed' });
    expect(quality.reasons.get('crossedBook')).toBe(1);
  });

  it('refuses what it cannot read, with the reason', () => {
    const trade = '{"e":"trade","E":1,"s":"ETHUSDT","t":1,"p":"2683.80","q":"1.0","T":1,"m":true}';
    const stamp = '1723161254000000000';
    const { events, quality } = read([
      'no json at all',
      `${stamp} {"broken`,
      `${stamp} {"stream":"x@kline","data":{"e":"kline"}}`,
      `${stamp} ${trade.replace('ETHUSDT', 'BTCUSDT')}`,
      `${stamp} ${trade.replace('2683.80', '2683.801')}`,
      `${stamp} ${trade.replace('2683.80', '-2683.80')}`,
      `${stamp} ${trade.replace('1.0', '1e3')}`,
      `${stamp} ${trade.replace('"1.0"', '"0.0"')}`,
      `${stamp} ${trade.replace('"2683.80"', '2683.80')}`,
      `${stamp} ${trade}`,
    ]);
    expect(events.map((event) => event.kind)).toEqual(['trade']);
    expect(Object.fromEntries(quality.reasons)).toEqual({
      unreadable: 2,
      unknownStream: 1,
      otherSymbol: 1,
      badDecimal: 4,
      badTrade: 1,
    });
    expect([quality.accepted, quality.rejected, quality.quarantined]).toEqual([1, 8, 1]);
    expect(quality.unaccounted()).toBe(0);
    expect(quality.toJSON()).toMatchObject({ received: 10, rejected: 8, reason_badDecimal: 4 });
  });

  it('takes a depth quantity finer than a lot down to whole lots and counts it', () => {
    const snapshot =
      '{"lastUpdateId":5,"bids":[["10.00","2292.22972000"]],"asks":[["11.00","1.0"]]}';
    const { events, quality } = read([`1723161254000000000 ${snapshot}`]);
    expect(events[0]).toMatchObject({ bids: [{ ticks: 1000, lots: 22_922_297 }] });
    expect(quality.levelsRoundedDown).toBe(1);
  });

  it('follows the ids of futures streams, which name the message before', () => {
    const depth = (U: number, u: number, pu: number) =>
      `1723161254000000000 {"e":"depthUpdate","E":1,"s":"ETHUSDT","U":${U},"u":${u},"pu":${pu},"b":[],"a":[]}`;
    const snapshot = '1723161254000000000 {"lastUpdateId":10,"bids":[],"asks":[]}';
    const good = read([snapshot, depth(8, 12, 7), depth(20, 25, 12)]);
    expect(good.events.map((event) => event.kind)).toEqual([
      'bookSnapshot',
      'bookDelta',
      'bookDelta',
    ]);
    const bad = read([snapshot, depth(8, 12, 7), depth(20, 25, 13)]);
    expect(bad.events.at(-1)!.kind).toBe('gap');
  });
});
