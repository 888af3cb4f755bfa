// Worth of positions at closing prices, and totals by currency.

import { expect, it } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { positionTotals, positionWorth } from './position-worth.ts';

const instruments = new Map(
  [5, 5, 6].map((quoteAsset, id) => [id, { id, quoteAsset, tickValueMinor: 2 } as Instrument]),
);
const prices = { bid: Float64Array.of(10, 20, 0), ask: Float64Array.of(11, 21, 0) };
const position = (instrument: number, lots: number, costMinor: number, realisedMinor = 0) => ({
  ...{ instrument, lots, costMinor, realisedMinor },
});

it('closes a long position at the bid and a short one at the ask', () => {
  expect(positionWorth(position(0, 3, 50), instruments.get(0)!, prices)).toEqual({
    ...{ ticks: 10, valueMinor: 60, resultMinor: 10 },
  });
  expect(positionWorth(position(0, -3, -50), instruments.get(0)!, prices)).toEqual({
    ...{ ticks: 11, valueMinor: -66, resultMinor: -16 },
  });
});

it('adds by currency, counts what has no price, and keeps what flat positions realised', () => {
  const all = [
    position(0, 3, 50, 7),
    position(1, -1, -40),
    position(2, 4, 9),
    position(0, 0, 0, 1),
  ];
  const totals = positionTotals(all, instruments, prices);
  expect(totals.get(5)).toEqual({
    ...{ openMinor: 8, realisedMinor: 8, grossMinor: 102, unpriced: 0 },
  });
  expect(totals.get(6)).toMatchObject({ openMinor: 0, unpriced: 1 });
});
