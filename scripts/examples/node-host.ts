// The feed's clock, timers and chance in Node.

import { performance } from 'node:perf_hooks';
import type { FeedHost } from '../../shared/feed/index.ts';

export const nodeHost: FeedHost = {
  now: () => performance.now(),
  later(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
