// Whose money is it: the payment reference and the virtual account of each customer, both ways.

import type { Unmatched } from '../../shared/domain/bank-breaks.ts';
import {
  creditorReference,
  ibanOf,
  isCreditorReference,
  isIban,
} from '../iso20022/field-checks.ts';

/** Country and bank code of the venue's accounts; the last eight digits are the customer's. */
const COUNTRY = 'GB';
const BANK_CODE = 'OPBL000000';
const DIGITS = 8;

export function virtualIban(account: number): string {
  return ibanOf(COUNTRY, BANK_CODE + String(account).padStart(DIGITS, '0'));
}

/** The account that stands for the venue itself. */
export const VENUE_IBAN = virtualIban(0);
export const VENUE_BIC = 'OPBLGB2L';

/** ISO 11649. */
export function paymentReference(account: number): string {
  return creditorReference(`OB${String(account).padStart(6, '0')}`);
}

function accountOfIban(iban: string): number | undefined {
  const isOurs = isIban(iban) && iban.startsWith(COUNTRY) && iban.slice(4, 14) === BANK_CODE;
  const account = Number(iban.slice(-DIGITS));
  return isOurs && account > 0 ? account : undefined;
}

export interface PaidTo {
  readonly creditedIban?: string | undefined;
  readonly reference?: string | undefined;
  readonly remittance?: string | undefined;
  readonly endToEndId?: string | undefined;
}

/** The account, or why there is none. */
export type Match = { readonly account: number } | { readonly classification: Unmatched };

/** Blanks are taken out of texts before, so a reference may touch the word behind it. */
const OURS = /RF\d{2}OB\d{6}(?!\d)/g;
const LOOKS_LIKE_ONE = /RF\d{2}/;

/** By virtual account, creditor reference, the words of the payer, or the end-to-end id: whatever is there
 * has to say the same. */
export function matchOf(paid: PaidTo, isCustomer: (account: number) => boolean): Match {
  const texts = [paid.reference, paid.remittance, paid.endToEndId].map(
    (text) => text?.toUpperCase().replaceAll(' ', '') ?? '',
  );
  const references = texts.flatMap((text) => text.match(OURS) ?? []);
  const good = references.filter(isCreditorReference).map(accountOfReference);
  const byIban = accountOfIban(paid.creditedIban ?? '');
  const named = new Set([...good, ...(byIban === undefined ? [] : [byIban])]);
  const [account, other] = named;
  if (other !== undefined) return { classification: 'conflictingReferences' };
  if (account !== undefined) {
    return isCustomer(account) ? { account } : { classification: 'unknownAccount' };
  }
  const hasAny = texts[0] !== '' || texts.some((text) => LOOKS_LIKE_ONE.test(text));
  return { classification: hasAny ? 'badReference' : 'noReference' };
}

function accountOfReference(reference: string): number {
  return Number(reference.slice('RF00OB'.length));
}
