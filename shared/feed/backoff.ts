// How long to wait before the next attempt to connect: exponential with full jitter, so that the
// clients of a restarted server come back spread out and not in step.

export const BACKOFF_FIRST_MS = 250;
export const BACKOFF_CAP_MS = 15_000;

/** `attempt` counts failed attempts from 0; `random` is in [0, 1). */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(BACKOFF_CAP_MS, BACKOFF_FIRST_MS * 2 ** Math.min(attempt, 16));
  return random * ceiling;
}
