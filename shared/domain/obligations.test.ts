// Rows of what is to settle, as reports change them.

import { expect, test } from 'vitest';
import { keepOwed, owedKey, OwedState, unsettledLots, type OwedRow } from './obligations.ts';

const [open, settled, failed] = [OwedState.open, OwedState.settled, OwedState.failed];

test('the newest report of a value date and instrument is the row, and a settled one ends it', () => {
  const rows = new Map<number, OwedRow>();
  const tell = (instrument: number, valueDate: number, lots: number, state: number = open) => {
    keepOwed(rows, { instrument, valueDate, lots, moneyMinor: -10 * lots, state });
    return [...rows.values()].map((row) => [row.instrument, row.valueDate, row.lots]);
  };
  expect(tell(3, 100, 5)).toEqual([[3, 100, 5]]);
  expect(tell(3, 100, 7)).toEqual([[3, 100, 7]]);
  expect(tell(4, 100, -2)).toHaveLength(2);
  expect(unsettledLots(rows.values(), 3)).toBe(7);
  // Four of seven came; three are tried again a day later.
  expect(tell(3, 100, 4, settled)).toEqual([[4, 100, -2]]);
  expect(tell(3, 101, 3, failed)).toContainEqual([3, 101, 3]);
  expect(unsettledLots(rows.values(), 3)).toBe(3);
  expect(tell(4, 100, 0)).toEqual([[3, 101, 3]]);
});

test('keys ascend by value date, then instrument', () => {
  const key = (valueDate: number, instrument: number) =>
    owedKey({ valueDate, instrument, lots: 0, moneyMinor: 0 });
  expect([key(100, 9), key(101, 0), key(101, 3)]).toEqual(
    [key(101, 3), key(100, 9), key(101, 0)].sort((a, b) => a - b),
  );
});
