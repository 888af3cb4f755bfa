// The bars as candles, bars, a line or an area, and the volume at their feet.

import {
  AreaSeries,
  BarSeries as BarsSeries,
  CandlestickSeries,
  HistogramSeries,
  LineSeries,
  type IChartApiBase,
  type ISeriesApi,
  type SeriesType,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { BarSeries } from '../../state/market-views.ts';
import type { TokenColours } from './chart-colours.ts';
import type { AveragedBar } from './heikin-ashi.ts';
import type { PriceFigures } from './price-figures.ts';

export const CHART_STYLES = ['candles', 'heikin', 'bars', 'line', 'area'] as const;
export type ChartStyle = (typeof CHART_STYLES)[number];

export type AnySeries = ISeriesApi<SeriesType>;
export type AnyChart = IChartApiBase<Time>;
export type Point = Parameters<AnySeries['setData']>[0][number];

export const axisTime = (seconds: number) => seconds as UTCTimestamp;

export function addMainSeries(
  chart: AnyChart,
  style: ChartStyle,
  colours: TokenColours,
  figures: PriceFigures,
): AnySeries {
  const [up, down, accent] = [colours('--up'), colours('--down'), colours('--accent')];
  // The crosshair lies anywhere; its label names a price that can be traded.
  const onTick = (value: number) => figures.text(figures.value(Math.round(figures.ticks(value))));
  const common = {
    priceFormat: { type: 'custom', formatter: onTick, minMove: figures.value(1) },
    // The label of the last price is ours: it has the countdown below it.
    lastValueVisible: false,
    priceLineStyle: 1,
    priceLineWidth: 1,
  } as const;
  switch (style) {
    case 'candles':
    case 'heikin': {
      const wicks = { wickUpColor: up, wickDownColor: down, borderVisible: false };
      return chart.addSeries(CandlestickSeries, {
        ...common,
        ...wicks,
        // A close that never traded gets no line beside the label of the last price.
        priceLineVisible: style === 'candles',
        upColor: up,
        downColor: down,
      });
    }
    case 'bars':
      return chart.addSeries(BarsSeries, { ...common, upColor: up, downColor: down });
    case 'line':
      return chart.addSeries(LineSeries, { ...common, color: accent, lineWidth: 2 });
    case 'area': {
      const fill = { topColor: colours('--accent-soft'), bottomColor: colours('--surface-1') };
      return chart.addSeries(AreaSeries, { ...common, ...fill, lineColor: accent, lineWidth: 2 });
    }
    default:
      return style satisfies never;
  }
}

/** Bar `k` as the style wants it. */
export function mainPoint(bars: BarSeries, k: number, style: ChartStyle, figures: PriceFigures) {
  const time = axisTime(bars.time(k));
  const close = figures.value(bars.close(k));
  if (style === 'line' || style === 'area') return { time, value: close };
  const [open, high, low] = [bars.open(k), bars.high(k), bars.low(k)].map(figures.value);
  return { time, open: open!, high: high!, low: low!, close };
}

export function averagedPoint(time: number, bar: AveragedBar, figures: PriceFigures) {
  const [open, high, low] = [bar.open, bar.high, bar.low].map(figures.value);
  const close = figures.value(bar.close);
  return { time: axisTime(time), open: open!, high: high!, low: low!, close };
}

export function addVolumeSeries(chart: AnyChart): AnySeries {
  const series = chart.addSeries(HistogramSeries, {
    priceScaleId: 'volume',
    priceFormat: { type: 'volume' },
    lastValueVisible: false,
    priceLineVisible: false,
  });
  series.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
  return series;
}

export function volumePoint(bars: BarSeries, k: number, colours: TokenColours) {
  const rose = bars.close(k) >= bars.open(k);
  // Translucent, so that the price line behind stays visible.
  const color = `${colours(rose ? '--up' : '--down')}55`;
  return { time: axisTime(bars.time(k)), value: bars.volume(k), color };
}
