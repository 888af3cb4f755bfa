// Bounds of the reconnect delay.

import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

test('doubles from 250 ms to 15 s and is spread over the whole range', () => {
  const ceilings = [0, 1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => backoffMs(attempt, 1));
  expect(ceilings).toEqual([250, 500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
  expect(backoffMs(3, 0)).toBe(0);
  expect(backoffMs(3, 0.5)).toBe(1000);
});
