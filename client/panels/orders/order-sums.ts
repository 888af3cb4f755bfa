// Sums of the working orders for the foot of the panel.

import type { Asset, Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import { notionalMinor } from '../../../shared/domain/order-cost.ts';
import type { OrderRow } from '../../state/orders-store.ts';

export interface OrderSums {
  readonly open: number;
  /** Worth of what is still to be bought and sold, in quote minor units. */
  readonly buyingMinor: number;
  readonly sellingMinor: number;
  /** The one currency of all of them; undefined: none, or more than one, and the sums say nothing. */
  readonly quote: Asset | undefined;
}

export function sumOrders(
  working: readonly OrderRow[],
  instruments: ReadonlyMap<number, Instrument>,
  assets: ReadonlyMap<number, Asset>,
): OrderSums {
  let buyingMinor = 0;
  let sellingMinor = 0;
  const quotes = new Set<number>();
  for (const { instrument: id, side, price, leaves } of working) {
    const instrument = instruments.get(id);
    if (instrument === undefined) continue;
    quotes.add(instrument.quoteAsset);
    const minor = notionalMinor(price, leaves, instrument.tickValueMinor);
    if (side === Side.buy) buyingMinor += minor;
    else sellingMinor += minor;
  }
  const [only = -1] = quotes;
  const quote = quotes.size === 1 ? assets.get(only) : undefined;
  return { open: working.length, buyingMinor, sellingMinor, quote };
}
