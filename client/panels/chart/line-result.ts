// What a position would have gained or lost at a price, in minor units of the quote asset.

import { Side } from '../../../shared/domain/order.ts';
import type { PositionRecord } from '../../state/account-store.ts';

/** Average price of a position in ticks, with a fraction; NaN when flat. */
export function averageTicks(position: PositionRecord, tickValueMinor: number): number {
  if (position.lots === 0) return NaN;
  return position.costMinor / (position.lots * tickValueMinor);
}

/** Open result of a position if all of it were worth `ticks`. */
export function openResultMinor(
  position: PositionRecord,
  ticks: number,
  tickValueMinor: number,
): number {
  return position.lots * ticks * tickValueMinor - position.costMinor;
}

/** Result that an order would realise at its price; undefined where it closes nothing. */
export function closingResultMinor(
  position: PositionRecord | undefined,
  order: { readonly side: number; readonly leaves: number },
  ticks: number,
  tickValueMinor: number,
): number | undefined {
  const lots = position?.lots ?? 0;
  if (position === undefined || lots === 0) return undefined;
  if (lots > 0 !== (order.side === Side.sell)) return undefined;
  const closed = Math.min(order.leaves, Math.abs(lots));
  const part = closed / Math.abs(lots);
  return Math.round(openResultMinor(position, ticks, tickValueMinor) * part);
}
