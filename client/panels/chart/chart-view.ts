// The chart of one bar series: built once per instrument, interval and look, then followed frame by frame.

import {
  createChartEx,
  type LogicalRange,
  type MouseEventParams,
  type Time,
} from 'lightweight-charts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { Language } from '../../i18n/text-table.ts';
import type { BarSeries } from '../../state/market-views.ts';
import { createBarDrawing } from './bar-drawing.ts';
import { createBarSync } from './bar-sync.ts';
import { readColours } from './chart-colours.ts';
import { chartOptions } from './chart-options.ts';
import { barAt } from './fill-marks.ts';
import { addIndicatorLines, type IndicatorLines } from './indicator-lines.ts';
import { indicatorKind } from './indicators/catalogue.ts';
import {
  addMainSeries,
  addVolumeSeries,
  axisTime,
  type AnyChart,
  type AnySeries,
  type ChartStyle,
} from './main-series.ts';
import { OwnMarks } from './own-marks.ts';
import { priceFigures, type PriceFigures } from './price-figures.ts';
import { sessionHoursOf } from './session-hours.ts';
import type { ZoneOffset } from './zone-clock.ts';
import { createZonedScale } from './zoned-scale.ts';

export interface ViewSetting {
  readonly bars: BarSeries;
  readonly instrument: Instrument;
  readonly style: ChartStyle;
  readonly indicators: readonly string[];
  readonly volume: boolean;
  readonly logarithmic: boolean;
  readonly offset: ZoneOffset;
  readonly language: Language;
  /** What was shown before the look changed; undefined: the newest bars. */
  readonly range: LogicalRange | undefined;
}

export interface ChartView {
  readonly figures: PriceFigures;
  readonly marks: OwnMarks;
  readonly indicators: readonly IndicatorLines[];
  /** Draws what the series has new; true when something was. */
  follow(): boolean;
  /** px from the top of the chart; undefined outside of the pane of the bars. */
  yOf(ticks: number): number | undefined;
  /** px from the top of the chart to the top of a pane. */
  paneTop(pane: number): number;
  /** px that the price axis takes at the right. */
  axisWidth(): number;
  /** Ticks at a height, with a fraction. */
  ticksAt(y: number): number | undefined;
  /** Bar under the crosshair; -1 none. */
  hovered(): number;
  /** Values of an indicator at the hovered bar, or at the growing one. */
  valuesOf(lines: IndicatorLines): ArrayLike<number>;
  /** Puts the crosshair on a bar by hand; -1 takes it away. */
  pointAt(k: number): void;
  /** Makes bars wider (above 1) or narrower. */
  zoom(factor: number): void;
  showNewest(): void;
  range(): LogicalRange | undefined;
  remove(): void;
}

/** Older bars are asked for when so few are left of the screen's edge. */
const OLDER_WITHIN = 30;
const OLDER_EVERY_MS = 2_000;
const MAIN_PANE_SHARE = 3;
/** px between two panes. */
const SEPARATOR_HEIGHT = 1;

export function createChartView(host: HTMLElement, setting: ViewSetting): ChartView {
  const { bars, instrument, style, offset, language, logarithmic } = setting;
  const colours = readColours(host);
  const figures = priceFigures(instrument);
  const hours = sessionHoursOf(instrument);
  const { spanSeconds } = bars;
  const look = { colours, spanSeconds, offset, language, logarithmic };
  const scale = createZonedScale({ spanSeconds, hours, offset });
  const chart: AnyChart = createChartEx(host, scale, chartOptions(look));
  const main = addMainSeries(chart, style, colours, figures);
  const volume = setting.volume ? addVolumeSeries(chart) : undefined;
  const lineSetting = { colours, figures, dayEndSecond: instrument.dayEndSecond };
  const indicators = addIndicators(chart, setting.indicators, lineSetting);
  const marks = new OwnMarks(colours, figures);
  main.attachPrimitive(marks);
  const drawing = { main, volume, indicators, style, colours, figures, hours };
  const follow = createBarSync(bars, createBarDrawing(drawing));
  const pointer = watchPointer(chart, main, bars, figures);
  const stopLoading = loadOlderOnScroll(chart, bars);
  follow();
  /** Painters may come once more before they learn that the chart is gone. */
  let removed = false;
  if (setting.range !== undefined) chart.timeScale().setVisibleLogicalRange(setting.range);

  return {
    figures,
    marks,
    indicators,
    follow: () => !removed && follow(),
    ...chartPlaces(chart, main, figures, () => removed),
    hovered: pointer.hovered,
    valuesOf: (lines) => (removed ? lines.latest : pointer.valuesOf(lines)),
    pointAt(k) {
      if (!removed) pointer.pointAt(k);
    },
    zoom(factor) {
      const { barSpacing } = chart.timeScale().options();
      chart
        .timeScale()
        .applyOptions({ barSpacing: Math.min(Math.max(barSpacing * factor, 1), 60) });
    },
    showNewest() {
      chart.priceScale('right').applyOptions({ autoScale: true });
      chart.timeScale().resetTimeScale();
    },
    range: () => chart.timeScale().getVisibleLogicalRange() ?? undefined,
    remove() {
      removed = true;
      stopLoading();
      // Marks that are set from now on must not wake the chart.
      main.detachPrimitive(marks);
      chart.remove();
    },
  };
}

