// RSI: share of the gains in all moves of the closes, smoothed as Wilder did; 0 to 100.

import type { Indicator } from './indicator.ts';
import { Smoothing } from './smoothing.ts';

/** Where nothing moved there is no strength either way. */
const MIDDLE = 50;

export function relativeStrength(length: number): Indicator {
  const gains = Smoothing.wilder(length);
  const losses = Smoothing.wilder(length);
  let before = NaN;
  return {
    preview({ close }, out) {
      const move = close - before;
      const gain = Number.isNaN(move) ? NaN : gains.next(Math.max(move, 0));
      const loss = Number.isNaN(move) ? NaN : losses.next(Math.max(-move, 0));
      out[0] = gain + loss === 0 ? MIDDLE : (100 * gain) / (gain + loss);
    },
    take({ close }) {
      const move = close - before;
      if (!Number.isNaN(move)) {
        gains.take(Math.max(move, 0));
        losses.take(Math.max(-move, 0));
      }
      before = close;
    },
  };
}
