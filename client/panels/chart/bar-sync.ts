// Follows a growing bar series: says which bars are settled for good, which one grows, and when to begin anew.

import type { BarSeries } from '../../state/market-views.ts';

export interface BarSink {
  /** Everything changed: bars 0 to count - 2 are settled, the last one grows. */
  begin(bars: BarSeries): void;
  /** Bar `k` was the growing one and is settled now; its figures may differ from those last grown. */
  settle(bars: BarSeries, k: number): void;
  /** Bar `k`, the last one, is new or grew. */
  grow(bars: BarSeries, k: number): void;
}

interface Seen {
  readonly version: number;
  readonly historyVersion: number;
  readonly count: number;
  /** The last bar's start, and the figures of the one before it. */
  readonly lastTime: number;
  readonly settled: string;
}

function figures(bars: BarSeries, k: number): string {
  if (k < 0) return '';
  const parts = [bars.time(k), bars.open(k), bars.high(k), bars.low(k), bars.close(k)];
  return [...parts, bars.volume(k)].join();
}

function look(bars: BarSeries): Seen {
  const { version, historyVersion, count } = bars;
  const lastTime = count === 0 ? NaN : bars.time(count - 1);
  return { version, historyVersion, count, lastTime, settled: figures(bars, count - 2) };
}

/** Returns what to call in each frame; true when something was drawn. */
export function createBarSync(bars: BarSeries, sink: BarSink): () => boolean {
  let seen: Seen | undefined;

  function fits(before: Seen): boolean {
    if (bars.historyVersion !== before.historyVersion) return false;
    if (bars.count < before.count || before.count === 0) return false;
    if (bars.time(before.count - 1) !== before.lastTime) return false;
    return figures(bars, before.count - 2) === before.settled;
  }

  return () => {
    if (seen !== undefined && bars.version === seen.version) return false;
    if (seen === undefined || !fits(seen)) {
      sink.begin(bars);
    } else {
      for (let k = seen.count - 1; k < bars.count - 1; k++) sink.settle(bars, k);
      sink.grow(bars, bars.count - 1);
    }
    seen = look(bars);
    return true;
  };
}
