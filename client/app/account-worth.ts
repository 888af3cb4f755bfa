// What the account is worth in one currency, at the prices of now: balances at the bid, positions against
// their cost. Pure; the top bar paints it once a second.

import type { Instrument } from '../../shared/domain/instrument.ts';
import type { BalanceRecord, PositionRecord } from '../state/account-store.ts';
import type { QuoteColumns } from '../state/market-views.ts';

export interface AccountWorth {
  readonly equityMinor: number;
  readonly openResultMinor: number;
  /** Assets that have no instrument in the currency: they are left out. */
  readonly unpriced: number;
}

type Prices = Pick<QuoteColumns, 'bid' | 'ask' | 'last'>;

/** The price at which a position would be closed, in ticks; 0: there is none. */
export function markTicks(prices: Prices, instrument: number, lots: number): number {
  const side = lots >= 0 ? prices.bid[instrument] : prices.ask[instrument];
  return side !== undefined && side > 0 ? side : (prices.last[instrument] ?? 0);
}

/** The asset in which most instruments are priced; the lower id wins a tie. */
export function mainCurrency(instruments: Iterable<Instrument>): number {
  const counts = new Map<number, number>();
  for (const { quoteAsset } of instruments)
    counts.set(quoteAsset, (counts.get(quoteAsset) ?? 0) + 1);
  let best = -1;
  for (const [asset, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && asset < best)) best = asset;
  }
  return best;
}

export function accountWorth(
  currency: number,
  instruments: ReadonlyMap<number, Instrument>,
  balances: Iterable<BalanceRecord>,
  positions: Iterable<PositionRecord>,
  prices: Prices,
): AccountWorth {
  let equityMinor = 0;
  let openResultMinor = 0;
  let unpriced = 0;
  const byBase = new Map<number, Instrument>();
  for (const instrument of instruments.values())
    if (instrument.quoteAsset === currency) byBase.set(instrument.baseAsset, instrument);
  for (const { asset, available, held } of balances) {
    const minor = available + held;
    if (asset === currency) equityMinor += minor;
    else if (minor !== 0) {
      const value = valueOf(minor, byBase.get(asset), prices);
      if (value === undefined) unpriced += 1;
      else equityMinor += value;
    }
  }
  for (const { instrument: id, lots, costMinor } of positions) {
    const instrument = instruments.get(id);
    const ticks = markTicks(prices, id, lots);
    if (lots === 0 || ticks === 0 || instrument?.quoteAsset !== currency) continue;
    openResultMinor += ticks * instrument.tickValueMinor * lots - costMinor;
  }
  return { equityMinor: Math.trunc(equityMinor), openResultMinor, unpriced };
}

function valueOf(minor: number, instrument: Instrument | undefined, prices: Prices) {
  if (instrument === undefined) return undefined;
  const ticks = markTicks(prices, instrument.id, minor);
  if (ticks === 0) return undefined;
  return (minor / instrument.lotBaseMinor) * ticks * instrument.tickValueMinor;
}
