// The market's streams besides depth and bars: quote, trades, statistics, tables; topics and readers.

import { describe, expect, test } from 'vitest';
import { INTERVALS_MS } from '../../shared/domain/limits.ts';
import { Side } from '../../shared/domain/order.ts';
import { OPEN_STATUS } from '../../shared/domain/trading-status.ts';
import type { Updates } from '../../shared/wire/schema.ts';
import { parseTopic } from '../../shared/wire/topics.ts';
import { GENERATED_ASSETS, GENERATED_INSTRUMENTS } from '../testing/orders-generator-market.ts';
import { prng } from '../testing/prng.ts';
import { Market, type MarketOptions } from './market.ts';
import { START, World, decode, withoutIds } from './test-market.ts';

const newWorld = (options?: MarketOptions) =>
  new World(GENERATED_ASSETS, GENERATED_INSTRUMENTS, options);

describe('topics', () => {
  test('one stream per topic, numbered from 1, with the granted text', () => {
    const { market } = newWorld();
    const resolve = (text: string) => market.resolve(parseTopic(text)!);
    expect(resolve('quote.BTCUSD')).toEqual({
      streams: [
        {
          topicId: 1,
          text: 'quote.BTCUSD@100',
          instrument: 0,
          intervalMs: 100,
          levels: 0,
          epoch: 1,
          numbered: false,
        },
      ],
    });
    expect(resolve('quote.BTCUSD@100')).toEqual(resolve('quote.BTCUSD'));
    expect(resolve('quote.NONE')).toEqual({ code: 2004 });
    const all = resolve('depth.*.20@0');
    if (!('streams' in all)) throw new Error('refused');
    expect(all.streams.map(({ text, levels }) => [text, levels])).toEqual([
      ['depth.BTCUSD.20@0', 20],
      ['depth.EUR/USD.20@0', 20],
      ['depth.ACME.20@0', 20],
    ]);
    expect(all.streams.map(({ topicId }) => topicId)).toEqual([2, 3, 4]);
  });

  test('a stream without readers costs nothing and its seq never goes back', () => {
    const world = newWorld();
    const topicId = world.subscribe('quote.BTCUSD@0');
    world.level(Side.buy, 10, 1);
    world.end();
    expect(world.due(topicId, 0)).toHaveLength(1);
    const seq = world.market.seq(topicId);
    world.market.release(topicId, 'msgpack');
    world.level(Side.buy, 11, 1);
    world.end();
    expect(world.market.due(0)).toEqual([]);
    world.market.acquire(topicId, 'msgpack');
    expect(world.market.seq(topicId)).toBe(seq + 1);
    expect(world.snapshot(topicId)).toMatchObject([{ bid: 11, seq: seq + 1 }]);
  });

  test('encodes for the encodings that are read only', () => {
    const world = newWorld();
    const topicId = world.subscribe('quote.BTCUSD@0');
    world.level(Side.buy, 10, 1);
    world.end();
    expect(world.market.due(0)).toMatchObject([{ json: [], msgpack: [expect.anything()] }]);
    world.market.acquire(topicId, 'json');
    world.market.release(topicId, 'msgpack');
    world.level(Side.buy, 11, 1);
    world.end();
    expect(world.market.due(0)).toEqual([
      { topicId, seq: 2, msgpack: [], json: [`[64,${topicId},2,11,1,0,0]`] },
    ]);
  });
});

describe('quote', () => {
  test('the newest state once per tick, nothing when it is as before', () => {
    const world = newWorld();
    const topicId = world.subscribe('quote.BTCUSD@100');
    for (let lots = 1; lots <= 9; lots++) {
      world.level(Side.buy, 100, lots);
      world.level(Side.sell, 103, 2 * lots);
      world.end();
    }
    const newest = { is: 'quote', bid: 100, bidLots: 9, spread: 3, askLots: 18 };
    expect(world.due(topicId, 100)).toEqual([{ ...newest, topicId, seq: 1 }]);
    world.level(Side.buy, 101, 1);
    world.end();
    world.level(Side.buy, 101, 0);
    world.end();
    expect(world.due(topicId, 100)).toEqual([]);
    world.level(Side.buy, 100, 0);
    world.end();
    const noBid = { bid: 0, bidLots: 0, spread: 103, askLots: 18, seq: 2 };
    expect(world.due(topicId, 100)).toMatchObject([noBid]);
  });

  test('a snapshot shows what is published, not what waits for its tick', () => {
    const world = newWorld();
    const topicId = world.subscribe('quote.BTCUSD@1000');
    world.level(Side.buy, 100, 1);
    world.end();
    expect(world.snapshot(topicId)).toMatchObject([{ bid: 0, seq: 0 }]);
    world.due(topicId, 1000);
    expect(world.snapshot(topicId)).toMatchObject([{ bid: 100, seq: 1 }]);
  });
});

