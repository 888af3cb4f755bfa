// Pace and order of replays, on a clock of their own.

import { describe, expect, it } from 'vitest';
import type { Feed, FeedEvent } from './feed.ts';
import { mergeFeeds } from './merge-feeds.ts';
import { paceFeed, type PacerClock } from './replay-pacer.ts';

const START = 1_723_161_254_000_000;

function trade(instrument: number, atMs: number): FeedEvent {
  const receiveMicros = START + atMs * 1000;
  const stamp = { instrument, exchangeMicros: receiveMicros, receiveMicros };
  return { kind: 'trade', ...stamp, tradeId: atMs, ticks: 1, lots: 1, aggressor: 0 };
}

function feed(instrument: number, ...timesMs: number[]): Feed {
  return {
    async *events() {
      for (const atMs of timesMs) yield trade(instrument, atMs);
      const receiveMicros = START + (timesMs.at(-1) ?? 0) * 1000;
      yield { kind: 'end', receiveMicros, problem: undefined };
    },
  };
}

function fakeClock(): PacerClock & { nowMs: number; slept: number[] } {
  const clock = {
    nowMs: 5_000,
    slept: [] as number[],
    monotonicMs: () => clock.nowMs,
    sleep: (ms: number) => {
      clock.nowMs += ms;
      clock.slept.push(ms);
      return Promise.resolve();
    },
  };
  return clock;
}

async function arrivals(speed: number, workMs = 0): Promise<number[]> {
  const clock = fakeClock();
  const seen: number[] = [];
  for await (const event of paceFeed(feed(0, 0, 100, 100, 250, 1000).events(), speed, clock)) {
    if (event.kind === 'end') break;
    seen.push(clock.nowMs - 5_000);
    clock.nowMs += workMs;
  }
  return seen;
}

describe('a paced replay', () => {
  it('keeps the distances of the recording at speed 1', async () => {
    expect(await arrivals(1)).toEqual([0, 100, 100, 250, 1000]);
  });

  it('goes N times as fast', async () => {
    expect(await arrivals(10)).toEqual([0, 10, 10, 25, 100]);
  });

  it('does not wait at all as fast as it goes', async () => {
    expect(await arrivals(Infinity)).toEqual([0, 0, 0, 0, 0]);
  });

  it('catches up after a slow reader without losing events', async () => {
    expect(await arrivals(1, 200)).toEqual([0, 200, 400, 600, 1000]);
  });
});

describe('merged feeds', () => {
  it('come in order of receive time, first named first, and end once', async () => {
    const order: string[] = [];
    for await (const event of mergeFeeds([feed(0, 0, 30, 60), feed(1, 10, 30), feed(2)])) {
      order.push(event.kind === 'trade' ? `${event.instrument}@${event.tradeId}` : event.kind);
    }
    expect(order).toEqual(['0@0', '1@10', '0@30', '1@30', '0@60', 'end']);
  });
});
