// The clock of this machine.

import type { Clock } from './clock.ts';

export function createClockSystem(): Clock {
  return {
    // The time origin moves with neither drift nor jumps, so wall time is asked for anew each time,
    // and the fraction of a millisecond comes from the monotonic clock.
    wallMicros: () => wallMicros(),
    monotonicMs: () => performance.now(),
  };
}

let anchorWallMs = 0;
let anchorMonotonicMs = 0;

function wallMicros(): number {
  const wallMs = Date.now();
  const monotonicMs = performance.now();
  const expectedMs = anchorWallMs + (monotonicMs - anchorMonotonicMs);
  // Within its millisecond the fine clock is right; outside the wall clock was set, or drifts.
  if (expectedMs < wallMs || expectedMs >= wallMs + 1) {
    anchorWallMs = wallMs;
    anchorMonotonicMs = monotonicMs;
    return wallMs * 1000;
  }
  return Math.floor(expectedMs * 1000);
}
