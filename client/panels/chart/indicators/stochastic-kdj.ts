// KDJ: where the close stands in the range of the last bars, smoothed twice by a third, and J = 3K - 2D.

import type { Indicator, IndicatorBar } from './indicator.ts';

/** K and D before the first value: the middle. */
const START = 50;

/** Values: K, D, J. */
export function stochasticKdj(length: number): Indicator {
  const highs = new Float64Array(length - 1).fill(-Infinity);
  const lows = new Float64Array(length - 1).fill(Infinity);
  let taken = 0;
  let [k, d] = [START, START];

  function raw({ high, low, close }: IndicatorBar): number {
    const top = highs.reduce((most, value) => Math.max(most, value), high);
    const bottom = lows.reduce((least, value) => Math.min(least, value), low);
    return top === bottom ? START : ((close - bottom) / (top - bottom)) * 100;
  }

  const next = (bar: IndicatorBar) => {
    const nextK = (2 * k + raw(bar)) / 3;
    return [nextK, (2 * d + nextK) / 3] as const;
  };
  const ready = () => taken >= length - 1;

  return {
    preview(bar, out) {
      const [nextK, nextD] = ready() ? next(bar) : [NaN, NaN];
      out[0] = nextK;
      out[1] = nextD;
      out[2] = 3 * nextK - 2 * nextD;
    },
    take(bar) {
      if (ready()) [k, d] = next(bar);
      highs[taken % highs.length] = bar.high;
      lows[taken % lows.length] = bar.low;
      taken += 1;
    },
  };
}
