// A row never moves under the pointer, whatever the market does; without a pointer the market stays in sight;
// groups keep every lot, and bids below asks.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Side } from '../../../shared/domain/order.ts';
import { STEPS } from '../../../shared/domain/tick-groups.ts';
import { nextRows, type ChosenStep } from './auto-step.ts';
import { marketIsAway, NO_ROWS, priceOf, rowOf, sizesInWindow } from './ladder-window.ts';

const MOVES = 400;
const market = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 400 }))
  .map(([bid, spread]) => bookOf([bid], [bid + spread]));
const moves = fc.array(market, { minLength: MOVES, maxLength: MOVES });
const rowCount = fc.integer({ min: 9, max: 60 });
const chosenStep = fc.constantFrom<ChosenStep>('auto', ...STEPS);

function bookOf(bids: readonly number[], asks: readonly number[]) {
  const side = (ticks: readonly number[]) => ({
    count: ticks.length,
    ticks: (k: number) => ticks[k]!,
    lots: (k: number) => 1 + (ticks[k]! % 7),
  });
  return { bids: side(bids), asks: side(asks) };
}
const middleOf = ({ bids, asks }: ReturnType<typeof bookOf>) =>
  Math.floor((bids.ticks(0) + asks.ticks(0)) / 2);

describe('the window while the market moves', () => {
  it('keeps every row at its price while it is held', () => {
    fc.assert(
      fc.property(rowCount, chosenStep, moves, (count, chosen, books) => {
        const wish = { chosen, held: true, centring: false };
        const first = nextRows({ ...NO_ROWS, count }, { ...wish, book: books[0]! });
        expect(first.top % first.step).toBe(0);
        for (const book of books) expect(nextRows(first, { ...wish, book })).toBe(first);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps the market in sight while nobody holds it, and moves only when it left', () => {
    fc.assert(
      fc.property(rowCount, chosenStep, moves, (count, chosen, books) => {
        let rows = { ...NO_ROWS, count };
        for (const book of books) {
          const before = rows;
          const middle = middleOf(book);
          rows = nextRows(rows, { book, chosen, held: false, centring: false });
          expect(marketIsAway(rows, middle)).toBe(0);
          const sides = [book.bids.ticks(0), book.asks.ticks(0)];
          const isInside = sides
            .map((price) => rowOf(before, price))
            .every((row) => row >= 1 && row < before.count - 1);
          if (before.top === 0 || marketIsAway(before, middle) !== 0 || !isInside) continue;
          expect(rows).toBe(before);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('rows that are groups of ticks', () => {
  const ticks = fc.uniqueArray(fc.integer({ min: 1, max: 4_000 }), { maxLength: 60 });

  it('keep the lots of each side, every bid below every ask', () => {
    fc.assert(
      fc.property(ticks, fc.nat({ max: 60 }), fc.constantFrom(...STEPS), (prices, cut, step) => {
        const up = prices.toSorted((a, b) => a - b);
        const { bids, asks } = bookOf(up.slice(0, cut).toReversed(), up.slice(cut));
        const rows = { top: Math.ceil(4_000 / step) * step, step, count: 4_001 };
        const sums = [bids, asks].map((levels, side) => {
          const sizes = new Float64Array(rows.count);
          sizesInWindow(levels, side as Side, rows, sizes);
          const all = Array.from({ length: levels.count }, (_, k) => levels.lots(k));
          expect(sizes.reduce((sum, lots) => sum + lots, 0)).toBe(all.reduce((a, b) => a + b, 0));
          return [...sizes.keys()].filter((row) => sizes[row]! > 0).map((r) => priceOf(rows, r));
        });
        const [bidRows, askRows] = sums as [number[], number[]];
        const highestBid = Math.max(-1, ...bidRows);
        expect(askRows.every((price) => price > highestBid)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
