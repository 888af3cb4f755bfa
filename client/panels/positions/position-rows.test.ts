// What of a position has been delivered.

import { expect, test } from 'vitest';
import { positionRows } from './position-rows.ts';

const position = (instrument: number, lots: number) => ({
  ...{ instrument, lots, costMinor: 0, realisedMinor: 0 },
});
const owed = (instrument: number, lots: number, valueDate: number) => ({
  ...{ instrument, lots, valueDate, moneyMinor: 0 },
});

test('a position is settled but for what its obligations say, by value date', () => {
  const positions = new Map([1, 2, 3].map((id) => [id, position(id, [300, -50, 0][id - 1]!)]));
  const rows = positionRows(positions, [owed(1, 60, 21), owed(1, 200, 20), owed(2, -50, 20)]);
  expect(rows.map(({ instrument, settledLots }) => [instrument, settledLots])).toEqual([
    [1, 40],
    [2, 0],
  ]);
  expect(rows[0]!.owed.map(({ valueDate }) => valueDate)).toEqual([20, 21]);
});

test('sold and not yet delivered, more is there than the position has', () => {
  const rows = positionRows(new Map([[1, position(1, 100)]]), [owed(1, -20, 5)]);
  expect(rows[0]!.settledLots).toBe(120);
});
