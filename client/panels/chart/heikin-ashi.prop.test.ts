// Averaged candles that grow bar by bar are those of the whole series.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BarSeries } from '../../state/market-views.ts';
import { createHeikinAshi } from './heikin-ashi.ts';

type Row = readonly [open: number, high: number, low: number, close: number];

function seriesOf(rows: Row[]): BarSeries {
  const at = (figure: number) => (k: number) => rows[k]![figure]!;
  const figures = { open: at(0), high: at(1), low: at(2), close: at(3) };
  return { ...figures, count: rows.length } as unknown as BarSeries;
}

/** By the definition, from the first bar. */
function batch(rows: readonly Row[]): number[][] {
  const bars: number[][] = [];
  for (const [open, high, low, close] of rows) {
    const before = bars.at(-1);
    const average = (open + high + low + close) / 4;
    const start = before === undefined ? (open + close) / 2 : (before[0]! + before[3]!) / 2;
    bars.push([start, Math.max(high, start, average), Math.min(low, start, average), average]);
  }
  return bars;
}

const price = fc.integer({ min: 1, max: 1000 });
const row = fc.tuple(price, price, price, price).map(([a, b, c, d]): Row => {
  return [a, Math.max(a, b, c, d), Math.min(a, b, c, d), d];
});

test('grown, corrected and begun anew it equals the batch to 1e-9', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(row, row), { minLength: 1, maxLength: 60 }), (growth) => {
      const rows: Row[] = [];
      const bars = seriesOf(rows);
      const next = createHeikinAshi();
      const drawn: number[][] = [];
      for (const [k, [young, settled]] of growth.entries()) {
        for (const figures of [young, settled]) {
          rows[k] = figures;
          const bar = next(bars, k);
          drawn[k] = [bar.open, bar.high, bar.low, bar.close];
        }
      }
      const whole = batch(rows);
      for (const [k, bar] of drawn.entries())
        for (const [f, value] of bar.entries()) expect(value).toBeCloseTo(whole[k]![f]!, 9);
      const anew = rows.map((_, k) => next(bars, k).open);
      for (const [k, open] of anew.entries()) expect(open).toBeCloseTo(whole[k]![0]!, 9);
    }),
  );
});
