// Assets and instruments: what is traded, in which steps, and what one step is worth.

import type { SettlementTerms } from './calendars/settlement-terms.ts';
import type { Phase } from './order.ts';

export const AssetClass = { stock: 0, bond: 1, fund: 2, fx: 3, crypto: 4 } as const;
export type AssetClass = (typeof AssetClass)[keyof typeof AssetClass];
export const ASSET_CLASS_NAMES = ['stock', 'bond', 'fund', 'fx', 'crypto'] as const;

/** Anything that an account can hold: a currency, a coin, a share. */
export interface Asset {
  readonly id: number;
  /** Code, 1-12 characters A-Z 0-9: `USD`, `BTC`, `ACME`. */
  readonly code: string;
  /** Decimals of one unit: 2 makes the minor unit a cent. */
  readonly scale: number;
}

export interface Instrument {
  /** Dense from 0. */
  readonly id: number;
  /** 1-16 characters: `BTCUSDT`, `EUR/USD`. */
  readonly symbol: string;
  /** Display name, at most 48 bytes of UTF-8. */
  readonly name: string;
  readonly assetClass: AssetClass;
  readonly baseAsset: number;
  readonly quoteAsset: number;
  /** Decimals of a displayed price and of one tick: price = ticks * tickStep / 10^priceScale. */
  readonly priceScale: number;
  readonly tickStep: number;
  /** Decimals of a displayed quantity: quantity = lots * lotStep / 10^qtyScale. */
  readonly qtyScale: number;
  readonly lotStep: number;
  /** Quote minor units of one tick times one lot. */
  readonly tickValueMinor: number;
  /** Base minor units of one lot. */
  readonly lotBaseMinor: number;
  /** Highest price in ticks, exclusive: the window of the price ladder; the lowest price is 1. */
  readonly priceLimitTicks: number;
  readonly minQtyLots: number;
  readonly maxQtyLots: number;
  /** Largest notional of one order in quote minor units. */
  readonly maxNotionalMinor: number;
  /** Distance from the reference price (last trade, else opening) beyond which a limit order is
   * refused, in basis points; 0 means no band. */
  readonly bandBps: number;
  /** How far a market order may walk from the best opposite price, in basis points. */
  readonly marketBoundBps: number;
  /** Fees in parts per million of the notional; rounded down to a minor unit. */
  readonly makerFeePpm: number;
  readonly takerFeePpm: number;
  /** Opening reference price in ticks. */
  readonly openingTicks: number;
  /** Second of the UTC day at which DAY orders end, 0-86399. */
  readonly dayEndSecond: number;
  readonly phase: Phase;
  /** When trades settle; left out: with the trade. */
  readonly settlement?: SettlementTerms;
  /** Stamp duty of the buyer and of the seller in parts per million of the notional; left out: none. */
  readonly buyDutyPpm?: number;
  readonly sellDutyPpm?: number;
  /** What an order pays in commission at least once it trades, quote minor units; left out: nothing. */
  readonly minFeeMinor?: number;
  /** How far a trade may lie from the mean of the last five minutes, in basis points; left out: anywhere. */
  readonly windowBps?: number;
  /** Raised with every change of the definition. */
  readonly version: number;
}
