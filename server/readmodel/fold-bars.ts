// One public trade into the bars of every span.

import { BAR_SPANS } from '../../shared/domain/quote.ts';
import type { BarTable } from './tables.ts';

export function addToBars(
  bars: Map<string, BarTable>,
  instrument: number,
  ticks: number,
  lots: number,
  timeMicros: number,
): void {
  const seconds = Math.floor(timeMicros / 1e6);
  for (const span of BAR_SPANS) {
    const open = seconds - (seconds % span);
    const key = `${String(instrument)}.${String(span)}.${String(open)}`;
    const bar = bars.get(key);
    if (bar === undefined) {
      bars.set(key, {
        instrument,
        span_seconds: span,
        open_seconds: open,
        open_ticks: ticks,
        high_ticks: ticks,
        low_ticks: ticks,
        close_ticks: ticks,
        volume_lots: lots,
        turnover_tick_lots: ticks * lots,
        trades: 1,
      });
      continue;
    }
    bar.high_ticks = Math.max(bar.high_ticks, ticks);
    bar.low_ticks = Math.min(bar.low_ticks, ticks);
    bar.close_ticks = ticks;
    bar.volume_lots += lots;
    bar.turnover_tick_lots += ticks * lots;
    bar.trades++;
  }
}
