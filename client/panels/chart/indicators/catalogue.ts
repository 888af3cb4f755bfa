// The indicators a chart offers: name, figures, where they are drawn and how they are made.

import { averageRange } from './average-range.ts';
import { bollingerBands } from './bollinger-bands.ts';
import { exponentialAverage } from './exponential-average.ts';
import type { Indicator } from './indicator.ts';
import { movingAverage } from './moving-average.ts';
import { movingConvergence } from './moving-convergence.ts';
import { relativeStrength } from './relative-strength.ts';
import { stochasticKdj } from './stochastic-kdj.ts';
import { volumePrice } from './volume-price.ts';

export interface OutputLook {
  /** Short name in the legend, the same in every language. */
  readonly label: string;
  /** Colour token. */
  readonly token: `--${string}`;
  readonly dashed?: boolean;
  /** Columns above and below zero instead of a line. */
  readonly columns?: boolean;
}

export interface IndicatorKind {
  readonly id: string;
  readonly title: string;
  /** over: on the bars · own: below them. */
  readonly pane: 'over' | 'own';
  /** price: figures are distances in price · percent: 0 to 100. */
  readonly unit: 'price' | 'percent';
  readonly outputs: readonly OutputLook[];
  make(setting: { readonly dayEndSecond: number }): Indicator;
}

const line = (label: string, token: `--${string}`, dashed = false): OutputLook => ({
  label,
  token,
  dashed,
});

const average = (length: number, token: `--${string}`, dashed = false): IndicatorKind => ({
  id: `ma${String(length)}`,
  title: `MA ${String(length)}`,
  pane: 'over',
  unit: 'price',
  outputs: [line(`MA${String(length)}`, token, dashed)],
  make: () => movingAverage(length),
});

export const INDICATORS: readonly IndicatorKind[] = [
  average(7, '--text-2'),
  average(25, '--accent'),
  average(60, '--warn', true),
  {
    id: 'ema20',
    title: 'EMA 20',
    pane: 'over',
    unit: 'price',
    outputs: [line('EMA20', '--hue-blue')],
    make: () => exponentialAverage(20),
  },
  {
    id: 'boll',
    title: 'BOLL 20, 2',
    pane: 'over',
    unit: 'price',
    outputs: [
      line('MID', '--text-3'),
      line('UP', '--hue-blue', true),
      line('LOW', '--hue-blue', true),
    ],
    make: () => bollingerBands(20, 2),
  },
  {
    id: 'vwap',
    title: 'VWAP',
    pane: 'over',
    unit: 'price',
    outputs: [line('VWAP', '--hue-orange')],
    make: ({ dayEndSecond }) => volumePrice(dayEndSecond),
  },
  {
    id: 'macd',
    title: 'MACD 12, 26, 9',
    pane: 'own',
    unit: 'price',
    outputs: [
      line('DIF', '--accent'),
      line('DEA', '--warn'),
      { label: 'MACD', token: '--up', columns: true },
    ],
    make: () => movingConvergence(12, 26, 9),
  },
  {
    id: 'kdj',
    title: 'KDJ 9, 3, 3',
    pane: 'own',
    unit: 'percent',
    outputs: [line('K', '--accent'), line('D', '--warn'), line('J', '--text-3', true)],
    make: () => stochasticKdj(9),
  },
  {
    id: 'rsi',
    title: 'RSI 14',
    pane: 'own',
    unit: 'percent',
    outputs: [line('RSI14', '--accent')],
    make: () => relativeStrength(14),
  },
  {
    id: 'atr',
    title: 'ATR 14',
    pane: 'own',
    unit: 'price',
    outputs: [line('ATR14', '--accent')],
    make: () => averageRange(14),
  },
];

export function indicatorKind(id: string): IndicatorKind | undefined {
  return INDICATORS.find((kind) => kind.id === id);
}
