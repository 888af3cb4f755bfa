// Engine time: wall time made strictly increasing, with an alarm when the wall clock jumps.

import type { Clock } from './clock.ts';

/** Wall and monotonic clock may part by this much between two batches before it counts as a jump. */
const JUMP_MICROS = 1_000_000;

export interface EngineTime {
  /** The stamp of the next batch. */
  next(lastMicros: number): number;
}

export function createEngineTime(clock: Clock, onJump: (micros: number) => void): EngineTime {
  let wall = clock.wallMicros();
  let monotonic = clock.monotonicMs();

  return {
    next(lastMicros) {
      const wallNow = clock.wallMicros();
      const monotonicNow = clock.monotonicMs();
      const jump = Math.round(wallNow - wall - (monotonicNow - monotonic) * 1000);
      wall = wallNow;
      monotonic = monotonicNow;
      if (Math.abs(jump) > JUMP_MICROS) onJump(jump);
      return Math.max(lastMicros + 1, wallNow);
    },
  };
}
