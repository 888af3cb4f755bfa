// Text to scaled integer and back: the only place of the platform where a decimal point exists.

import { MAX_SAFE } from './units.ts';

const PATTERN = /^(-?)(\d{1,16})(?:\.(\d{1,16}))?$/;

/**
 * Reads a plain decimal (no exponent, no blanks) as an integer of `scale` decimals.
 * Returns undefined when it is no decimal, has non-zero digits beyond the scale, or passes 2^53 - 1.
 */
export function parseDecimal(text: string, scale: number): number | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, fraction = ''] = match;
  const kept = fraction.slice(0, scale).padEnd(scale, '0');
  if (/[1-9]/.test(fraction.slice(scale))) return undefined;
  const value = Number(whole + kept);
  if (value > MAX_SAFE) return undefined;
  return sign === '-' && value !== 0 ? -value : value;
}

/** Writes an integer of `scale` decimals as a plain decimal with exactly that many decimals. */
export function formatDecimal(value: number, scale: number): string {
  const digits = String(Math.abs(value)).padStart(scale + 1, '0');
  const sign = value < 0 ? '-' : '';
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
