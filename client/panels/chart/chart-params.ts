// What a chart keeps for itself in the layout, read with care: a layout may be old or edited by hand.

import { BAR_SPANS, type BarSpan } from '../../../shared/domain/quote.ts';
import { indicatorKind } from './indicators/catalogue.ts';
import { CHART_STYLES, type ChartStyle } from './main-series.ts';

export interface ChartParams {
  readonly spanSeconds: BarSpan;
  readonly style: ChartStyle;
  readonly indicators: readonly string[];
  readonly volume: boolean;
  readonly logarithmic: boolean;
}

export const DEFAULT_PARAMS: ChartParams = {
  spanSeconds: 60,
  style: 'candles',
  indicators: ['ma7', 'ma25', 'ma60'],
  volume: true,
  logarithmic: false,
};

function oneOf<Value>(choices: readonly Value[], given: unknown, otherwise: Value): Value {
  return choices.find((choice) => choice === given) ?? otherwise;
}

export function readParams(params: Readonly<Record<string, unknown>>): ChartParams {
  const { spanSeconds, style, indicators, volume, logarithmic } = params;
  const known = Array.isArray(indicators)
    ? indicators.filter((id): id is string => typeof id === 'string' && !!indicatorKind(id))
    : DEFAULT_PARAMS.indicators;
  return {
    spanSeconds: oneOf(BAR_SPANS, spanSeconds, DEFAULT_PARAMS.spanSeconds),
    style: oneOf(CHART_STYLES, style, DEFAULT_PARAMS.style),
    indicators: [...new Set(known)],
    volume: volume !== false,
    logarithmic: logarithmic === true,
  };
}
