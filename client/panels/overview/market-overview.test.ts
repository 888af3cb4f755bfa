// Breadth and movers out of quote columns.

import { expect, it } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { breadthOf, byCurrency, readMovers, topBy } from './market-overview.ts';

const instruments = [0, 1, 2, 3].map(
  (id) =>
    ({ id, quoteAsset: id % 2, tickStep: 1, priceScale: 2, lotStep: 1, qtyScale: 0 }) as Instrument,
);
const quotes = {
  open24: Float64Array.of(100, 100, 100, 0),
  last: Float64Array.of(110, 90, 100, 50),
  volume24: Float64Array.of(10, 30, 20, 5),
};
const movers = readMovers(instruments, quotes);

it('counts what is up, down and unchanged; what has no opening price is not counted', () => {
  expect(breadthOf(movers)).toEqual({ up: 1, down: 1, flat: 1 });
});

it('orders by strength and leaves out what has none', () => {
  expect(topBy(movers, ({ change }) => change, 8).map((one) => one.instrument.id)).toEqual([0]);
  expect(topBy(movers, ({ turnover }) => turnover, 2).map((one) => one.instrument.id)).toEqual([
    1, 2,
  ]);
  expect(movers[0]!.turnover).toBeCloseTo(11);
});

it('compares turnover within a currency alone', () => {
  const groups = byCurrency(movers).map(({ currency, members }) => [
    currency,
    ...members.map((one) => one.instrument.id),
  ]);
  expect(groups).toEqual([
    [0, 0, 2],
    [1, 1],
  ]);
});
