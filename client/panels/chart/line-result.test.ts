// Results along the price axis.

import { describe, expect, it } from 'vitest';
import { averageTicks, closingResultMinor, openResultMinor } from './line-result.ts';

const TICK_VALUE = 5;
const long = { instrument: 0, lots: 200, costMinor: 200 * 1000 * TICK_VALUE, realisedMinor: 0 };
const short = { ...long, lots: -200, costMinor: -200 * 1000 * TICK_VALUE };

describe('results', () => {
  it('a long gains above its average, a short below', () => {
    expect(averageTicks(long, TICK_VALUE)).toBe(1000);
    expect(averageTicks(short, TICK_VALUE)).toBe(1000);
    expect(openResultMinor(long, 1010, TICK_VALUE)).toBe(10_000);
    expect(openResultMinor(short, 1010, TICK_VALUE)).toBe(-10_000);
  });

  it('an order that closes realises its part, one that adds realises nothing', () => {
    const sell = { side: 1, leaves: 50 };
    expect(closingResultMinor(long, sell, 1010, TICK_VALUE)).toBe(2_500);
    expect(closingResultMinor(long, { side: 1, leaves: 900 }, 1010, TICK_VALUE)).toBe(10_000);
    expect(closingResultMinor(long, { side: 0, leaves: 50 }, 1010, TICK_VALUE)).toBeUndefined();
    expect(closingResultMinor(short, { side: 0, leaves: 50 }, 990, TICK_VALUE)).toBe(2_500);
    expect(closingResultMinor(undefined, sell, 1010, TICK_VALUE)).toBeUndefined();
  });
});
