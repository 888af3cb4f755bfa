// Groups of ticks: nothing is flattered, and bids stay below asks.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Side } from './order.ts';
import { groupOf, readStep, STEPS } from './tick-groups.ts';

const step = fc.constantFrom(...STEPS);
const ticks = fc.integer({ min: 1, max: 10_000_000 });

describe('groups of ticks', () => {
  it('are multiples of the step, less than a step away from the market', () => {
    fc.assert(
      fc.property(ticks, step, (price, many) => {
        const [bid, ask] = [groupOf(price, Side.buy, many), groupOf(price, Side.sell, many)];
        expect([bid % many, ask % many]).toEqual([0, 0]);
        expect(price - bid >= 0 && price - bid < many).toBe(true);
        expect(ask - price >= 0 && ask - price < many).toBe(true);
      }),
    );
  });

  it('keep every bid below every ask', () => {
    fc.assert(
      fc.property(ticks, fc.integer({ min: 1, max: 500 }), step, (bid, spread, many) => {
        const above = groupOf(bid + spread, Side.sell, many);
        expect(above).toBeGreaterThanOrEqual(groupOf(bid, Side.buy, many) + many);
      }),
    );
  });

  it('read a kept step with care', () => {
    expect([10, '10', 7, undefined].map(readStep)).toEqual([10, undefined, undefined, undefined]);
  });
});
