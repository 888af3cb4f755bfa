// VWAP: mean price of the trading day weighted by volume, from the typical price of each bar.

import type { Indicator, IndicatorBar } from './indicator.ts';

const DAY_SECONDS = 86_400;

/** `dayEndSecond` of the UTC day ends the trading day and starts the next. */
export function volumePrice(dayEndSecond: number): Indicator {
  let day = NaN;
  let [worth, volume] = [0, 0];
  const dayOf = (time: number) => Math.floor((time - dayEndSecond) / DAY_SECONDS);
  const typical = ({ high, low, close }: IndicatorBar) => (high + low + close) / 3;

  return {
    preview(bar, out) {
      const kept = dayOf(bar.time) === day;
      const total = (kept ? volume : 0) + bar.volume;
      const paid = (kept ? worth : 0) + typical(bar) * bar.volume;
      out[0] = total === 0 ? NaN : paid / total;
    },
    take(bar) {
      if (dayOf(bar.time) !== day) {
        day = dayOf(bar.time);
        worth = 0;
        volume = 0;
      }
      worth += typical(bar) * bar.volume;
      volume += bar.volume;
    },
  };
}
