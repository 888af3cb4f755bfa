// The book builder against a naive book, and its answers to malformed updates.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { depthChecksum } from '../wire/checksum.ts';
import { BookBuilder } from './book-builder.ts';
import type { BookLevels } from './book-builder.ts';

const BASE = 10_000;

function levelsOf(side: BookLevels): [number, number][] {
  return Array.from({ length: side.count }, (_, k) => [side.ticks(k), side.lots(k)]);
}

function snapshot(bids: number[], asks: number[], checksum: number) {
  const levels = [...bids, ...asks];
  const numbers = { topicId: 1, seq: 1, base: BASE, checksum, bids: bids.length / 2, levels };
  return { is: 'depthSnapshot', ...numbers } as const;
}

function delta(bids: number[], asks: number[]) {
  const levels = [...bids, ...asks];
  return { is: 'depthDelta', topicId: 1, seq: 2, bids: bids.length / 2, levels } as const;
}

test('a snapshot is taken when its checksum holds', () => {
  const book = new BookBuilder(5);
  const checksum = depthChecksum([BASE, BASE - 1], [5, 6], 2, [BASE + 2], [7], 1);
  expect(book.snapshot(snapshot([0, 5, -1, 6], [2, 7], checksum))).toBe(true);
  expect(levelsOf(book.bids)).toEqual([
    [BASE, 5],
    [BASE - 1, 6],
  ]);
  expect(levelsOf(book.asks)).toEqual([[BASE + 2, 7]]);
  expect(book.snapshot(snapshot([0, 5, -1, 6], [2, 8], checksum))).toBe(false);
});

test('a delta sets absolute quantities, deletes with 0, and is cut to the granted depth', () => {
  const book = new BookBuilder(2);
  book.delta(delta([1, 10, 2, 20], [5, 50]));
  expect(book.delta(delta([3, 30, 2, 21], [5, 0, 9, 0]))).toBe(true);
  expect(levelsOf(book.bids)).toEqual([
    [3, 30],
    [2, 21],
  ]);
  expect(levelsOf(book.asks)).toEqual([]);
});

test('an update whose counts do not fit is refused', () => {
  const book = new BookBuilder(5);
  expect(book.delta({ ...delta([0, 5], []), bids: 2 })).toBe(false);
  expect(book.delta({ ...delta([0, 5], []), levels: [0, 5, 1] })).toBe(false);
});

test('random deltas give the same book as a sorted map', () => {
  const change = fc.tuple(fc.boolean(), fc.integer({ min: -60, max: 60 }), fc.nat({ max: 5 }));
  const frames = fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 60 });
  fc.assert(
    fc.property(frames, (all) => {
      const book = new BookBuilder(0);
      const naive = { bids: new Map<number, number>(), asks: new Map<number, number>() };
      for (const frame of all) {
        const bids = frame.filter(([isBid]) => isBid).flatMap(([, at, lots]) => [100 + at, lots]);
        const asks = frame.filter(([isBid]) => !isBid).flatMap(([, at, lots]) => [300 + at, lots]);
        expect(book.delta(delta(bids, asks))).toBe(true);
        for (let k = 0; k < bids.length; k += 2) naive.bids.set(bids[k], bids[k + 1]);
        for (let k = 0; k < asks.length; k += 2) naive.asks.set(asks[k], asks[k + 1]);
      }
      const kept = (side: Map<number, number>) => [...side].filter(([, lots]) => lots > 0);
      expect(levelsOf(book.bids)).toEqual(kept(naive.bids).sort((a, b) => b[0] - a[0]));
      expect(levelsOf(book.asks)).toEqual(kept(naive.asks).sort((a, b) => a[0] - b[0]));
    }),
    { numRuns: 300 },
  );
});
