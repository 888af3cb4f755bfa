import { describe, expect, it } from 'vitest';
import type { Levels } from '../../state/market-views.ts';
import { bestOf, sizesByPrice, windowAround } from './ladder-window.ts';

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

  it('finds the size at a price', () => {
    const sizes = sizesByPrice(levels([100, 7], [98, 3]));
    expect([sizes.get(100), sizes.get(99), sizes.get(98)]).toEqual([7, undefined, 3]);
  });
});
