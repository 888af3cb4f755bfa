// The feed's clock, timer and chance in a browser.

import type { FeedHost } from '../../shared/feed/host.ts';

export const browserHost: FeedHost = {
  now: () => performance.now(),
  later(ms, run) {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
};
