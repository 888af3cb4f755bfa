// What a fill moved, as postings of the cash ledger: base and quote of the trade, its commission, its duty.

import { EntryCause } from '../../shared/domain/entry-cause.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { dutyMinor, notionalMinor, type FeeTerms } from '../../shared/domain/order-cost.ts';
import { Side } from '../../shared/domain/order.ts';
import type { CashEntryTable, FillTable } from './tables.ts';

export type FillEntry = Pick<CashEntryTable, 'asset' | 'amount_minor' | 'cause'>;

type Traded = Pick<FillTable, 'side' | 'price_ticks' | 'qty_lots'>;

/** The part of the fee that is stamp duty, by the terms that held when the core charged it. */
export function dutyOfFill(
  { side, price_ticks, qty_lots }: Traded,
  terms: FeeTerms & Pick<Instrument, 'tickValueMinor'>,
): number {
  return dutyMinor(notionalMinor(price_ticks, qty_lots, terms.tickValueMinor), side, terms);
}

/** They add up to what the core moved; commission and duty only where they are not 0. */
export function entriesOfFill(
  fill: Traded & Pick<FillTable, 'fee_minor' | 'duty_minor'>,
  instrument: Pick<Instrument, 'baseAsset' | 'quoteAsset' | 'lotBaseMinor' | 'tickValueMinor'>,
): FillEntry[] {
  const { baseAsset, quoteAsset, lotBaseMinor, tickValueMinor } = instrument;
  const { side, price_ticks, qty_lots, fee_minor, duty_minor } = fill;
  const sign = side === Side.buy ? 1 : -1;
  const notional = notionalMinor(price_ticks, qty_lots, tickValueMinor);
  const traded = { cause: EntryCause.trade };
  const charges = [
    { asset: quoteAsset, amount_minor: duty_minor - fee_minor, cause: EntryCause.fee },
    { asset: quoteAsset, amount_minor: -duty_minor, cause: EntryCause.duty },
  ];
  return [
    { ...traded, asset: baseAsset, amount_minor: sign * qty_lots * lotBaseMinor },
    { ...traded, asset: quoteAsset, amount_minor: -sign * notional },
    ...charges.filter(({ amount_minor }) => amount_minor !== 0),
  ];
}
