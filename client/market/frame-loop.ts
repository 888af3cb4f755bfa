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

export interface RunningFrameLoop extends FrameLoop {
  stop(): void;
}

export const browserFrameClock: FrameClock = {
  nowMs: () => performance.now(),
  request: (run) => requestAnimationFrame(run),
  later: (ms, run) => setTimeout(run, ms),
};

/** `begin` runs before the painters of a frame. */
export function createFrameLoop(
  begin: () => void = () => undefined,
  clock: FrameClock = browserFrameClock,
): RunningFrameLoop {
  const painters = new Set<Painter>();
  let isRunning = true;
  let lastMs = clock.nowMs();
  let lastFrameMs = 0;

  function frame(): void {
    if (!isRunning) return;
    clock.request(frame);
    const startMs = clock.nowMs();
    lastFrameMs = startMs - lastMs;
    lastMs = startMs;
    begin();
    for (const paint of painters) paint();
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
