// The ticket as pure functions: reduce a change, validate into ticks and lots. What would happen is told by
// ticket-summary.ts, what is dangerous about it by ticket-guard.ts.

import {
  OrderFlag,
  OrderType,
  Phase,
  SelfTrade,
  Side,
  TimeInForce,
} from '../../../shared/domain/order.ts';
import { formatDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { notionalMinor } from '../../../shared/domain/order-cost.ts';
import { parseSize } from '../../../shared/domain/size-text.ts';
import type { TextKey, TextValues } from '../../i18n/text-table.ts';
import { grouped } from '../../ui/format.ts';
import { expirySeconds, expiryText } from './order-expiry.ts';
import { oppositeTicks, type TicketScene } from './ticket-scene.ts';
import { lotsText, readDistance, readLots, type SizeBasis } from './ticket-size.ts';

export interface TicketForm {
  readonly side: Side;
  readonly type: OrderType;
  readonly tif: TimeInForce;
  readonly price: string;
  readonly basis: SizeBasis;
  readonly size: string;
  /** Distance from entry to stop as a price; only where the size is by risk. */
  readonly stop: string;
  /** `2026-11-20T15:34` on the clock of the preferences; only for GTD. */
  readonly expiry: string;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  readonly cancelOnDisconnect: boolean;
  readonly stp: SelfTrade;
}

export const EMPTY_TICKET: TicketForm = {
  side: Side.buy,
  type: OrderType.limit,
  tif: TimeInForce.gtc,
  price: '',
  basis: 'qty',
  size: '',
  stop: '',
  expiry: '',
  postOnly: false,
  reduceOnly: false,
  cancelOnDisconnect: false,
  stp: SelfTrade.expireTaker,
};

export interface TicketOrder {
  /** Ticks; 0 for a market order. */
  readonly price: number;
  readonly qty: number;
  /** Seconds since 1970; 0 unless good till a date. */
  readonly expireSeconds: number;
}

export function isImmediate(tif: TimeInForce): boolean {
  return tif === TimeInForce.ioc || tif === TimeInForce.fok;
}

/** Why the instrument takes no such order now; undefined: it does. */
export function phaseRefusal(
  { type, tif, postOnly }: Pick<TicketForm, 'type' | 'tif' | 'postOnly'>,
  phase: Phase,
): TextKey | undefined {
  if (phase === Phase.halted) return 'ui.phase.haltedWords';
  if (phase === Phase.open) return undefined;
  const waits = type === OrderType.limit && !isImmediate(tif) && !postOnly;
  return waits ? undefined : 'ticket.notInAuction';
}

/** One change; whatever it makes impossible is put right with it. */
export function reduceTicket(form: TicketForm, change: Partial<TicketForm>): TicketForm {
  const next = { ...form, ...change };
  // A figure of another meaning would be a wrong size.
  if (change.basis !== undefined && change.basis !== form.basis && change.size === undefined) {
    return reduceTicket(form, { ...change, size: '' });
  }
  if (next.type === OrderType.market) {
    const tif = isImmediate(next.tif) ? next.tif : TimeInForce.ioc;
    return { ...next, tif, price: '', postOnly: false };
  }
  // Back from market: a limit order that may rest is what is usually meant.
  if (form.type === OrderType.market && change.tif === undefined) {
    return { ...next, tif: TimeInForce.gtc };
  }
  return isImmediate(next.tif) ? { ...next, postOnly: false } : next;
}

/** The expiry that a ticket starts with when it becomes good till a date: a day from now. */
export function withExpiry(form: TicketForm, { nowSeconds, zone }: TicketScene): TicketForm {
  if (form.tif !== TimeInForce.gtd || form.expiry !== '') return form;
  return { ...form, expiry: expiryText(nowSeconds + 86_400, zone) };
}

export type TicketField = 'price' | 'size' | 'stop' | 'expiry';

/** A mistake: the field to look at, and the words by key. */
export interface Mistake {
  readonly field: TicketField;
  readonly key: TextKey;
  readonly values: TextValues;
  /** Prices in ticks that would do instead. */
  readonly nearest?: readonly number[];
}

function mistake(field: TicketField, key: TextKey, values: TextValues = {}): Mistake {
  return { field, key, values };
}

/** Ticks and lots of the form, or its first mistake. */
export function validateTicket(form: TicketForm, scene: TicketScene): TicketOrder | Mistake {
  const price = form.type === OrderType.market ? 0 : readPrice(form.price, scene.instrument);
  if (typeof price === 'object') return price;
  if (price === 0 && oppositeTicks(scene, form.side) === 0 && form.basis !== 'qty') {
    return mistake('size', 'ticket.noMarket');
  }
  if (form.basis === 'risk' && readDistance(form.stop, scene.instrument) === undefined) {
    return mistake('stop', 'ticket.stopNeeded');
  }
  const qty = readLots(form, scene, price);
  const wrong = checkQty(qty, form, scene);
  if (wrong !== undefined) return wrong;
  if (
    notionalMinor(price, qty!, scene.instrument.tickValueMinor) > scene.instrument.maxNotionalMinor
  )
    return mistake('size', 'ticket.notionalLarge');
  if (form.tif !== TimeInForce.gtd) return { price, qty: qty!, expireSeconds: 0 };
  const expireSeconds = expirySeconds(form.expiry, scene.zone);
  if (expireSeconds === undefined || expireSeconds <= scene.nowSeconds) {
    return mistake('expiry', 'ticket.expiryPast');
  }
  return { price, qty: qty!, expireSeconds };
}

/** Ticks of the price field; 0 for a market order, and while there is no price that can be sent. */
export function limitTicks(form: TicketForm, instrument: Instrument): number {
  const price = form.type === OrderType.market ? 0 : readPrice(form.price, instrument);
  return typeof price === 'object' ? 0 : price;
}

function readPrice(text: string, instrument: Instrument): number | Mistake {
  const { priceScale, tickStep, priceLimitTicks } = instrument;
  if (text.trim() === '') return mistake('price', 'ticket.priceNeeded');
  const units = parseSize(text, priceScale);
  const step = stepText(tickStep, priceScale);
  if (units === undefined || units % tickStep !== 0) {
    const nearest = nearestTicks(text, instrument);
    return { ...mistake('price', 'ticket.priceSteps', { step }), nearest };
  }
  const ticks = units / tickStep;
  return ticks >= 1 && ticks < priceLimitTicks ? ticks : mistake('price', 'ticket.priceRange');
}

function checkQty(
  qty: number | undefined,
  form: TicketForm,
  { instrument }: TicketScene,
): Mistake | undefined {
  const { minQtyLots, maxQtyLots, lotStep, qtyScale } = instrument;
  if (form.size.trim() === '') return mistake('size', `ticket.needed_${form.basis}`);
  const step = stepText(lotStep, qtyScale);
  if (qty === undefined) {
    return form.basis === 'qty'
      ? mistake('size', 'ticket.qtySteps', { step })
      : mistake('size', 'ticket.notRead');
  }
  if (qty < minQtyLots) {
    return mistake('size', 'ticket.qtySmall', { least: lotsText(minQtyLots, instrument) });
  }
  if (qty > maxQtyLots) {
    return mistake('size', 'ticket.qtyLarge', { most: lotsText(maxQtyLots, instrument) });
  }
  return undefined;
}

/** Decimals that a price is read with to find the ticks around it. */
const FINE_SCALE = 9;

/** The tick prices just below and above a price that lies between them. */
export function nearestTicks(text: string, instrument: Instrument): readonly number[] {
  const { priceScale, tickStep, priceLimitTicks } = instrument;
  for (let scale = priceScale; scale <= FINE_SCALE; scale++) {
    const units = parseSize(text, scale);
    if (units === undefined) continue;
    const below = Math.floor(units / (tickStep * 10 ** (scale - priceScale)));
    return [below, below + 1].filter((ticks) => ticks >= 1 && ticks < priceLimitTicks);
  }
  return [];
}

function stepText(step: number, scale: number): string {
  return formatDecimal(step, scale);
}

/** Ticks as a grouped figure for the price field. */
export function ticksText(ticks: number, { tickStep, priceScale }: Instrument): string {
  return grouped(formatDecimal(ticks * tickStep, priceScale));
}

/** The flags of the form as on the wire. */
export function flagsOf(form: TicketForm): number {
  return (
    (form.postOnly ? OrderFlag.postOnly : 0) |
    (form.reduceOnly ? OrderFlag.reduceOnly : 0) |
    (form.cancelOnDisconnect ? OrderFlag.cancelOnDisconnect : 0)
  );
}

/** A large order moves more than this part of what is available in the quote asset. */
const LARGE_PART = 0.25;

/** Whether the user wants to be asked before this order leaves. */
export function asksFirst(
  policy: 'always' | 'large' | 'never',
  notional: number,
  available: number,
): boolean {
  return policy === 'always' || (policy === 'large' && notional > available * LARGE_PART);
}
