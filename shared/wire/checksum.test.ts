// Unit tests of the book checksum against an independent CRC-32 over bytes laid out by hand.

import { crc32 as zlibCrc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { crc32, CRC_START, crcEnd, crcLevel, depthChecksum, CHECKSUM_LEVELS } from './checksum.ts';

type Level = readonly [ticks: number, lots: number];

function byHand(bids: readonly Level[], asks: readonly Level[]): number {
  const levels = [...bids.slice(0, CHECKSUM_LEVELS), ...asks.slice(0, CHECKSUM_LEVELS)];
  const bytes = Buffer.alloc(levels.length * 12);
  levels.forEach(([ticks, lots], i) => {
    bytes.writeUInt32LE(ticks, i * 12);
    bytes.writeBigUInt64LE(BigInt(lots), i * 12 + 4);
  });
  return zlibCrc32(bytes);
}

function ofBook(bids: readonly Level[], asks: readonly Level[]): number {
  const column = (side: readonly Level[], i: 0 | 1) => Float64Array.from(side, (l) => l[i]);
  return depthChecksum(
    column(bids, 0),
    column(bids, 1),
    bids.length,
    column(asks, 0),
    column(asks, 1),
    asks.length,
  );
}

describe('book checksum', () => {
  test('the check value of CRC-32 (IEEE 802.3)', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf4_3926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  test('an empty book has checksum 0', () => {
    expect(ofBook([], [])).toBe(0);
  });

  test.each([
    [[[100, 5]], []],
    [[], [[4_294_967_295, Number.MAX_SAFE_INTEGER]]],
    [
      [
        [6_168_600, 70_000],
        [6_168_599, 2 ** 40 + 7],
      ],
      [[6_168_601, 1]],
    ],
  ] as [Level[], Level[]][])('equals an independent computation', (bids, asks) => {
    expect(ofBook(bids, asks)).toBe(byHand(bids, asks));
  });

  test('ten levels a side count, the eleventh does not', () => {
    const bids = Array.from({ length: 11 }, (_, i): Level => [1000 - i, i + 1]);
    const asks = Array.from({ length: 11 }, (_, i): Level => [1001 + i, i + 1]);
    expect(ofBook(bids, asks)).toBe(byHand(bids, asks));
    expect(ofBook(bids, asks)).toBe(ofBook(bids.slice(0, 10), asks.slice(0, 10)));
    expect(ofBook(bids, asks)).not.toBe(ofBook(bids.slice(0, 9), asks));
  });

  test('a changed quantity, price or order changes it', () => {
    const book: Level[] = [
      [10, 1],
      [9, 2],
    ];
    const sum = ofBook(book, []);
    expect(ofBook([book[1], book[0]], [])).not.toBe(sum);
    expect(ofBook([[10, 2], book[1]], [])).not.toBe(sum);
    expect(ofBook([[11, 1], book[1]], [])).not.toBe(sum);
    expect(ofBook([[10, 1 + 2 ** 32], book[1]], [])).not.toBe(sum);
  });

  test('level by level it is the same', () => {
    expect(crcEnd(crcLevel(crcLevel(CRC_START, 10, 1), 12, 2 ** 33))).toBe(
      byHand([[10, 1]], [[12, 2 ** 33]]),
    );
  });
});
