// How the simulated market behaves, by asset class: volatility, spreads, sizes, activity.

import { AssetClass, type Asset, type Instrument } from '../../shared/domain/instrument.ts';

export interface AgentTerms {
  /** Standard deviation of a year's return. */
  readonly volatilityPerYear: number;
  /** Share of the variance that all instruments of the class have in common. */
  readonly commonShare: number;
  /** Distance of the first quote from fair value, and of each further one, in basis points. */
  readonly halfSpreadBps: number;
  readonly levelGapBps: number;
  /** Notional of a maker's first quote in US dollars. */
  readonly quoteDollars: number;
  /** How often its instruments are acted upon, relative to the others. */
  readonly activity: number;
}

export const AGENT_TERMS: Readonly<Record<AssetClass, AgentTerms>> = {
  [AssetClass.stock]: {
    volatilityPerYear: 0.3,
    commonShare: 0.4,
    halfSpreadBps: 1.5,
    levelGapBps: 1.5,
    quoteDollars: 20_000,
    activity: 1,
  },
  [AssetClass.bond]: {
    volatilityPerYear: 0.06,
    commonShare: 0.7,
    halfSpreadBps: 1,
    levelGapBps: 1,
    quoteDollars: 200_000,
    activity: 0.4,
  },
  [AssetClass.fund]: {
    volatilityPerYear: 0.18,
    commonShare: 0.6,
    halfSpreadBps: 1.5,
    levelGapBps: 1.2,
    quoteDollars: 25_000,
    activity: 0.7,
  },
  [AssetClass.fx]: {
    volatilityPerYear: 0.09,
    commonShare: 0.3,
    halfSpreadBps: 0.3,
    levelGapBps: 0.3,
    quoteDollars: 1_000_000,
    activity: 1.5,
  },
  [AssetClass.crypto]: {
    volatilityPerYear: 0.6,
    commonShare: 0.6,
    halfSpreadBps: 0.8,
    levelGapBps: 1,
    quoteDollars: 15_000,
    activity: 2,
  },
};

/** Rough worth of one unit of a quote currency: only sizes depend on it. */
const DOLLARS: Readonly<Record<string, number>> = {
  USD: 1,
  USDT: 1,
  EUR: 1.09,
  GBP: 1.27,
  CNY: 0.14,
  HKD: 0.128,
  JPY: 0.0068,
};

/** Lots of a maker's first quote. */
export function quoteLots(instrument: Instrument, quote: Asset): number {
  const { quoteDollars } = AGENT_TERMS[instrument.assetClass];
  const lotMinor = instrument.openingTicks * instrument.tickValueMinor;
  const lotDollars = (lotMinor / 10 ** quote.scale) * (DOLLARS[quote.code] ?? 1);
  const lots = Math.round(quoteDollars / lotDollars);
  return Math.max(instrument.minQtyLots, Math.min(instrument.maxQtyLots, lots, 1_000_000), 2);
}

export function bpsOfTicks(ticks: number, bps: number): number {
  return Math.max(1, Math.round((ticks * bps) / 10_000));
}
