// MACD: distance of a fast from a slow EMA, its own EMA, and the distance of the two.

import type { Indicator } from './indicator.ts';
import { Smoothing } from './smoothing.ts';

/** Values: difference (DIF), signal (DEA), histogram. */
export function movingConvergence(fast: number, slow: number, signalLength: number): Indicator {
  const quick = Smoothing.ema(fast);
  const calm = Smoothing.ema(slow);
  const signal = Smoothing.ema(signalLength);
  const difference = (close: number) => quick.next(close) - calm.next(close);
  return {
    preview({ close }, out) {
      const distance = difference(close);
      const smooth = Number.isNaN(distance) ? NaN : signal.next(distance);
      out[0] = distance;
      out[1] = smooth;
      out[2] = distance - smooth;
    },
    take({ close }) {
      const distance = difference(close);
      if (!Number.isNaN(distance)) signal.take(distance);
      quick.take(close);
      calm.take(close);
    },
  };
}
