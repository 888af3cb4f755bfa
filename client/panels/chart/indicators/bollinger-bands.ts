// BOLL: mean of the last closes and bands at a number of standard deviations (of the population).

import type { Indicator } from './indicator.ts';
import { RunningMean } from './running-mean.ts';

/** Values: middle, upper, lower. */
export function bollingerBands(length: number, deviations: number): Indicator {
  const mean = new RunningMean(length);
  return {
    preview({ close }, out) {
      const middle = mean.next(close);
      // Distances from the mean, not sums of squares: prices are large beside their spread.
      let squares = (close - middle) ** 2;
      mean.each((value) => {
        squares += (value - middle) ** 2;
      });
      const band = deviations * Math.sqrt(squares / length);
      out[0] = middle;
      out[1] = middle + band;
      out[2] = middle - band;
    },
    take({ close }) {
      mean.take(close);
    },
  };
}
