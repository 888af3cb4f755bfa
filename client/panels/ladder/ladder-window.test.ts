import { describe, expect, it } from 'vitest';
import type { Levels } from '../../state/market-views.ts';
import { bestOf, marketIsAway, sizesInWindow, windowAround, windowWith } from './ladder-window.ts';

const levels = (...pairs: [number, number][]): Levels => ({
  count: pairs.length,
  ticks: (k) => pairs[k]![0],
  lots: (k) => pairs[k]![1],
});

describe('the window of a ladder', () => {
  it('stands around the middle, or around the one side that there is', () => {
    expect(bestOf({ bids: levels([100, 1]), asks: levels([103, 1]) })).toBe(101);
    expect(bestOf({ bids: levels(), asks: levels([103, 1]) })).toBe(103);
    expect(bestOf({ bids: levels([100, 1]), asks: levels() })).toBe(100);
    expect(bestOf({ bids: levels(), asks: levels() })).toBe(0);
    const top = windowAround(101, 41);
    expect([top, top - 40]).toEqual([121, 81]);
  });

  it('knows on which side the market left it', () => {
    expect([117, 118, 84, 83].map((best) => marketIsAway(120, 40, best))).toEqual([0, 1, 0, -1]);
    expect(marketIsAway(120, 40, 0)).toBe(0);
  });

  it('moves no further than a price needs to be in sight', () => {
    expect([125, 120, 81, 80].map((price) => windowWith(120, 40, price))).toEqual([
      125, 120, 120, 119,
    ]);
  });

  it('finds the sizes of the prices in sight', () => {
    const sizes = new Float64Array(3);
    sizesInWindow(levels([101, 9], [100, 7], [98, 3], [97, 5]), 100, sizes);
    expect([...sizes]).toEqual([7, 0, 3]);
  });
});
