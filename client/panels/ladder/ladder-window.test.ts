import { describe, expect, it } from 'vitest';
import { Side } from '../../../shared/domain/order.ts';
import type { Levels } from '../../state/market-views.ts';
import {
  bestOf,
  marketIsAway,
  placeable,
  rowOf,
  rowsAround,
  rowsWith,
  sizesInWindow,
} from './ladder-window.ts';

const levels = (...pairs: [number, number][]): Levels => ({
  count: pairs.length,
  ticks: (k) => pairs[k]![0],
  lots: (k) => pairs[k]![1],
});
const rowsFrom = (top: number, count: number, step = 1) => ({ top, count, step });

describe('the window of a ladder', () => {
  it('stands around the middle, or around the one side that there is', () => {
    expect(bestOf({ bids: levels([100, 1]), asks: levels([103, 1]) })).toBe(101);
    expect(bestOf({ bids: levels(), asks: levels([103, 1]) })).toBe(103);
    expect(bestOf({ bids: levels([100, 1]), asks: levels() })).toBe(100);
    expect(bestOf({ bids: levels(), asks: levels() })).toBe(0);
    expect(rowsAround(101, 41, 1).top).toBe(121);
    expect(rowsAround(101, 41, 10).top).toBe(300);
  });

  it('knows on which side the market left it', () => {
    const away = (best: number) => marketIsAway(rowsFrom(120, 40), best);
    expect([117, 118, 84, 83].map(away)).toEqual([0, 1, 0, -1]);
    expect(away(0)).toBe(0);
    const inGroups = (best: number) => marketIsAway(rowsFrom(120, 20, 5), best);
    expect([109, 110, 40, 39].map(inGroups)).toEqual([0, 1, 0, -1]);
  });

  it('moves no further than a price needs to be in sight', () => {
    const top = (price: number, step: number) => rowsWith(rowsFrom(120, 40, step), price).top;
    expect([125, 120, 81, 80].map((price) => top(price, 1))).toEqual([125, 120, 120, 119]);
    expect([130, 120, -75, -80].map((price) => top(price, 5))).toEqual([130, 120, 120, 115]);
  });

  it('finds the row of a price, and the price where an order can stand', () => {
    expect([120, 119, 116, 115].map((price) => rowOf(rowsFrom(120, 40, 5), price))).toEqual([
      0, 1, 1, 1,
    ]);
    expect([-3, 4, 17, 999, 5_000].map((price) => placeable(price, 5, 1_000))).toEqual([
      5, 5, 15, 995, 995,
    ]);
  });

  it('adds up the sizes of the groups in sight', () => {
    const sizes = new Float64Array(3);
    const bids = levels([101, 9], [100, 7], [98, 3], [97, 5]);
    sizesInWindow(bids, Side.buy, rowsFrom(100, 3), sizes);
    expect([...sizes]).toEqual([7, 0, 3]);
    sizesInWindow(bids, Side.buy, rowsFrom(105, 3, 5), sizes);
    expect([...sizes]).toEqual([0, 16, 8]);
    sizesInWindow(levels([101, 9], [105, 2], [111, 4]), Side.sell, rowsFrom(110, 3, 5), sizes);
    expect([...sizes]).toEqual([0, 11, 0]);
  });
});
