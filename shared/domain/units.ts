// The units that cross room borders. All are integers held in a double, |x| <= 2^53 - 1.
//
//   PriceTicks   price in ticks of the instrument; price = ticks * instrument.tickSize
//   QtyLots      quantity in lots of the instrument
//   Minor        money or asset amount in minor units of its asset (asset.scale decimals)
//   TimeMicros   microseconds since 1970-01-01T00:00:00Z, as stamped by the sequencer
//
//   allowed                               result
//   ticks * lots * tickValueMinor         Minor of the quote asset   (notional)
//   lots * lotBaseMinor                   Minor of the base asset
//   ticks - ticks                         ticks (a distance)
//   anything else across two units        refused by review: name the operation here first

import type { Brand } from './brand.ts';

export type PriceTicks = Brand<number, 'PriceTicks'>;
export type QtyLots = Brand<number, 'QtyLots'>;
export type Minor = Brand<number, 'Minor'>;
export type TimeMicros = Brand<number, 'TimeMicros'>;

export const MAX_SAFE = Number.MAX_SAFE_INTEGER;
/** Largest price in ticks and largest quantity in lots of one order: both fit an int32. */
export const MAX_INT32 = 0x7fffffff;

export function isSafeInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}