describe('trade', () => {
  test('none is lost at any interval, however many come between two ticks', () => {
    const world = newWorld();
    const random = prng(3);
    const topics = INTERVALS_MS.map((ms) => ({ ms, id: world.subscribe(`trade.BTCUSD@${ms}`) }));
    const got = new Map(topics.map(({ id }) => [id, [] as Updates['trade'][]]));
    const sent: number[] = [];
    for (let step = 0; step < 400; step++) {
      for (let k = random.below(40); k > 0; k--) {
        sent.push(sent.length + 1);
        world.trade(100 + random.below(9), 1 + random.below(5));
      }
      world.end();
      for (const { ms, id } of topics) {
        const isDue = ms === 0 || random.chance(1, ms === 1000 ? 150 : 10) || step === 399;
        if (isDue) got.get(id)!.push(...(world.due(id, ms) as Updates['trade'][]));
      }
    }
    for (const trades of got.values()) {
      expect(trades.map(({ tradeId }) => tradeId)).toEqual(sent);
      expect(trades.map(({ seq }) => seq)).toEqual(sent);
    }
  });

  test('resumes after a seq while it is kept, and says so when it is not', () => {
    const world = newWorld();
    const topicId = world.subscribe('trade.BTCUSD');
    for (let k = 0; k < 3_000; k++) {
      world.trade(100, 1);
      world.end();
      world.market.due(0);
    }
    const replay = (after: number) => world.market.replayTrades(topicId, after, 'msgpack');
    const seqs = (after: number) => decode(replay(after)!).map(({ seq }) => seq);
    expect(seqs(2_990)).toEqual([2991, 2992, 2993, 2994, 2995, 2996, 2997, 2998, 2999, 3000]);
    expect(replay(3_000)).toEqual([]);
    expect(replay(3_001)).toBeUndefined();
    expect(replay(1_000)).toBeUndefined();
    expect(seqs(1_976)).toHaveLength(1_024);
    expect(replay(1_975)).toBeUndefined();
    expect(world.snapshot(topicId).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 50 }, (_, k) => 2_951 + k),
    );
    const quote = world.subscribe('quote.BTCUSD');
    expect(world.market.replayTrades(quote, 0, 'msgpack')).toBeUndefined();
  });

  test('after a restart no seq is met twice', () => {
    const before = newWorld();
    const old = before.subscribe('trade.BTCUSD');
    for (let k = 0; k < 20; k++) before.trade(100, 1, k % 3);
    before.end();
    before.due(old, 0);
    const lastSeq = before.market.seq(old);

    const market = new Market();
    market.reset(1);
    market.instrument(GENERATED_INSTRUMENTS[0]);
    market.lastTrade(0, 100, 20);
    market.batchEnd(1, START * 1e6);
    const answer = market.resolve(parseTopic('trade.BTCUSD')!);
    if (!('streams' in answer)) throw new Error('refused');
    const { topicId } = answer.streams[0];
    market.acquire(topicId, 'msgpack');
    market.trade(0, 100, 1, Side.sell, 21, START * 1e6 + 1);
    market.batchEnd(2, START * 1e6 + 1);
    market.due(0);
    expect(market.seq(topicId)).toBe(21);
    expect(market.replayTrades(topicId, lastSeq, 'msgpack')).toBeUndefined();
  });
});

describe('tables', () => {
  test('status and definitions: every row at first, then what changes', () => {
    const world = newWorld();
    const status = world.subscribe('status');
    const definitions = world.subscribe('instruments');
    expect(world.snapshot(status).map(withoutIds)).toEqual(
      GENERATED_INSTRUMENTS.map(({ id }) => ({ is: 'status', instrument: id, ...OPEN_STATUS })),
    );
    const rows = world.snapshot(definitions).map(withoutIds);
    expect(rows).toEqual([
      ...GENERATED_ASSETS.map((asset) => ({ is: 'asset', ...asset })),
      // What a definition leaves out is 0 on the wire.
      ...GENERATED_INSTRUMENTS.map((instrument) => ({
        ...{ is: 'instrument', settlement: 0 },
        ...{ buyDutyPpm: 0, sellDutyPpm: 0, minFeeMinor: 0, windowBps: 0 },
        ...instrument,
      })),
    ]);
    const seq = world.market.seq(status);
    world.market.status(1, { phase: 1 });
    world.market.status(2, { phase: 0 });
    world.end();
    const changed = {
      ...{ is: 'status', topicId: status, seq: seq + 1, instrument: 1 },
      ...{ ...OPEN_STATUS, phase: 1 },
    };
    expect(world.due(status, 0)).toEqual([changed]);
    world.market.instrument({ ...GENERATED_INSTRUMENTS[2], name: 'Acme 2', version: 2 });
    world.end();
    expect(world.due(definitions, 0)).toMatchObject([{ id: 2, name: 'Acme 2', version: 2 }]);
    expect(world.snapshot(status)).toContainEqual({ ...changed });
  });
});

describe('stats', () => {
  test('are published whole and roll when time passes without trades', () => {
    const world = newWorld();
    const topicId = world.subscribe('stats.BTCUSD@250');
    world.trade(100, 2);
    world.end();
    expect(world.due(topicId, 250)).toMatchObject([{ last: 100, turnover: 200, trades: 1 }]);
    world.seconds += 86_400;
    world.end();
    const empty = { open: 0, high: 0, low: 0, last: 100, volume: 0, turnover: 0, trades: 0 };
    expect(world.due(topicId, 250)).toMatchObject([{ ...empty, seq: 2 }]);
  });
});
