// The channel bar, and bars on request: from memory, from the store, and over a restart.

import { describe, expect, test } from 'vitest';
import { GENERATED_ASSETS, GENERATED_INSTRUMENTS } from '../testing/orders-generator-market.ts';
import type { BarStore, StoredBar } from './bar-store.ts';
import type { MarketOptions } from './market.ts';
import { START, World, withoutIds } from './test-market.ts';

const newWorld = (options?: MarketOptions) =>
  new World(GENERATED_ASSETS, GENERATED_INSTRUMENTS, options);

describe('bar', () => {
  test('a bar that closed between two ticks is sent finished, then the one that stands', () => {
    const world = newWorld();
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
    const world = newWorld({ barStore });
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
    const world = newWorld({ barStore, onStoreFailure: (reason) => reasons.push(reason) });
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
    const world = newWorld({ barStore });
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