/** Where prices and panes lie on the screen. */
function chartPlaces(
  chart: AnyChart,
  main: AnySeries,
  figures: PriceFigures,
  isGone: () => boolean,
): Pick<ChartView, 'yOf' | 'paneTop' | 'axisWidth' | 'ticksAt'> {
  return {
    yOf(ticks) {
      if (isGone()) return undefined;
      const y = main.priceToCoordinate(figures.value(ticks));
      if (y === null || y < 0 || y > (chart.panes()[0]?.getHeight() ?? 0)) return undefined;
      return y;
    },
    paneTop(index) {
      if (isGone()) return 0;
      const above = chart.panes().slice(0, index);
      return above.reduce((top, pane) => top + pane.getHeight() + SEPARATOR_HEIGHT, 0);
    },
    axisWidth: () => (isGone() ? 0 : main.priceScale().width()),
    ticksAt(y) {
      if (isGone()) return undefined;
      const value = main.coordinateToPrice(y);
      return value === null ? undefined : figures.ticks(value);
    },
  };
}

function addIndicators(
  chart: AnyChart,
  ids: readonly string[],
  setting: Omit<Parameters<typeof addIndicatorLines>[2], 'pane'>,
): readonly IndicatorLines[] {
  const added: IndicatorLines[] = [];
  let panes = 0;
  for (const id of ids) {
    const kind = indicatorKind(id);
    if (kind === undefined) continue;
    if (kind.pane === 'own') panes += 1;
    const pane = kind.pane === 'own' ? panes : 0;
    added.push(addIndicatorLines(chart, kind, { ...setting, pane }));
  }
  chart.panes().forEach((pane, at) => {
    pane.setStretchFactor(at === 0 ? MAIN_PANE_SHARE : 1);
  });
  return added;
}

type Pointer = Pick<ChartView, 'hovered' | 'valuesOf' | 'pointAt'>;

/** Which bar the crosshair is on, by mouse or by key. */
function watchPointer(
  chart: AnyChart,
  main: AnySeries,
  bars: BarSeries,
  figures: PriceFigures,
): Pointer {
  /** Start of the bar, not its place: older bars may come before it. */
  let time = NaN;
  chart.subscribeCrosshairMove(({ time: at, point }: MouseEventParams<Time>) => {
    time = at === undefined || point === undefined ? NaN : (at as number);
  });
  const hovered = () => (Number.isNaN(time) ? -1 : barAt(bars, time));
  return {
    hovered,
    valuesOf(lines) {
      const k = hovered();
      if (k < 0 || k === bars.count - 1) return lines.latest;
      const logical = chart.timeScale().timeToIndex(axisTime(time), false);
      if (logical === null) return lines.latest;
      return lines.series.map((series) => valueAt(series, logical));
    },
    pointAt(k) {
      if (k < 0) {
        time = NaN;
        chart.clearCrosshairPosition();
        return;
      }
      time = bars.time(k);
      chart.setCrosshairPosition(figures.value(bars.close(k)), axisTime(time), main);
      keepInView(chart, time);
    },
  };
}

function valueAt(series: AnySeries, logical: number): number {
  const point = series.dataByIndex(logical);
  return point !== null && 'value' in point ? point.value : NaN;
}

/** Scrolls just so far that a bar can be seen. */
function keepInView(chart: AnyChart, time: number): void {
  const scale = chart.timeScale();
  const [at, range] = [scale.timeToIndex(axisTime(time), false), scale.getVisibleLogicalRange()];
  if (at === null || range === null) return;
  const over = at < range.from ? at - range.from : at > range.to ? at - range.to : 0;
  if (over === 0) return;
  scale.setVisibleLogicalRange({ from: range.from + over, to: range.to + over });
}

function loadOlderOnScroll(chart: AnyChart, bars: BarSeries): () => void {
  let lastAsked = -Infinity;
  let loading = false;
  const load = async () => {
    loading = true;
    lastAsked = performance.now();
    await bars.loadOlder();
    loading = false;
  };
  const onRange = (range: LogicalRange | null) => {
    if (range === null || range.from > OLDER_WITHIN || bars.complete || loading) return;
    if (bars.count === 0 || performance.now() - lastAsked < OLDER_EVERY_MS) return;
    void load();
  };
  chart.timeScale().subscribeVisibleLogicalRangeChange(onRange);
  return () => {
    chart.timeScale().unsubscribeVisibleLogicalRangeChange(onRange);
  };
}
