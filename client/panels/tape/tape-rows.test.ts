import { describe, expect, it } from 'vitest';
import { LARGE_TIMES, largeFrom, leastLots, newerThan, shownTrades } from './tape-rows.ts';

/** Sizes, the newest first; ids count down to 1. */
const tape = (...sizes: number[]) => ({
  count: sizes.length,
  lots: (k: number) => sizes[k]!,
  tradeId: (k: number) => sizes.length - k,
});

describe('the rows of the tape', () => {
  it('are the newest of the wanted size', () => {
    expect(shownTrades(tape(5, 1, 7, 2, 9), 5, 10)).toEqual([0, 2, 4]);
    expect(shownTrades(tape(5, 1, 7, 2, 9), 0, 2)).toEqual([0, 1]);
    // Rows that stand still begin with the trade that they began with.
    expect(shownTrades(tape(5, 1, 7, 2, 9), 0, 2, 3)).toEqual([2, 3]);
  });

  it('count what came meanwhile, by the same filter', () => {
    expect(newerThan(tape(5, 1, 7, 2, 9), 2, 5)).toBe(2);
    expect(newerThan(tape(5, 1, 7), 3, 0)).toBe(0);
    expect(newerThan(tape(), 3, 0)).toBe(0);
  });

  it('are large against the average', () => {
    expect(largeFrom(tape(1, 2, 3))).toBe(2 * LARGE_TIMES);
    expect(largeFrom(tape())).toBe(Infinity);
  });

  it('read the filter in lots', () => {
    expect([leastLots(500, 100), leastLots(undefined, 100), leastLots(-5, 1)]).toEqual([5, 0, 0]);
  });
});
