// What a delivery that fails leads to: the rate of its penalty by kind of what is traded, and the business
// day from which what is missing may be bought in.

import { AssetClass } from '../instrument.ts';
import { addBusinessDays } from './business-days.ts';
import { TERMS, type SettlementTerms } from './settlement-terms.ts';

/** Parts per million of the value of what is missing, by AssetClass, for a calendar day. */
export type PenaltyRates = Readonly<Record<AssetClass, number>>;

/** A day's penalty is one percent at most. */
export const PENALTY_PPM_MAX = 10_000;

/**
 * Delegated Regulation (EU) 2017/389, annex: liquid shares 1.0 basis point a day, bonds 0.20 (of sovereign
 * issuers 0.10), other instruments 0.50. Coins settle with the trade or not at all.
 */
export const CSDR_PENALTY_PPM: PenaltyRates = {
  [AssetClass.stock]: 100,
  [AssetClass.bond]: 20,
  [AssetClass.fund]: 50,
  [AssetClass.fx]: 50,
  [AssetClass.crypto]: 0,
};

/** Regulation (EU) 909/2014 art. 7(3): four business days after the value date for liquid shares, seven at
 * most for the rest. */
const BUY_IN_DAYS = { shares: 4, others: 7 } as const;

/** The first business day on which a delivery that fails since its value date may be bought in. */
export function buyInDateOf(
  settlement: SettlementTerms,
  assetClass: AssetClass,
  failedSince: number,
): number {
  const days = assetClass === AssetClass.stock ? BUY_IN_DAYS.shares : BUY_IN_DAYS.others;
  return addBusinessDays(failedSince, days, TERMS[settlement].calendars);
}
