// The market's streams besides depth: quote, trades, bars, statistics, tables; topics and readers.

import { describe, expect, test } from 'vitest';
import { INTERVALS_MS } from '../../shared/domain/limits.ts';
import { Side } from '../../shared/domain/order.ts';
import type { Update } from '../../shared/wire/schema.ts';
import { PROTOCOL_MSGPACK, type ServerMessages, type Updates } from '../../shared/wire/schema.ts';
import { codecFor } from '../../shared/wire/codec.ts';
import { assembleMarketFrame } from '../../shared/wire/market-frame.ts';
import { parseTopic } from '../../shared/wire/topics.ts';
import type { Part } from '../gateway/market-port.ts';
import { GENERATED_ASSETS, GENERATED_INSTRUMENTS } from '../testing/orders-generator-market.ts';
import { prng } from '../testing/prng.ts';
import type { BarStore, StoredBar } from './bar-store.ts';
import { Market, type MarketOptions } from './market.ts';

const START = 1_700_000_000;

function decode(parts: readonly Part[]): readonly Update[] {
  const frame = assembleMarketFrame(0, 0, parts as readonly Uint8Array[]);
  return (codecFor(PROTOCOL_MSGPACK).decodeServer(frame) as ServerMessages['market']).updates;
}

function withoutIds(update: Update): Record<string, unknown> {
  const { topicId: _, seq: __, ...fields } = update;
  return fields;
}

class World {
  readonly market: Market;
  #batch = 0;
  #tradeId = 0;
  seconds = START;

  constructor(options: MarketOptions = {}) {
    this.market = new Market(options);
    this.market.reset(1);
    for (const asset of GENERATED_ASSETS) this.market.asset(asset);
    for (const instrument of GENERATED_INSTRUMENTS) this.market.instrument(instrument);
    this.end();
  }

