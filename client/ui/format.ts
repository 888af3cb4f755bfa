// Integers to figures on the screen: prices by tick, quantities by lot, money by scale.

import { formatDecimal } from '../../shared/domain/decimal.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';

const MINUS = '−';
const GROUP = 3;

/** Thousands apart, and a true minus. Tables write thousands of figures in a frame, so the usual short one
 * is answered without a look at its digits. */
export function grouped(text: string): string {
  const isNegative = text.charCodeAt(0) === 45;
  const from = isNegative ? 1 : 0;
  const point = text.indexOf('.');
  let end = point < 0 ? text.length : point;
  if (end - from <= GROUP) return isNegative ? MINUS + text.slice(1) : text;
  let rest = text.slice(end - GROUP);
  for (end -= GROUP; end - from > GROUP; end -= GROUP) {
    rest = `${text.slice(end - GROUP, end)},${rest}`;
  }
  return `${isNegative ? MINUS : ''}${text.slice(from, end)},${rest}`;
}

export function priceText(ticks: number, instrument: Instrument): string {
  if (ticks === 0) return '–';
  return grouped(formatDecimal(ticks * instrument.tickStep, instrument.priceScale));
}

export function qtyText(lots: number, instrument: Instrument): string {
  return grouped(formatDecimal(lots * instrument.lotStep, instrument.qtyScale));
}

export function moneyText(minor: number, scale: number, decimals = Math.min(scale, 2)): string {
  // Shown decimals are cut, never rounded up: nobody sees money that is not there.
  const cut = Math.trunc(minor / 10 ** (scale - decimals));
  return grouped(formatDecimal(cut, decimals));
}

/** Signed percentage with two decimals from two prices; empty where one is missing. */
export function changeText(open: number, last: number): string {
  if (open === 0 || last === 0) return '';
  const hundredths = Math.round(((last - open) / open) * 10_000);
  const sign = hundredths > 0 ? '+' : hundredths < 0 ? '−' : '';
  return `${sign}${formatDecimal(Math.abs(hundredths), 2)}%`;
}

export function timeText(micros: number): string {
  const date = new Date(micros / 1000);
  const pad = (value: number, size = 2) => String(value).padStart(size, '0');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((v) => pad(v))
    .join(':');
  return `${clock}.${pad(date.getMilliseconds(), 3)}`;
}

const DAY_MS = 86_400_000;

/** Days since 1970 as YYYY-MM-DD. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
