// The chart's looks: surfaces, grid, axes and crosshair from the tokens, texts in zone and language.

import {
  CrosshairMode,
  LineStyle,
  PriceScaleMode,
  type DeepPartial,
  type Time,
  type TimeChartOptions,
} from 'lightweight-charts';
import type { Language } from '../../i18n/text-table.ts';
import type { TokenColours } from './chart-colours.ts';
import { barTimeText, type ZoneOffset } from './zone-clock.ts';
import { markFormatter } from './zoned-scale.ts';

/** Room of the price axis, px: a price in six figures does not move the chart. */
export const AXIS_WIDTH = 68;
/** Empty bars at the right, where the handles of orders are. */
const RIGHT_BARS = 14;
const BAR_WIDTH = 7;

export interface LookSetting {
  readonly colours: TokenColours;
  readonly spanSeconds: number;
  readonly offset: ZoneOffset;
  readonly language: Language;
  readonly logarithmic: boolean;
}

export function chartOptions(setting: LookSetting): DeepPartial<TimeChartOptions> {
  const { colours, spanSeconds, offset, language, logarithmic } = setting;
  const line = colours('--line');
  const cross = {
    color: colours('--control'),
    style: LineStyle.Dashed,
    width: 1,
    labelBackgroundColor: colours('--line-strong'),
  } as const;
  return {
    autoSize: true,
    layout: {
      background: { color: colours('--surface-1') },
      textColor: colours('--text-3'),
      fontFamily: colours('--font'),
      fontSize: parseInt(colours('--fs-1'), 10),
      // The library's logo brings a style element that the page's policy refuses; the panel has its own link.
      attributionLogo: false,
      panes: { separatorColor: line, separatorHoverColor: colours('--surface-3') },
    },
    grid: { vertLines: { color: line }, horzLines: { color: line } },
    crosshair: { mode: CrosshairMode.Normal, vertLine: cross, horzLine: cross },
    rightPriceScale: {
      borderColor: line,
      minimumWidth: AXIS_WIDTH,
      scaleMargins: { top: 0.14, bottom: 0.22 },
      mode: logarithmic ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal,
    },
    timeScale: {
      borderColor: line,
      timeVisible: spanSeconds < 86_400,
      secondsVisible: spanSeconds < 60,
      rightOffset: RIGHT_BARS,
      barSpacing: BAR_WIDTH,
      tickMarkFormatter: markFormatter(offset, language),
    },
    localization: {
      locale: language === 'zh' ? 'zh-CN' : 'en',
      dateFormat: 'yyyy-MM-dd',
      timeFormatter: (time: Time) => barTimeText(time as number, spanSeconds, offset),
    },
    kineticScroll: { mouse: false, touch: true },
  };
}