  trade(ticks: number, lots: number, instrument = 0): void {
    this.#tradeId += 1;
    this.market.trade(instrument, ticks, lots, Side.buy, this.#tradeId, this.seconds * 1e6);
  }

  level(side: Side, ticks: number, lots: number, instrument = 0): void {
    this.market.level(instrument, side, ticks, lots);
  }

  end(): void {
    this.#batch += 1;
    this.market.batchEnd(this.#batch, this.seconds * 1e6);
  }

  subscribe(text: string): number {
    const answer = this.market.resolve(parseTopic(text)!);
    if (!('streams' in answer)) throw new Error(`refused ${answer.code}`);
    const { topicId } = answer.streams[0];
    this.market.acquire(topicId, 'msgpack');
    return topicId;
  }

  due(topicId: number, intervalMs: number): readonly Update[] {
    const topic = this.market.due(intervalMs).find((one) => one.topicId === topicId);
    return topic === undefined ? [] : decode(topic.msgpack);
  }

  snapshot(topicId: number): readonly Update[] {
    return decode(this.market.snapshot(topicId, 'msgpack'));
  }
}

describe('topics', () => {
  test('one stream per topic, numbered from 1, with the granted text', () => {
    const { market } = new World();
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
    const world = new World();
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
    const world = new World();
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
    const world = new World();
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
    const world = new World();
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
    const world = new World();
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
    const world = new World();
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
    const before = new World();
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

describe('bar', () => {
  test('a bar that closed between two ticks is sent finished, then the one that stands', () => {
    const world = new World();
    const topicId = world.subscribe('bar.BTCUSD.1@1000');
    world.trade(100, 1);
    world.end();
    expect(world.due(topicId, 1000)).toMatchObject([{ openSeconds: START, close: 100, seq: 1 }]);
    world.trade(102, 2);
    world.end();
    world.seconds += 1;
    world.trade(99, 4);
    world.end();
    world.seconds += 3;
    world.trade(98, 1);
    world.end();
    expect(world.due(topicId, 1000).map(withoutIds)).toEqual([
      bar(START, 100, 102, 100, 102, 3, 2),
      bar(START + 1, 99, 99, 99, 99, 4, 1),
      bar(START + 4, 98, 98, 98, 98, 1, 1),
    ]);
    expect(world.market.seq(topicId)).toBe(4);
    expect(world.due(topicId, 1000)).toEqual([]);
    expect(world.snapshot(topicId)).toMatchObject([{ openSeconds: START + 4, seq: 4 }]);
  });

  test('history comes from memory, and what is older from the store', async () => {
    const asked: number[][] = [];
    const old = (openSeconds: number): StoredBar => ({ ...stored(openSeconds), volumeLots: 77 });
    const barStore: BarStore = {
      load: async (instrument, span, before, count) => {
        asked.push([instrument, span, before, count]);
        return [old(START - 120), old(START - 60)];
      },
    };
    const world = new World({ barStore });
    world.seconds = START - (START % 60);
    world.trade(100, 1);
    world.seconds += 60;
    world.trade(101, 1);
    world.end();
    const first = START - (START % 60);
    expect(world.market.barHistory(0, 60, 0, 1)).toMatchObject([{ openSeconds: first + 60 }]);
    const bars = await world.market.barHistory(0, 60, first + 60, 3);
    expect(bars.map(({ volumeLots }) => volumeLots)).toEqual([77, 77, 1]);
    expect(asked).toEqual([[0, 60, first, 2]]);
    expect(bars[0]).not.toHaveProperty('turnoverTickLots');
    expect(world.market.barHistory(0, 61, 0, 3)).toEqual([]);
    expect(world.market.barHistory(99, 60, 0, 3)).toEqual([]);
  });

  test('a store that fails leaves what is in memory', async () => {
    const reasons: string[] = [];
    const barStore: BarStore = { load: () => Promise.reject(new Error('disk')) };
    const world = new World({ barStore, onStoreFailure: (reason) => reasons.push(reason) });
    world.trade(100, 1);
    world.end();
    expect(await world.market.barHistory(0, 1, 0, 10)).toMatchObject([{ openSeconds: START }]);
    expect(reasons).toEqual(['Error: disk']);
  });

  test('warm takes over what is stored, as often as a state dump comes, and counts no trade twice', async () => {
    const minute = START - (START % 60);
    const barStore: BarStore = {
      load: async (instrument, span) =>
        instrument === 0 && span === 60 ? [stored(minute - 60), stored(minute)] : [],
      asOfMicros: () => (START + 1) * 1e6,
    };
    const world = new World({ barStore });
    const stats = world.subscribe('stats.BTCUSD@0');
    for (let restart = 0; restart < 2; restart++) {
      await world.market.warm();
      world.seconds = START + 1;
      world.trade(109, 5);
      world.end();
    }
    world.seconds = START + 2;
    world.trade(110, 5);
    world.end();
    expect(world.market.barHistory(0, 60, 0, 2)).toEqual([
      plain(minute - 60, 90, 95, 85, 92, 10, 4),
      plain(minute, 90, 110, 85, 110, 15, 5),
    ]);
    expect(world.due(stats, 0)).toMatchObject([
      { open: 90, high: 110, low: 85, last: 110, volume: 25, turnover: 2_350, trades: 9 },
    ]);
  });
});

describe('tables', () => {
  test('status and definitions: every row at first, then what changes', () => {
    const world = new World();
    const status = world.subscribe('status');
    const definitions = world.subscribe('instruments');
    expect(world.snapshot(status).map(withoutIds)).toEqual(
      GENERATED_INSTRUMENTS.map(({ id }) => ({ is: 'status', instrument: id, phase: 0 })),
    );
    const rows = world.snapshot(definitions).map(withoutIds);
    expect(rows).toEqual([
      ...GENERATED_ASSETS.map((asset) => ({ is: 'asset', ...asset })),
      ...GENERATED_INSTRUMENTS.map((instrument) => ({ is: 'instrument', ...instrument })),
    ]);
    const seq = world.market.seq(status);
    world.market.phase(1, 1);
    world.market.phase(2, 0);
    world.end();
    const changed = { is: 'status', topicId: status, seq: seq + 1, instrument: 1, phase: 1 };
    expect(world.due(status, 0)).toEqual([changed]);
    world.market.instrument({ ...GENERATED_INSTRUMENTS[2], name: 'Acme 2', version: 2 });
    world.end();
    expect(world.due(definitions, 0)).toMatchObject([{ id: 2, name: 'Acme 2', version: 2 }]);
    expect(world.snapshot(status)).toContainEqual({ ...changed });
  });
});

describe('stats', () => {
  test('are published whole and roll when time passes without trades', () => {
    const world = new World();
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

function bar(
  openSeconds: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
  trades: number,
) {
  return { is: 'bar', openSeconds, open, high, low, close, volume, trades };
}

function plain(
  openSeconds: number,
  openTicks: number,
  highTicks: number,
  lowTicks: number,
  closeTicks: number,
  volumeLots: number,
  tradeCount: number,
) {
  return { openSeconds, openTicks, highTicks, lowTicks, closeTicks, volumeLots, tradeCount };
}

function stored(openSeconds: number): StoredBar {
  return { ...plain(openSeconds, 90, 95, 85, 92, 10, 4), turnoverTickLots: 900 };
}
