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
    expect(previewClick(book, Side.buy, 98, 5)).toEqual({ takes: 0, worst: 0, ahead: 9 });
    expect(previewClick(book, Side.sell, 102, 5)).toEqual({ takes: 0, worst: 0, ahead: 0 });
  });

  it('takes what it crosses, no more than its size', () => {
    expect(previewClick(book, Side.buy, 103, 5)).toMatchObject({ takes: 5, worst: 103 });
    expect(previewClick(book, Side.buy, 102, 5)).toMatchObject({ takes: 3, worst: 101 });
    expect(previewClick(book, Side.sell, 100, 2)).toMatchObject({ takes: 2, worst: 100 });
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
    });
    seen.take(tape());
    seen.take(tape(3, 2, 1));
    seen.take(tape(4, 3, 2, 1));
    seen.take(tape(4, 3, 2, 1));
    expect([seen.at(100), seen.at(101), seen.at(99), seen.most]).toEqual([6, 6, 0, 6]);
  });
});
