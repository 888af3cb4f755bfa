// The clock offset prefers the sample that waited least.

import { expect, test } from 'vitest';
import { createClockOffset } from './clock-offset.ts';

test('starts rough, then takes the sample with the shortest round trip of the last eight', () => {
  const clock = createClockOffset();
  expect(clock.roundTripMicros()).toBe(undefined);
  clock.rough(5_000, 1_000);
  expect(clock.offsetMicros()).toBe(4_000);
  clock.pong(1_000, 6_050, 1_100);
  clock.pong(2_000, 7_900, 3_000);
  expect(clock.roundTripMicros()).toBe(100);
  expect(clock.offsetMicros()).toBe(5_000);
  for (let k = 0; k < 8; k++) clock.pong(10_000, 16_500, 11_000);
  expect(clock.offsetMicros()).toBe(6_000);
});

test('a pong from the future is no sample', () => {
  const clock = createClockOffset();
  clock.pong(2_000, 9_000, 1_000);
  expect(clock.roundTripMicros()).toBe(undefined);
});
