// The fills of one instrument as marks at their bars: one per bar and side, with the sum of the lots.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { FillRow } from '../../state/fills-store.ts';
import type { BarSeries } from '../../state/market-views.ts';
import { qtyText } from '../../ui/format.ts';
import type { FillMark } from './own-marks.ts';

/** Place of the bar that starts at `time`; -1 where there is none. */
export function barAt(bars: Pick<BarSeries, 'count' | 'time'>, time: number): number {
  let [low, high] = [0, bars.count - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = bars.time(middle);
    if (here === time) return middle;
    if (here < time) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

type FillLike = Pick<FillRow, 'instrument' | 'side' | 'lots' | 'timeMicros'>;

export function fillMarks(
  fills: readonly FillLike[],
  instrument: Instrument,
  bars: Pick<BarSeries, 'count' | 'time' | 'high' | 'low' | 'spanSeconds'>,
): readonly FillMark[] {
  const lots = new Map<string, { k: number; side: number; lots: number }>();
  for (const fill of fills) {
    if (fill.instrument !== instrument.id) continue;
    const seconds = Math.floor(fill.timeMicros / 1_000_000);
    const k = barAt(bars, seconds - (seconds % bars.spanSeconds));
    if (k < 0) continue;
    const key = `${String(k)} ${String(fill.side)}`;
    const before = lots.get(key)?.lots ?? 0;
    lots.set(key, { k, side: fill.side, lots: before + fill.lots });
  }
  return [...lots.values()].map(({ k, side, lots: sum }) => ({
    barTime: bars.time(k),
    side,
    ticks: side === 0 ? bars.low(k) : bars.high(k),
    text: qtyText(sum, instrument),
  }));
}
