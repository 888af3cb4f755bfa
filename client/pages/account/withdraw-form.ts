// A withdrawal as a form: amounts are text while they are written and minor units when they are sent. The
// server decides; here only what cannot be right is marked.

import { parseDecimal } from '../../../shared/domain/decimal.ts';
import type { FundedCurrency } from '../../actions/funding.ts';

export interface WithdrawDraft {
  /** Empty: none chosen. */
  readonly bankAccount: string;
  readonly amount: string;
}

export type AmountFault = 'missing' | 'amount' | 'decimals' | 'zero' | 'over';
export interface WithdrawFaults {
  readonly bankAccount?: 'choose';
  readonly amount?: AmountFault;
}

/** The venue holds amounts below 2^53; pay-ins of the simulated bank are smaller. */
export const PAY_IN_MAX_MINOR = 1e15;

const PLAIN = /^\d+(\.\d*)?$/;
/** `1,250,000.00`, as this page writes it. */
const GROUPED = /^\d{1,3}(,\d{3})+(\.\d*)?$/;

/** Minor units, or why the text is no amount of the currency. */
export function readAmount(text: string, scale: number): number | AmountFault {
  const given = text.trim();
  if (given === '') return 'missing';
  if (!PLAIN.test(given) && !GROUPED.test(given)) return 'amount';
  const plain = given.replaceAll(',', '').replace(/\.$/, '');
  const minor = parseDecimal(plain, scale);
  if (minor !== undefined) return minor === 0 ? 'zero' : minor;
  return (plain.split('.')[1] ?? '').length > scale ? 'decimals' : 'amount';
}

export function withdrawFaults(draft: WithdrawDraft, currency: FundedCurrency): WithdrawFaults {
  const amount = readAmount(draft.amount, currency.scale);
  const isOver = typeof amount === 'number' && amount > currency.withdrawableMinor;
  return {
    ...(draft.bankAccount === '' ? { bankAccount: 'choose' as const } : {}),
    ...(isOver ? { amount: 'over' as const } : {}),
    ...(typeof amount === 'string' ? { amount } : {}),
  };
}

export function payInFault(text: string, scale: number): AmountFault | undefined {
  const amount = readAmount(text, scale);
  if (typeof amount === 'string') return amount;
  return amount > PAY_IN_MAX_MINOR ? 'amount' : undefined;
}

/** What follows an amount: two persons look at it, or it goes at once; undefined: it is no amount yet. */
export function whatFollows(
  text: string,
  { scale, approvalAboveMinor }: FundedCurrency,
): 'twoPersons' | 'atOnce' | undefined {
  const amount = readAmount(text, scale);
  if (typeof amount === 'string') return undefined;
  return amount > approvalAboveMinor ? 'twoPersons' : 'atOnce';
}

/** Names a request, so that sending it again is not a second withdrawal. */
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
