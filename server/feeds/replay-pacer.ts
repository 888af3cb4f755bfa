// Lets a recorded feed pass at the speed of its own receive times, times a factor, or as fast as its
// reader takes it.

import type { FeedEvent } from './feed.ts';

/** Time as the pacer needs it; tests bring their own. */
export interface PacerClock {
  monotonicMs(): number;
  /** Resolves after at least `ms`; with 0 after other work had its turn. */
  sleep(ms: number): Promise<void>;
}

/** Sleeping costs more than it gains below this. */
const SLEEP_MS_MIN = 1;
/** Without pacing, others get a turn after this many events. */
const TURN_EVENTS = 256;

/**
 * `speed` 1 is real time, 10 ten times as fast, Infinity without waiting. When the reader was late, the
 * events that are overdue follow at once and nothing is left out.
 */
export async function* paceFeed(
  events: AsyncIterable<FeedEvent>,
  speed: number,
  clock: PacerClock,
): AsyncGenerator<FeedEvent, void> {
  let startMs = 0;
  let firstMicros: number | undefined;
  let passed = 0;
  for await (const event of events) {
    if (firstMicros === undefined) {
      firstMicros = event.receiveMicros;
      startMs = clock.monotonicMs();
    }
    passed += 1;
    if (speed === Infinity) {
      if (passed % TURN_EVENTS === 0) await clock.sleep(0);
    } else {
      const dueMs = startMs + (event.receiveMicros - firstMicros) / 1000 / speed;
      const waitMs = dueMs - clock.monotonicMs();
      if (waitMs >= SLEEP_MS_MIN) await clock.sleep(waitMs);
      else if (passed % TURN_EVENTS === 0) await clock.sleep(0);
    }
    yield event;
  }
}
