// Totals of the fills that are shown: fees by currency, and quantities where all are of one instrument.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import type { FillRow } from '../../state/fills-store.ts';

export interface FillSums {
  readonly count: number;
  /** Minor units by quote asset. */
  readonly fees: ReadonlyMap<number, number>;
  /** Undefined: none, or of more than one instrument. */
  readonly one:
    { readonly instrument: Instrument; readonly bought: number; readonly sold: number } | undefined;
}

export function sumFills(
  fills: readonly FillRow[],
  instruments: ReadonlyMap<number, Instrument>,
): FillSums {
  const fees = new Map<number, number>();
  const lots: [number, number] = [0, 0];
  for (const fill of fills) {
    const quote = instruments.get(fill.instrument)?.quoteAsset;
    if (quote !== undefined) fees.set(quote, (fees.get(quote) ?? 0) + fill.feeMinor);
    lots[fill.side === Side.buy ? 0 : 1] += fill.lots;
  }
  const first = instruments.get(fills[0]?.instrument ?? -1);
  const isOne = first !== undefined && fills.every(({ instrument }) => instrument === first.id);
  const one = isOne ? { instrument: first, bought: lots[0], sold: lots[1] } : undefined;
  return { count: fills.length, fees, one };
}
