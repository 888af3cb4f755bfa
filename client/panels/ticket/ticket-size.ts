// From what the user thinks in (a quantity, money, a share, a risk) to lots: always whole, always rounded
// down, never more than can be paid for.

import { marketBoundTicks } from '../../../shared/domain/book-walk.ts';
import { formatDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import { buyHoldMinor, feeMinor } from '../../../shared/domain/order-cost.ts';
import { isShare, parseShare, parseSize } from '../../../shared/domain/size-text.ts';
import { grouped } from '../../ui/format.ts';
import { oppositeTicks, type TicketScene } from './ticket-scene.ts';

/** What the figure in the size field means. share: % of what is available · risk: what is lost at the stop. */
export const BASES = ['qty', 'value', 'share', 'risk'] as const;
export type SizeBasis = (typeof BASES)[number];

/** The fee in a hold: the dearer of the two. */
function holdFeePpm({ makerFeePpm, takerFeePpm }: Instrument): number {
  return Math.max(makerFeePpm, takerFeePpm);
}

/** The price that a buy is held at: its limit, or the bound of a market order. 0: no price at all. */
export function holdTicks(scene: TicketScene, side: Side, limit: number): number {
  if (limit > 0) return limit;
  const { marketBoundBps, priceLimitTicks } = scene.instrument;
  const best = oppositeTicks(scene, side);
  return best === 0 ? 0 : marketBoundTicks(side, best, marketBoundBps, priceLimitTicks);
}

/** Most lots whose hold is at most `money`. */
export function lotsForMoney(ticks: number, money: number, instrument: Instrument): number {
  const { tickValueMinor } = instrument;
  const lotMinor = ticks * tickValueMinor;
  if (lotMinor <= 0 || money <= 0) return 0;
  const { buyDutyPpm = 0, minFeeMinor = 0 } = instrument;
  const ppm = holdFeePpm(instrument);
  const costs = (lots: number) => buyHoldMinor(ticks, lots, tickValueMinor, instrument);
  const byRate = money / (lotMinor * (1 + (ppm + buyDutyPpm) / 1e6));
  const byLeast = (money - minFeeMinor) / (lotMinor * (1 + buyDutyPpm / 1e6));
  // In doubles the quotient may be off by one lot either way.
  let lots = Math.floor(Math.max(0, Math.min(byRate, byLeast)));
  while (lots > 0 && costs(lots) > money) lots -= 1;
  while (costs(lots + 1) <= money) lots += 1;
  return lots;
}

/** The largest order that the account can pay for or deliver, within the limits of the instrument. */
export function buyingPowerLots(scene: TicketScene, side: Side, limit: number): number {
  const { instrument, account } = scene;
  const { lotBaseMinor, maxQtyLots, maxNotionalMinor, tickValueMinor } = instrument;
  const ticks = holdTicks(scene, side, limit);
  if (ticks === 0) return 0;
  const lots =
    side === Side.buy
      ? lotsForMoney(ticks, account.quoteAvailable, instrument)
      : Math.floor(account.baseAvailable / lotBaseMinor);
  const byNotional = Math.floor(maxNotionalMinor / (ticks * tickValueMinor));
  return Math.max(0, Math.min(lots, maxQtyLots, byNotional));
}

/** `bps` of what is available, in lots. */
export function lotsOfShare(scene: TicketScene, side: Side, limit: number, bps: number): number {
  const { account, instrument } = scene;
  const available = side === Side.buy ? account.quoteAvailable : account.baseAvailable;
  const part = feeMinor(Math.max(0, available), bps * 100);
  const lots =
    side === Side.buy
      ? lotsForMoney(holdTicks(scene, side, limit), part, instrument)
      : Math.floor(part / instrument.lotBaseMinor);
  return Math.min(lots, buyingPowerLots(scene, side, limit));
}

/** Money at risk in quote minor units: an amount, or a share of the available quote money. */
export function riskMinor(text: string, scene: TicketScene): number | undefined {
  if (!isShare(text)) return parseSize(text, scene.quoteScale);
  const bps = parseShare(text);
  return bps === undefined
    ? undefined
    : feeMinor(Math.max(0, scene.account.quoteAvailable), bps * 100);
}

/** Lots that lose at most `risk` when the price goes `distance` ticks the wrong way. */
export function lotsAtRisk(
  scene: TicketScene,
  side: Side,
  limit: number,
  risk: number,
  distance: number,
): number {
  if (distance <= 0) return 0;
  const lots = Math.floor(risk / (distance * scene.instrument.tickValueMinor));
  return Math.min(lots, buyingPowerLots(scene, side, limit));
}

export interface SizeTexts {
  readonly side: Side;
  readonly basis: SizeBasis;
  readonly size: string;
  readonly stop: string;
}

/** Lots of the size field; undefined when it cannot be read. `limit` 0 is a market order. */
export function readLots(texts: SizeTexts, scene: TicketScene, limit: number): number | undefined {
  const { side, basis, size } = texts;
  const { instrument } = scene;
  if (basis === 'qty') {
    const units = parseSize(size, instrument.qtyScale);
    if (units === undefined || units % instrument.lotStep !== 0) return undefined;
    return units / instrument.lotStep;
  }
  if (basis === 'share') {
    const bps = parseShare(size);
    return bps === undefined ? undefined : lotsOfShare(scene, side, limit, bps);
  }
  if (basis === 'value') {
    const money = parseSize(size, scene.quoteScale);
    const ticks = limit > 0 ? limit : oppositeTicks(scene, side);
    if (money === undefined || ticks === 0) return undefined;
    return Math.floor(money / (ticks * instrument.tickValueMinor));
  }
  const risk = riskMinor(size, scene);
  const distance = readDistance(texts.stop, instrument);
  if (risk === undefined || distance === undefined) return undefined;
  return lotsAtRisk(scene, side, limit, risk, distance);
}

/** Ticks from entry to stop, rounded up: a wider stop risks no more than was said. */
export function readDistance(text: string, instrument: Instrument): number | undefined {
  const units = parseSize(text, instrument.priceScale);
  return units === undefined || units === 0 ? undefined : Math.ceil(units / instrument.tickStep);
}

/** Notional that the smallest preset stays below, in whole units of the quote asset. */
const SMALL_PRESET = 10_000;
const PRESET_STEPS = [1, 5, 10, 20];

/** Four sizes in lots that suit the instrument: round figures, the same as long as its terms are. */
export function presetLots(instrument: Instrument, quoteScale: number): readonly number[] {
  const { openingTicks, tickValueMinor, lotStep, minQtyLots, maxQtyLots } = instrument;
  const lots = (SMALL_PRESET * 10 ** quoteScale) / (openingTicks * tickValueMinor);
  const digits = Math.floor(Math.log10(Math.max(1, lots * lotStep)));
  const round = 10 ** digits;
  const small = Math.max(minQtyLots, Math.ceil(round / lotStep));
  return PRESET_STEPS.map((step) => Math.min(small * step, maxQtyLots));
}

/** Lots as a grouped figure for the size field. */
export function lotsText(lots: number, { lotStep, qtyScale }: Instrument): string {
  return grouped(formatDecimal(lots * lotStep, qtyScale));
}
