// One animation-frame loop for everything that changes often: painters run once per frame, in the order
// they were added. Ticks never go through React.

import type { FrameLoop, Painter } from '../state/market-views.ts';

export type { FrameLoop, Painter } from '../state/market-views.ts';

/** What the loop needs of a browser; tests bring their own. */
export interface FrameClock {
  nowMs(): number;
  request(run: () => void): void;
  later(ms: number, run: () => void): void;
}

export interface FrameHooks {
  /** Before the painters of a frame. */
  begin?(): void;
  /** Late in a frame, with room for an answer before the next one. */
  ask?(): void;
}

export interface RunningFrameLoop extends FrameLoop {
  stop(): void;
}

/** What is asked for this long before the next frame is nearly always there when it begins; what is asked
 * for later is fresher, and there when little else is going on. */
const ASK_BEFORE_MS = [8, 4] as const;
const PERIOD_MS = 1000 / 60;
/** Frames further apart than this were not missed but not wanted: the page was hidden. */
const HIDDEN_MS = 200;

export const browserFrameClock: FrameClock = {
  nowMs: () => performance.now(),
  request: (run) => requestAnimationFrame(run),
  later: (ms, run) => setTimeout(run, ms),
};

export function createFrameLoop(
  hooks: FrameHooks = {},
  clock: FrameClock = browserFrameClock,
): RunningFrameLoop {
  const painters = new Set<Painter>();
  let isRunning = true;
  let lastMs = clock.nowMs();
  let lastFrameMs = 0;
  let periodMs = PERIOD_MS;

  function frame(): void {
    if (!isRunning) return;
    clock.request(frame);
    const startMs = clock.nowMs();
    lastFrameMs = startMs - lastMs;
    lastMs = startMs;
    // The shortest period that was seen, forgotten slowly: dropped frames do not lengthen it.
    if (lastFrameMs < HIDDEN_MS)
      periodMs = Math.min(lastFrameMs, periodMs * 0.99 + PERIOD_MS * 0.01);
    hooks.begin?.();
    for (const paint of painters) paint();
    const spentMs = clock.nowMs() - startMs;
    for (const beforeMs of ASK_BEFORE_MS) {
      clock.later(Math.max(0, periodMs - beforeMs - spentMs), () => {
        if (isRunning) hooks.ask?.();
      });
    }
  }
  clock.request(frame);

  return {
    get lastFrameMs() {
      return lastFrameMs;
    },
    add(painter) {
      painters.add(painter);
      return () => painters.delete(painter);
    },
    stop() {
      isRunning = false;
    },
  };
}
