// What every part of the treasury shares: its tables, its ports, its account at the bank, its limits.

import type { TreasuryStore } from './open-treasury.ts';
import type { Bank } from './bank.ts';
import type { Books, Ledger } from './books.ts';
import type { Sealer } from './sealer.ts';

/** A currency of the venue that the bank knows, too. */
export interface FundableAsset {
  readonly id: number;
  /** ISO 4217. */
  readonly code: string;
  readonly scale: number;
}

export interface TreasuryHouse {
  readonly store: TreasuryStore;
  readonly books: Books;
  readonly ledger: Ledger;
  readonly bank: Bank;
  readonly sealer: Sealer;
  /** Signs the bank's call-backs. */
  readonly secret: Uint8Array;
  readonly assets: readonly FundableAsset[];
  /** The venue at its bank. */
  readonly holder: { readonly name: string; readonly iban: string; readonly bic: string };
  nowMs(): number;
  /** UUID of version 4. */
  newUetr(): string;
  /** Whether money can be given to this trading account. */
  isCustomer(account: number): boolean;
  /** What somebody has to look at; never for what a user did wrong. */
  onTrouble(words: string, about: object): void;
}

/** Whole units above which two persons have to approve. */
const APPROVAL_ABOVE_UNITS = 10_000;
/** Of currencies whose unit is small. */
const APPROVAL_ABOVE_SMALL_UNITS = 1_000_000;

export function approvalAboveMinor({ scale }: FundableAsset): number {
  return scale === 0 ? APPROVAL_ABOVE_SMALL_UNITS : APPROVAL_ABOVE_UNITS * 10 ** scale;
}

/** Two of them, neither the one who asks (ASVS 5.0 2.3.5). */
export const APPROVALS_NEEDED = 2;
