// Dragging an order's line: it snaps to the tick, keeps within the ladder, and ends in one amend or none.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropLine, moveLine, stepLine, takeLine } from './order-drag.ts';

const BOUNDS = { limitTicks: 1000 };

describe('a drag', () => {
  it('snaps to the tick and does not jump when it is taken off its middle', () => {
    const taken = takeLine(7, 500, 499.3);
    expect(moveLine(taken, 499.3, BOUNDS).ticks).toBe(500);
    expect(moveLine(taken, 510.9, BOUNDS).ticks).toBe(512);
  });

  it('sends nothing when it is dropped where it lay, and its price where it does not', () => {
    const taken = takeLine(7, 500);
    expect(dropLine(moveLine(moveLine(taken, 700, BOUNDS), 500.4, BOUNDS))).toBeUndefined();
    expect(dropLine(moveLine(taken, 503.6, BOUNDS))).toBe(504);
  });

  it('is always a whole tick inside of the ladder', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.array(fc.double({ min: -5000, max: 5000, noNaN: true })),
        (start, moves) => {
          let drag = takeLine(1, start);
          for (const move of moves) {
            drag = moveLine(drag, move, BOUNDS);
            drag = stepLine(drag, Math.round(move / 100), BOUNDS);
            expect(Number.isInteger(drag.ticks)).toBe(true);
            expect(drag.ticks).toBeGreaterThanOrEqual(1);
            expect(drag.ticks).toBeLessThan(BOUNDS.limitTicks);
          }
          expect(drag.from).toBe(start);
        },
      ),
      { seed: 20_261_120 },
    );
  });
});
