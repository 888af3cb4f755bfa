// ATR: mean true range as Wilder smoothed it: the range of a bar, the gap from the last close included.

import type { Indicator, IndicatorBar } from './indicator.ts';
import { Smoothing } from './smoothing.ts';

export function averageRange(length: number): Indicator {
  const smoothing = Smoothing.wilder(length);
  let before = NaN;
  function range({ high, low }: IndicatorBar): number {
    if (Number.isNaN(before)) return high - low;
    return Math.max(high, before) - Math.min(low, before);
  }
  return {
    preview(bar, out) {
      out[0] = smoothing.next(range(bar));
    },
    take(bar) {
      smoothing.take(range(bar));
      before = bar.close;
    },
  };
}
