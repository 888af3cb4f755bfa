// One indicator on the chart: its lines, and its state, which follows the bars one by one.

import { HistogramSeries, LineSeries } from 'lightweight-charts';
import type { BarSeries } from '../../state/market-views.ts';
import type { BarSink } from './bar-sync.ts';
import type { TokenColours } from './chart-colours.ts';
import type { IndicatorBar } from './indicators/indicator.ts';
import type { IndicatorKind, OutputLook } from './indicators/catalogue.ts';
import { axisTime, type AnyChart, type AnySeries, type Point } from './main-series.ts';
import { percentText, type PriceFigures } from './price-figures.ts';

export interface IndicatorLines extends BarSink {
  readonly kind: IndicatorKind;
  /** One per output of the kind. */
  readonly series: readonly AnySeries[];
  /** Values at the growing bar. */
  readonly latest: Float64Array;
  text(value: number): string;
}

export interface LinesSetting {
  readonly colours: TokenColours;
  readonly figures: PriceFigures;
  readonly dayEndSecond: number;
  /** 0 is the pane of the bars. */
  readonly pane: number;
}

const LINE_DASHED = 2;
const LINE_SOLID = 0;

export function addIndicatorLines(
  chart: AnyChart,
  kind: IndicatorKind,
  { colours, figures, dayEndSecond, pane }: LinesSetting,
): IndicatorLines {
  const text = kind.unit === 'price' ? figures.text : percentText;
  const minMove = kind.unit === 'price' ? 1 : 0.01;
  const series = kind.outputs.map((look) =>
    addOutput(chart, look, { colours, pane, text, minMove }),
  );
  const latest = new Float64Array(kind.outputs.length).fill(NaN);
  let indicator = kind.make({ dayEndSecond });

  /** Axis values: indicators are linear in price, or know no unit at all. */
  const read = (bars: BarSeries, k: number): IndicatorBar => ({
    time: bars.time(k),
    high: figures.value(bars.high(k)),
    low: figures.value(bars.low(k)),
    close: figures.value(bars.close(k)),
    volume: bars.volume(k),
  });
  const pointOf = (look: OutputLook, time: number, value: number): Point => {
    if (Number.isNaN(value)) return { time: axisTime(time) };
    if (look.columns !== true) return { time: axisTime(time), value };
    return { time: axisTime(time), value, color: `${colours(value >= 0 ? '--up' : '--down')}99` };
  };
  const update = (bars: BarSeries, k: number) => {
    const bar = read(bars, k);
    indicator.preview(bar, latest);
    series.forEach((line, at) => {
      line.update(pointOf(kind.outputs[at]!, bar.time, latest[at]!));
    });
    return bar;
  };

  return {
    kind,
    series,
    latest,
    text,
    begin(bars) {
      indicator = kind.make({ dayEndSecond });
      latest.fill(NaN);
      const points = kind.outputs.map((): Point[] => []);
      for (let k = 0; k < bars.count; k++) {
        const bar = read(bars, k);
        indicator.preview(bar, latest);
        points.forEach((list, at) => {
          list.push(pointOf(kind.outputs[at]!, bar.time, latest[at]!));
        });
        if (k < bars.count - 1) indicator.take(bar);
      }
      series.forEach((line, at) => {
        line.setData(points[at]!);
      });
    },
    settle(bars, k) {
      indicator.take(update(bars, k));
    },
    grow(bars, k) {
      update(bars, k);
    },
  };
}

interface OutputSetting {
  readonly colours: TokenColours;
  readonly pane: number;
  readonly text: (value: number) => string;
  readonly minMove: number;
}

function addOutput(chart: AnyChart, look: OutputLook, setting: OutputSetting): AnySeries {
  const { colours, pane, text, minMove } = setting;
  const common = {
    priceFormat: { type: 'custom', formatter: text, minMove },
    lastValueVisible: false,
    priceLineVisible: false,
  } as const;
  if (look.columns === true) return chart.addSeries(HistogramSeries, common, pane);
  const lineStyle = look.dashed === true ? LINE_DASHED : LINE_SOLID;
  const line = { color: colours(look.token), lineWidth: 1, lineStyle } as const;
  const quiet = { crosshairMarkerVisible: false } as const;
  return chart.addSeries(LineSeries, { ...common, ...line, ...quiet }, pane);
}
