// Notional, fee and hold of an order. The ticket's preview and the core's risk use these same
// functions, so that what was shown is what is held.

import { Side } from './order.ts';

const PPM = 1_000_000;

/** ticks * lots * tickValueMinor in quote minor units; admission keeps the product below 2^53. */
export function notionalMinor(ticks: number, lots: number, tickValueMinor: number): number {
  return ticks * lots * tickValueMinor;
}

/**
 * floor(notional * ppm / 10^6) without passing 2^53: split at a million.
 * Rounding down makes fee(a) + fee(b) <= fee(a + b), so partial fills never cost more than the hold.
 */
export function feeMinor(notional: number, ppm: number): number {
  let millions = Math.floor(notional / PPM);
  let rest = notional - millions * PPM;
  if (rest < 0) {
    millions -= 1;
    rest += PPM;
  }
  return millions * ppm + Math.floor((rest * ppm) / PPM);
}

/** What trading an instrument costs; an `Instrument` has it. */
export interface FeeTerms {
  /** Commission in parts per million of the notional. */
  readonly makerFeePpm: number;
  readonly takerFeePpm: number;
  /** Stamp duty of the side in parts per million of the notional; left out: none. */
  readonly buyDutyPpm?: number;
  readonly sellDutyPpm?: number;
  /** Least commission of an order that trades, quote minor units; left out: none. */
  readonly minFeeMinor?: number;
}

/** Stamp duty of one side of a fill, quote minor units: the part of its fee that is no commission. */
export function dutyMinor(notional: number, side: number, terms: FeeTerms): number {
  return feeMinor(notional, (side === Side.buy ? terms.buyDutyPpm : terms.sellDutyPpm) ?? 0);
}

/** Commission of an order up to now, quote minor units: by the rate, and charged, which is the more of it
 * as long as the least commission is more. */
export interface Commission {
  readonly rawMinor: number;
  readonly chargedMinor: number;
}

const NO_COMMISSION: Commission = { rawMinor: 0, chargedMinor: 0 };

/** The rate that an account with a discount pays; a discount of a million pays nothing. */
export function discountedPpm(ppm: number, discountPpm: number): number {
  return Math.floor((ppm * (PPM - discountPpm)) / PPM);
}

/** What is charged on top of what was: up to the least commission at once, from there on by the rate. */
export function commissionMinor(
  rateMinor: number,
  minFeeMinor: number,
  before = NO_COMMISSION,
): number {
  const due = Math.max(minFeeMinor, before.rawMinor + rateMinor) - before.chargedMinor;
  return Math.max(0, due);
}

/**
 * What a buy order holds: its notional at the limit price, the duty, and the commission that may still be
 * charged at the dearer of the two rates, without any discount. Partial fills never cost more than this.
 */
export function buyHoldMinor(
  ticks: number,
  lots: number,
  tickValueMinor: number,
  terms: FeeTerms,
  before = NO_COMMISSION,
): number {
  if (lots === 0) return 0;
  const notional = notionalMinor(ticks, lots, tickValueMinor);
  const rate = feeMinor(notional, Math.max(terms.makerFeePpm, terms.takerFeePpm));
  const least = terms.minFeeMinor ?? 0;
  const commission = least === 0 ? rate : commissionMinor(rate, least, before);
  return notional + commission + dutyMinor(notional, Side.buy, terms);
}
