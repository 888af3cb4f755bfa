// Amounts and moments in messages: exact decimals from minor units, control sums, UTC dates.

import { formatDecimal, parseDecimal } from '../../shared/domain/decimal.ts';
import { decimalsOf } from './field-checks.ts';
import { amountLeaf, partAt } from './message-xml.ts';
import type { Part } from './message-schema.ts';
import { MessageRefused } from './xml-guard.ts';

export interface Amount {
  /** Above 0; the direction is said elsewhere in a message. */
  readonly minor: number;
  /** ISO 4217. */
  readonly currency: string;
}

export function writeAmount(name: string, { minor, currency }: Amount): Part {
  return amountLeaf(name, formatDecimal(minor, scaleOf(currency)), currency);
}

export function readAmount(part: Part, path: string): Amount {
  const found = partAt(part, path);
  const currency = found?.currency ?? '';
  const minor = parseDecimal(found?.text ?? '', scaleOf(currency));
  if (minor === undefined) throw new MessageRefused('amount', path);
  return { minor, currency };
}

/** CtrlSum: the plain sum of all amounts, whatever their currencies (ISO 20022), with five decimals. */
export function controlSum(amounts: readonly Amount[]): string {
  let sum = 0n;
  for (const { minor, currency } of amounts) {
    sum += BigInt(minor) * 10n ** BigInt(CONTROL_DECIMALS - scaleOf(currency));
  }
  const digits = String(sum).padStart(CONTROL_DECIMALS + 1, '0');
  const fraction = digits.slice(-CONTROL_DECIMALS).replace(/0+$/, '');
  const whole = digits.slice(0, -CONTROL_DECIMALS);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

const CONTROL_DECIMALS = 5;

/** A sum may be written with more or fewer zeros at its end. */
export function isSameSum(given: string, computed: string): boolean {
  const plain = (text: string) =>
    text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
  return plain(given).replace(/^0+(?=\d)/, '') === plain(computed);
}

function scaleOf(currency: string): number {
  const scale = decimalsOf(currency);
  if (scale === undefined) throw new MessageRefused('currency', currency);
  return scale;
}

/** `2026-11-22T22:40:00.000Z`. */
export function dateTimeOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** The UTC day: `2026-11-22`. */
export function dateOf(ms: number): string {
  return dateTimeOf(ms).slice(0, 10);
}
