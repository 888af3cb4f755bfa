// The slope that the soak reports.

import { expect, test } from 'vitest';
import { slopePerHour } from './soak.ts';

test('a line through readings that rise by a kilobyte a minute rises by sixty an hour', () => {
  const readings = [0, 1, 2, 5, 9].map((minute) => ({
    ms: minute * 60_000,
    bytes: 7 + minute * 1e3,
  }));
  expect(slopePerHour(readings)).toBeCloseTo(60_000, 6);
});

test('readings that go up and down around a level have none', () => {
  const readings = [0, 1, 2, 3].map((k) => ({ ms: k * 60_000, bytes: [5, 6, 6, 5][k]! }));
  expect(slopePerHour(readings)).toBeCloseTo(0, 6);
});
