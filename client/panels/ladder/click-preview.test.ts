import { describe, expect, it } from 'vitest';
import { Side } from '../../../shared/domain/order.ts';
import type { Levels } from '../../state/market-views.ts';
import { previewClick } from './click-preview.ts';
import { SeenVolume } from './seen-volume.ts';

const levels = (...pairs: [number, number][]): Levels => ({
  count: pairs.length,
  ticks: (k) => pairs[k]![0],
  lots: (k) => pairs[k]![1],
});
const book = { bids: levels([100, 4], [98, 9]), asks: levels([101, 3], [103, 5]) };

describe('what a click would do', () => {
  it('waits behind the size at its price', () => {
    expect(previewClick(book, Side.buy, 98, 5, 1)).toEqual({ takes: 0, worst: 0, ahead: 9 });
    expect(previewClick(book, Side.sell, 102, 5, 1)).toEqual({ takes: 0, worst: 0, ahead: 0 });
  });

  it('takes what it crosses, no more than its size', () => {
    expect(previewClick(book, Side.buy, 103, 5, 1)).toMatchObject({ takes: 5, worst: 103 });
    expect(previewClick(book, Side.buy, 102, 5, 1)).toMatchObject({ takes: 3, worst: 101 });
    expect(previewClick(book, Side.sell, 100, 2, 1)).toMatchObject({ takes: 2, worst: 100 });
  });
});

describe('what a click into a group would do', () => {
  const deep = { bids: levels([104, 4], [101, 9], [99, 2]), asks: levels([106, 3], [110, 5]) };

  it('waits behind all of the group, and behind no other', () => {
    expect(previewClick(deep, Side.buy, 100, 5, 5)).toEqual({ takes: 0, worst: 0, ahead: 13 });
    expect(previewClick(deep, Side.buy, 95, 5, 5)).toEqual({ takes: 0, worst: 0, ahead: 2 });
    expect(previewClick(deep, Side.sell, 110, 5, 5)).toEqual({ takes: 0, worst: 0, ahead: 8 });
  });

  it('takes by the price that is sent, not by the group', () => {
    expect(previewClick(deep, Side.buy, 105, 5, 5)).toMatchObject({ takes: 0 });
    expect(previewClick(deep, Side.buy, 110, 5, 5)).toMatchObject({ takes: 5, worst: 110 });
  });
});

describe('the volume that a ladder has seen', () => {
  it('counts every trade once, however often it looks', () => {
    const seen = new SeenVolume();
    const tape = (...ids: number[]) => ({
      count: ids.length,
      tradeId: (k: number) => ids[k]!,
      ticks: (k: number) => (ids[k]! % 2 === 0 ? 100 : 101),
      lots: () => 3,
      // Odd trades bought from the asks, even ones sold to the bids.
      aggressor: (k: number) => (ids[k]! % 2 === 0 ? Side.sell : Side.buy),
    });
    seen.take(tape());
    seen.take(tape(3, 2, 1));
    seen.take(tape(4, 3, 2, 1));
    seen.take(tape(4, 3, 2, 1));
    expect([seen.at(100), seen.at(101), seen.at(99), seen.most]).toEqual([6, 6, 0, 6]);
    seen.group(10);
    seen.take(tape(6, 5, 4, 3, 2, 1));
    expect([seen.at(100), seen.at(110), seen.at(101), seen.most]).toEqual([9, 9, 0, 9]);
    seen.group(1);
    expect([seen.at(100), seen.at(101), seen.most]).toEqual([9, 9, 9]);
  });
});
