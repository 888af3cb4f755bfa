// A clock that only a test moves.

import type { Clock } from './clock.ts';

export interface ManualClock extends Clock {
  /** Both clocks go on. */
  advance(millis: number): void;
  /** The wall clock is set; the monotonic one is not. */
  jump(millis: number): void;
}

export function createClockManual(wallMicros = 1_700_000_000_000_000): ManualClock {
  let wall = wallMicros;
  let monotonic = 0;
  return {
    wallMicros: () => wall,
    monotonicMs: () => monotonic,
    advance(millis) {
      wall += millis * 1000;
      monotonic += millis;
    },
    jump(millis) {
      wall += millis * 1000;
    },
  };
}
