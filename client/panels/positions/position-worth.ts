// What positions are worth at the price at which they could be closed now. Pure.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { PositionRecord } from '../../state/account-store.ts';
import type { QuoteColumns } from '../../state/market-views.ts';

export interface PositionWorth {
  /** Closing price in ticks; 0: there is none, and the rest says nothing. */
  readonly ticks: number;
  /** Signed, quote minor units. */
  readonly valueMinor: number;
  readonly resultMinor: number;
}

type Prices = Pick<QuoteColumns, 'bid' | 'ask'>;

/** A long position is closed at the bid, a short one at the ask. */
export function positionWorth(
  { lots, costMinor }: PositionRecord,
  instrument: Instrument,
  prices: Prices,
): PositionWorth {
  const ticks = (lots > 0 ? prices.bid : prices.ask)[instrument.id] ?? 0;
  if (ticks === 0) return { ticks, valueMinor: 0, resultMinor: 0 };
  const valueMinor = ticks * lots * instrument.tickValueMinor;
  return { ticks, valueMinor, resultMinor: valueMinor - costMinor };
}

export interface CurrencyTotal {
  readonly openMinor: number;
  readonly realisedMinor: number;
  /** Worth of long and short positions alike, for shares. */
  readonly grossMinor: number;
  /** Positions without a closing price: they are left out of the open result. */
  readonly unpriced: number;
}

/** By quote asset; flat positions count with what they realised. */
export function positionTotals(
  positions: Iterable<PositionRecord>,
  instruments: ReadonlyMap<number, Instrument>,
  prices: Prices,
): ReadonlyMap<number, CurrencyTotal> {
  const totals = new Map<number, CurrencyTotal>();
  for (const position of positions) {
    const instrument = instruments.get(position.instrument);
    if (instrument === undefined) continue;
    const { ticks, valueMinor, resultMinor } = positionWorth(position, instrument, prices);
    const { openMinor, realisedMinor, grossMinor, unpriced } =
      totals.get(instrument.quoteAsset) ?? NOTHING;
    totals.set(instrument.quoteAsset, {
      openMinor: openMinor + resultMinor,
      realisedMinor: realisedMinor + position.realisedMinor,
      grossMinor: grossMinor + Math.abs(valueMinor),
      unpriced: unpriced + (ticks === 0 && position.lots !== 0 ? 1 : 0),
    });
  }
  return totals;
}

const NOTHING: CurrencyTotal = { openMinor: 0, realisedMinor: 0, grossMinor: 0, unpriced: 0 };
