// Sizes as traders type them: grouped figures and short forms of both languages, read as scaled integers.

import { parseDecimal } from './decimal.ts';

/** Zeros that a suffix stands for. */
const SUFFIXES: Readonly<Record<string, number>> = {
  k: 3,
  m: 6,
  b: 9,
  千: 3,
  万: 4,
  萬: 4,
  亿: 8,
  億: 8,
  万亿: 12,
  萬億: 12,
};

const PATTERN = /^(\d+|\d{1,3}(?:,\d{3})+)?(\.\d+)?\s*([a-z]|[千万萬亿億]{1,2})?$/;

/** NFKC turns the wide digits, points and letters of a Chinese keyboard into the narrow ones. */
function narrow(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/**
 * `1,250.5`, `1k`, `2.5m`, `1万`, `1.5亿` as an integer of `scale` decimals; undefined when it is no size,
 * has more decimals than the scale can hold, or passes 2^53 - 1. Commas must stand where groups end, so
 * that a decimal comma is never read as a thousand.
 */
export function parseSize(text: string, scale: number): number | undefined {
  const match = PATTERN.exec(narrow(text));
  if (match === null) return undefined;
  const [, whole, fraction, suffix = ''] = match;
  if (whole === undefined && fraction === undefined) return undefined;
  const zeros = suffix === '' ? 0 : SUFFIXES[suffix];
  if (zeros === undefined) return undefined;
  // A suffix only moves the point, so the integer of more decimals is the one that is meant.
  const decimal = `${(whole ?? '0').replaceAll(',', '')}${fraction ?? ''}`;
  return parseDecimal(decimal, scale + zeros);
}

/** `50`, `12.5%` in basis points, 1 to 10000; undefined when it is none. */
export function parseShare(text: string): number | undefined {
  const bps = parseSize(narrow(text).replace(/\s*%$/, ''), 2);
  return bps === undefined || bps < 1 || bps > 10_000 ? undefined : bps;
}

export function isShare(text: string): boolean {
  return narrow(text).endsWith('%');
}
