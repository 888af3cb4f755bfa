// Heikin-Ashi: candles of averages. Each opens in the middle of the one before it, so runs are seen and the
// prices are not those that traded.

import type { BarSeries } from '../../state/market-views.ts';

/** In ticks, with a fraction. */
export interface AveragedBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

function averageClose(bars: BarSeries, k: number): number {
  return (bars.open(k) + bars.high(k) + bars.low(k) + bars.close(k)) / 4;
}

/** Answers bar by bar, from 0 upward; the newest may be asked for again while it grows. Asked for bar 0 it
 * begins anew. */
export function createHeikinAshi(): (bars: BarSeries, k: number) => AveragedBar {
  const opens: number[] = [];
  return (bars, k) => {
    const before = opens[k - 1];
    const open =
      before === undefined
        ? (bars.open(k) + bars.close(k)) / 2
        : (before + averageClose(bars, k - 1)) / 2;
    opens.length = k;
    opens.push(open);
    const close = averageClose(bars, k);
    return {
      open,
      high: Math.max(bars.high(k), open, close),
      low: Math.min(bars.low(k), open, close),
      close,
    };
  };
}
