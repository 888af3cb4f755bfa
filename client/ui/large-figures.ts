// Large amounts in short: thousands, millions and billions in English, 万 and 亿 in Chinese; and prices of
// currencies with the big figure apart.

import { formatDecimal } from '../../shared/domain/decimal.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import type { Language } from '../i18n/text-table.ts';
import { grouped } from './format.ts';

type Unit = readonly [size: number, word: string];

const UNITS: Readonly<Record<Language, readonly Unit[]>> = {
  en: [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ],
  zh: [
    [1e8, '亿'],
    [1e4, '万'],
  ],
};

const SIGNIFICANT = 3;

/** `28.4K`, `1.74B`; `2.84万`, `17.4亿`. Three digits that count; cut, not rounded, so 999,999 stays under
 * a million. Below the first unit the whole number. */
export function shortAmount(value: number, language: Language): string {
  const size = Math.abs(value);
  const unit = UNITS[language].find(([least]) => size >= least);
  const sign = value < 0 ? '−' : '';
  if (unit === undefined) return `${sign}${grouped(String(Math.trunc(size)))}`;
  const scaled = size / unit[0];
  const whole = String(Math.trunc(scaled));
  const decimals = Math.max(0, SIGNIFICANT - whole.length);
  const cut = Math.trunc(Number((scaled * 10 ** decimals).toPrecision(12)));
  return `${sign}${grouped(formatDecimal(cut, decimals))}${unit[1]}`;
}

export interface BigFigure {
  /** Before, the two digits that dealers say, and the last one. */
  readonly head: string;
  readonly big: string;
  readonly pip: string;
}

/** `1.08412` as `1.08`, `41`, `2`: for currency pairs of at least three decimals. */
export function bigFigure(ticks: number, instrument: Instrument): BigFigure | undefined {
  if (ticks === 0 || instrument.priceScale < 3) return undefined;
  const text = grouped(formatDecimal(ticks * instrument.tickStep, instrument.priceScale));
  return { head: text.slice(0, -3), big: text.slice(-3, -1), pip: text.slice(-1) };
}
