// EMA: exponential average of the closes, started from the mean of the first ones.

import type { Indicator } from './indicator.ts';
import { Smoothing } from './smoothing.ts';

export function exponentialAverage(length: number): Indicator {
  const smoothing = Smoothing.ema(length);
  return {
    preview({ close }, out) {
      out[0] = smoothing.next(close);
    },
    take({ close }) {
      smoothing.take(close);
    },
  };
}
