// Bars and rolling statistics against the plainest sums over all trades, and the ring of the tape.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BAR_SPANS, type Bar, type Stats, type Trade } from '../../shared/domain/quote.ts';
import { prng } from '../testing/prng.ts';
import { Bars } from './bars.ts';
import { RollingStats } from './stats.ts';
import { Tape } from './tape.ts';

const MINUTE = 60_000_000;

/** Trades with pauses from microseconds to days. */
function randomTrades(seed: number, count: number): Trade[] {
  const random = prng(seed);
  let timeMicros = 1_700_000_000e6;
  return Array.from({ length: count }, (_, k) => {
    const scale = random.pick([1e3, 1e6, 30e6, 3_600e6, random.chance(1, 40) ? 90_000e6 : 1e6]);
    timeMicros += 1 + random.below(scale);
    const ticks = 1 + random.below(500);
    return { tradeId: k + 1, ticks, lots: 1 + random.below(50), aggressor: 0, timeMicros };
  });
}

function naiveBars(trades: readonly Trade[], span: number): Bar[] {
  const bySecond = new Map<number, Trade[]>();
  for (const trade of trades) {
    const open = Math.floor(trade.timeMicros / 1e6 / span) * span;
    bySecond.set(open, [...(bySecond.get(open) ?? []), trade]);
  }
  return [...bySecond].map(([openSeconds, inBar]) => ({
    openSeconds,
    openTicks: inBar[0].ticks,
    highTicks: Math.max(...inBar.map(({ ticks }) => ticks)),
    lowTicks: Math.min(...inBar.map(({ ticks }) => ticks)),
    closeTicks: inBar[inBar.length - 1].ticks,
    volumeLots: inBar.reduce((sum, { lots }) => sum + lots, 0),
    tradeCount: inBar.length,
  }));
}

function naiveStats(trades: readonly Trade[], minute: number): Stats {
  const inWindow = trades.filter(
    ({ timeMicros }) => Math.floor(timeMicros / MINUTE) > minute - 1440,
  );
  const prices = inWindow.map(({ ticks }) => ticks);
  return {
    openTicks: prices[0] ?? 0,
    highTicks: Math.max(0, ...prices),
    lowTicks: prices.length === 0 ? 0 : Math.min(...prices),
    lastTicks: trades.at(-1)?.ticks ?? 0,
    volumeLots: inWindow.reduce((sum, { lots }) => sum + lots, 0),
    turnoverTickLots: inWindow.reduce((sum, { ticks, lots }) => sum + ticks * lots, 0),
    tradeCount: inWindow.length,
  };
}

const seeds = fc.integer({ min: 1, max: 0x7fffffff });

describe('aggregates', () => {
  test('bars of all spans equal the naive aggregation, the last thousand of them', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const trades = randomTrades(seed, 1_500);
        const bars = new Bars();
        for (const { ticks, lots, timeMicros } of trades) bars.trade(ticks, lots, timeMicros);
        for (const span of BAR_SPANS) {
          const expected = naiveBars(trades, span);
          const history = bars.of(span);
          expect(history.before(Infinity, 1_000)).toEqual(expected.slice(-1_000));
          const before = expected[Math.max(0, expected.length - 100)].openSeconds + 1;
          const some = expected.filter(({ openSeconds }) => openSeconds < before).slice(-7);
          expect(history.before(before, 7)).toEqual(some);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('statistics equal the sums over the last 1440 minutes after every step', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const trades = randomTrades(seed, 250);
        const random = prng(seed ^ 5);
        const stats = new RollingStats();
        for (let k = 0; k < trades.length; k++) {
          const { ticks, lots, timeMicros } = trades[k];
          stats.trade(ticks, lots, timeMicros);
          let minute = Math.floor(timeMicros / MINUTE);
          const next = trades[k + 1]?.timeMicros ?? timeMicros + 2 * 86_400e6;
          if (random.chance(1, 3)) {
            minute = Math.floor((timeMicros + random.below(next - timeMicros)) / MINUTE);
            stats.roll(minute);
          }
          expect(stats.now).toEqual(naiveStats(trades.slice(0, k + 1), minute));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the tape keeps 1,024 trades, and more as long as a reader needs them', () => {
    const tape = new Tape(500);
    for (let k = 1; k <= 2_000; k++) tape.add(k, 1, 0, 600 + k, k, Infinity);
    expect([tape.oldest, tape.seq]).toEqual([1_477, 2_500]);
    expect(tape.read(1_477).ticks).toBe(977);
    for (let k = 2_001; k <= 6_000; k++) tape.add(k, 1, 0, 600 + k, k, 2_501);
    expect(tape.oldest).toBeLessThanOrEqual(2_501);
    for (let seq = tape.oldest; seq <= tape.seq; seq++)
      expect(tape.read(seq).ticks).toBe(seq - 500);
  });
});
