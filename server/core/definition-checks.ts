// Whether the figures of an instrument are such that every amount of an order stays exact.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { isKnownTerms } from '../../shared/domain/calendars/settlement-terms.ts';
import { buyHoldMinor } from '../../shared/domain/order-cost.ts';
import { Phase } from '../../shared/domain/order.ts';
import { isSafeInteger, MAX_INT32, MAX_SAFE } from '../../shared/domain/units.ts';

const PPM = 1_000_000;
const DAY_SECONDS = 86_400;
/** A window that grows by itself four times stays above price 0. */
const WINDOW_BPS_MAX = 2_000;

const within = (value: number, low: number, high: number): boolean =>
  isSafeInteger(value) && value >= low && value <= high;

/** Positive steps, a ladder, fees of 0 to 100 %, and products that stay within 2^53 - 1. */
export function soundInstrument(i: Instrument): boolean {
  return (
    i.baseAsset !== i.quoteAsset &&
    within(i.priceLimitTicks, 2, 1 << 24) &&
    within(i.tickValueMinor, 1, MAX_SAFE) &&
    within(i.lotBaseMinor, 1, MAX_SAFE) &&
    within(i.minQtyLots, 1, MAX_INT32) &&
    within(i.maxQtyLots, i.minQtyLots, MAX_INT32) &&
    i.maxQtyLots * i.lotBaseMinor <= MAX_SAFE &&
    within(i.maxNotionalMinor, 1, MAX_SAFE) &&
    within(i.makerFeePpm, 0, PPM) &&
    within(i.takerFeePpm, 0, PPM) &&
    within(i.buyDutyPpm ?? 0, 0, PPM) &&
    within(i.minFeeMinor ?? 0, 0, MAX_INT32) &&
    // A seller pays commission and duty from what it receives.
    within(Math.max(i.makerFeePpm, i.takerFeePpm) + (i.sellDutyPpm ?? 0), 0, PPM) &&
    within(i.sellDutyPpm ?? 0, 0, PPM) &&
    buyHoldMinor(1, 1, i.maxNotionalMinor, i) <= MAX_SAFE &&
    within(i.bandBps, 0, 1_000_000) &&
    within(i.marketBoundBps, 0, 1_000_000) &&
    within(i.windowBps ?? 0, 0, WINDOW_BPS_MAX) &&
    within(i.openingTicks, 0, i.priceLimitTicks - 1) &&
    within(i.dayEndSecond, 0, DAY_SECONDS - 1) &&
    isKnownTerms(i.settlement ?? 0) &&
    (i.phase === Phase.open || i.phase === Phase.halted)
  );
}

const FIXED = [
  'baseAsset',
  'quoteAsset',
  'priceScale',
  'tickStep',
  'qtyScale',
  'lotStep',
  'tickValueMinor',
  'lotBaseMinor',
  'priceLimitTicks',
  'makerFeePpm',
  'takerFeePpm',
  'buyDutyPpm',
  'sellDutyPpm',
  'minFeeMinor',
] as const satisfies readonly (keyof Instrument)[];

/** Whether nothing differs that holds and positions of the instrument rest upon. */
export function mayReplace(old: Instrument, fresh: Instrument): boolean {
  return FIXED.every((field) => (old[field] ?? 0) === (fresh[field] ?? 0));
}
