// Totals under the fills.

import { expect, it } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { FillRow } from '../../state/fills-store.ts';
import { sumFills } from './fill-sums.ts';

const instruments = new Map(
  [5, 5, 6].map((quoteAsset, id) => [id, { id, quoteAsset } as Instrument]),
);
const fill = (instrument: number, side: number, lots: number) =>
  ({ instrument, side, lots, feeMinor: 2 }) as FillRow;

it('adds fees by currency, and quantities of one instrument by side', () => {
  const sums = sumFills([fill(0, 0, 3), fill(0, 1, 1), fill(0, 0, 4)], instruments);
  expect(sums.one).toMatchObject({ bought: 7, sold: 1 });
  expect([...sums.fees]).toEqual([[5, 6]]);
});

it('adds no quantities of different instruments', () => {
  const sums = sumFills([fill(0, 0, 3), fill(1, 0, 1), fill(2, 0, 4)], instruments);
  expect(sums).toMatchObject({ count: 3, one: undefined });
  expect([...sums.fees]).toEqual([
    [5, 4],
    [6, 2],
  ]);
});
