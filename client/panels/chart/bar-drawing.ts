// Draws bars, volume and indicators of a series as it grows; quiet bars of a session keep their room.

import type { BarSeries } from '../../state/market-views.ts';
import type { BarSink } from './bar-sync.ts';
import type { TokenColours } from './chart-colours.ts';
import { createHeikinAshi } from './heikin-ashi.ts';
import type { IndicatorLines } from './indicator-lines.ts';
import {
  averagedPoint,
  axisTime,
  mainPoint,
  volumePoint,
  type AnySeries,
  type ChartStyle,
  type Point,
} from './main-series.ts';
import type { PriceFigures } from './price-figures.ts';
import { emptySlots, type SessionHours } from './session-hours.ts';

/** Bars without a trade in a row that are shown as such; a longer silence is left out. */
const QUIET_BARS_MAX = 120;

export interface DrawingSetting {
  readonly main: AnySeries;
  readonly volume: AnySeries | undefined;
  readonly indicators: readonly IndicatorLines[];
  readonly style: ChartStyle;
  readonly colours: TokenColours;
  readonly figures: PriceFigures;
  readonly hours: SessionHours;
}

export function createBarDrawing(setting: DrawingSetting): BarSink {
  const { main, volume, indicators, style, colours, figures, hours } = setting;
  const averaged = createHeikinAshi();
  const pointOf = (bars: BarSeries, k: number): Point =>
    style === 'heikin'
      ? averagedPoint(bars.time(k), averaged(bars, k), figures)
      : mainPoint(bars, k, style, figures);
  /** Start of the newest bar on the chart. */
  let newest = NaN;

  const quietBefore = (bars: BarSeries, k: number): readonly Point[] => {
    if (k === 0) return [];
    const [before, now] = [bars.time(k - 1), bars.time(k)];
    const slots = emptySlots(before, now, bars.spanSeconds, hours, QUIET_BARS_MAX);
    return slots.map((time) => ({ time: axisTime(time) }));
  };
  const update = (bars: BarSeries, k: number) => {
    if (bars.time(k) !== newest) for (const quiet of quietBefore(bars, k)) main.update(quiet);
    newest = bars.time(k);
    main.update(pointOf(bars, k));
    volume?.update(volumePoint(bars, k, colours));
  };

  return {
    begin(bars) {
      const points: Point[] = [];
      for (let k = 0; k < bars.count; k++) {
        points.push(...quietBefore(bars, k), pointOf(bars, k));
      }
      newest = bars.count === 0 ? NaN : bars.time(bars.count - 1);
      main.setData(points);
      volume?.setData(Array.from({ length: bars.count }, (_, k) => volumePoint(bars, k, colours)));
      for (const lines of indicators) lines.begin(bars);
    },
    settle(bars, k) {
      update(bars, k);
      for (const lines of indicators) lines.settle(bars, k);
    },
    grow(bars, k) {
      update(bars, k);
      for (const lines of indicators) lines.grow(bars, k);
    },
  };
}
