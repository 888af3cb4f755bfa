// Percentiles, frame figures and the search for the sustained rate.

import { expect, test } from 'vitest';
import { frameFigures, highestSustained, isSustained, percentile } from './frame-statistics.ts';
import { STAMP_TENTHS, stampAgeMs, stampOf } from './quote-stamp.ts';

const noParts = { heardAges: [], begunAges: [] };
const steady = (count: number) => Array.from({ length: count }, () => 1000 / 60);

test('a percentile is a value that was measured', () => {
  const hundred = Array.from({ length: 100 }, (_, k) => 100 - k);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 1)).toBe(100);
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([], 0.99)).toBeNaN();
});

test('sixty even frames a second with young figures are sustained', () => {
  const run = { wallMs: 5_000, frames: steady(300), ages: [10, 20, 30], longTasks: [], ...noParts };
  const figures = frameFigures(run);
  expect(figures.fps).toBeCloseTo(60);
  expect(figures.longestTaskMs).toBe(0);
  expect(isSustained(figures)).toBe(true);
});

test.each([
  ['dropped frames', { frames: [...steady(290), 83, 83] }],
  ['figures that are old', { ages: [10, 400] }],
  ['no figures at all', { ages: [] }],
  ['too few frames', { frames: steady(290) }],
])('%s are not', (_what, change) => {
  const run = {
    wallMs: 5_000,
    frames: steady(300),
    ages: [10],
    longTasks: [],
    ...noParts,
    ...change,
  };
  expect(isSustained(frameFigures(run))).toBe(false);
});

test('the search ends at the first rate that is not held', async () => {
  const tried: number[] = [];
  const holds = (limit: number) => (rate: number) => {
    tried.push(rate);
    return Promise.resolve(rate <= limit);
  };
  expect(await highestSustained([5, 10, 20, 40], holds(10))).toBe(10);
  expect(tried).toEqual([5, 10, 20]);
  expect(await highestSustained([5, 10], holds(1))).toBe(0);
  expect(await highestSustained([5, 10], holds(99))).toBe(10);
});

test('a stamp tells its age, over the turn of its counter as well', () => {
  const turn = STAMP_TENTHS / 10;
  for (const wallMs of [12_345_678.9, 5 * turn - 3, 5 * turn + 0.2]) {
    expect(stampAgeMs(stampOf(wallMs), wallMs + 25)).toBeCloseTo(25, 0);
  }
});
