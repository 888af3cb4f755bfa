// MA: mean of the last closes.

import type { Indicator } from './indicator.ts';
import { RunningMean } from './running-mean.ts';

export function movingAverage(length: number): Indicator {
  const mean = new RunningMean(length);
  return {
    preview({ close }, out) {
      out[0] = mean.next(close);
    },
    take({ close }) {
      mean.take(close);
    },
  };
}
