// Figures of the chart. Its price axis counts scaled integers (ticks * tickStep), so that round prices get
// the grid lines and every price on it is exact.

import { formatDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { grouped } from '../../ui/format.ts';

export interface PriceFigures {
  /** Axis value of a price in ticks. */
  value(ticks: number): number;
  /** Ticks, with a fraction, of an axis value. */
  ticks(value: number): number;
  /** Text of an axis value, or of a figure of the same unit; empty for none. */
  text(value: number): string;
}

export function priceFigures(instrument: Instrument): PriceFigures {
  const { tickStep, priceScale } = instrument;
  return {
    value: (ticks) => ticks * tickStep,
    ticks: (value) => value / tickStep,
    text: (value) =>
      Number.isFinite(value) ? grouped(formatDecimal(Math.round(value), priceScale)) : '',
  };
}

export function percentText(value: number): string {
  return Number.isFinite(value) ? grouped(formatDecimal(Math.round(value * 100), 2)) : '';
}

/** With a sign where it is not zero. */
export function signedText(value: number, text: (value: number) => string): string {
  return value > 0 ? `+${text(value)}` : text(value);
}
