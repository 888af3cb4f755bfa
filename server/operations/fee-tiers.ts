// Tiers of the commission by what an account traded in thirty days, as tables and pure functions.
//
// Volume is the notional of every fill of the account, bought or sold, over the thirty days (UTC) before the
// business day; trades that were taken back are not in it. Another currency counts at the last price of an
// FX instrument between the two before the window ends; without one it counts 0 and is named.

import type { Discount } from '../core/discount.ts';
import { AssetClass, type Instrument } from '../../shared/domain/instrument.ts';

export interface FeeTier extends Discount {
  /** Volume from which it holds, minor units of the table's currency. */
  readonly fromMinor: number;
}

/** Tiers rise strictly; below the first one nothing is taken off. */
export interface TierTable {
  readonly asset: number;
  readonly tiers: readonly FeeTier[];
}

/** One minor unit is worth num / den minor units of the table's currency. */
export interface Rate {
  readonly asset: number;
  readonly num: bigint;
  readonly den: bigint;
}

/** Sum of ticks * lots over the fills of an account in an instrument. */
export interface Turnover {
  readonly account: number;
  readonly instrument: number;
  readonly tickLots: bigint;
}

export interface AccountVolume {
  readonly account: number;
  readonly volumeMinor: number;
  /** Currencies that were traded and have no rate. */
  readonly missing: readonly number[];
}

export const WINDOW_DAYS = 30;
export const DAY_MICROS = 86_400e6;
export const NO_DISCOUNT: Discount = { makerDiscountPpm: 0, takerDiscountPpm: 0 };

/** The thirty days before a business day, the second bound exclusive. */
export function windowOf(day: number): { readonly fromMicros: number; readonly toMicros: number } {
  return { fromMicros: (day - WINDOW_DAYS) * DAY_MICROS, toMicros: day * DAY_MICROS };
}

/** 0: below the first tier; else its number in the table, counted from 1. */
export function tierOf(tiers: readonly FeeTier[], volumeMinor: number): number {
  const above = tiers.findIndex(({ fromMinor }) => volumeMinor < fromMinor);
  return above === -1 ? tiers.length : above;
}

export function discountOf(tiers: readonly FeeTier[], tier: number): Discount {
  const { makerDiscountPpm, takerDiscountPpm } = tiers[tier - 1] ?? NO_DISCOUNT;
  return { makerDiscountPpm, takerDiscountPpm };
}

/** The pair that gives the rate between two currencies, the oldest one that there is. */
export function pairOf(
  instruments: readonly Instrument[],
  from: number,
  to: number,
): Instrument | undefined {
  const isPair = ({ assetClass, baseAsset, quoteAsset }: Instrument) =>
    assetClass === AssetClass.fx &&
    ((baseAsset === from && quoteAsset === to) || (baseAsset === to && quoteAsset === from));
  return instruments.filter(isPair).sort((a, b) => a.id - b.id)[0];
}

/** `ticks`: the last price of the pair. A lot is so many minor units of its base. */
export function rateOf(pair: Instrument, from: number, ticks: number): Rate {
  const base = BigInt(pair.lotBaseMinor);
  const quote = BigInt(ticks) * BigInt(pair.tickValueMinor);
  const isBase = pair.baseAsset === from;
  return { asset: from, num: isBase ? quote : base, den: isBase ? base : quote };
}

/** By account, in order of their numbers. Rounded down once for each currency. */
export function volumesOf(
  turnovers: readonly Turnover[],
  instruments: ReadonlyMap<number, Instrument>,
  rates: ReadonlyMap<number, Rate>,
): AccountVolume[] {
  const sums = new Map<number, Map<number, bigint>>();
  for (const { account, instrument, tickLots } of turnovers) {
    const { quoteAsset, tickValueMinor } = instruments.get(instrument)!;
    const of = sums.get(account) ?? new Map<number, bigint>();
    of.set(quoteAsset, (of.get(quoteAsset) ?? 0n) + tickLots * BigInt(tickValueMinor));
    sums.set(account, of);
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([account, of]) => {
      const assets = [...of.keys()].sort((a, b) => a - b);
      const missing = assets.filter((asset) => !rates.has(asset));
      const volume = assets.reduce((sum, asset) => {
        const rate = rates.get(asset);
        return rate === undefined ? sum : sum + (of.get(asset)! * rate.num) / rate.den;
      }, 0n);
      return { account, volumeMinor: upToSafe(volume), missing };
    });
}

/** More than any table asks for. */
function upToSafe(volume: bigint): number {
  return Number(volume > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : volume);
}
