// A row never moves under the pointer, whatever the market does; without a pointer the market stays in sight.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followMarket, marketIsAway, windowAround } from './ladder-window.ts';

const MOVES = 1_000;
const moves = fc.array(fc.integer({ min: 0, max: 1_000_000 }), {
  minLength: MOVES,
  maxLength: MOVES,
});
const rowCount = fc.integer({ min: 9, max: 60 });

describe('the window while the market moves', () => {
  it('keeps every row at its price while it is held', () => {
    fc.assert(
      fc.property(rowCount, fc.integer({ min: 1, max: 1_000_000 }), moves, (rows, first, bests) => {
        const top = followMarket(0, rows, first, true);
        expect(top).toBe(windowAround(first, rows));
        for (const best of bests) expect(followMarket(top, rows, best, true)).toBe(top);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps the market in sight while nobody holds it, and moves only when it left', () => {
    fc.assert(
      fc.property(rowCount, moves, (rows, bests) => {
        let top = 0;
        for (const best of bests) {
          const before = top;
          top = followMarket(top, rows, best, false);
          expect(marketIsAway(top, rows, best)).toBe(0);
          if (before !== 0 && marketIsAway(before, rows, best) === 0) expect(top).toBe(before);
        }
      }),
      { numRuns: 20 },
    );
  });
});
