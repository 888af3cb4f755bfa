// The ticket as three pure functions: reduce a change, summarise what would happen, validate.

import { formatDecimal, parseDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { TextKey, TextValues } from '../../i18n/text-table.ts';
import { buyHoldMinor, feeMinor, notionalMinor } from '../../../shared/domain/order-cost.ts';
import { OrderType, Side, TimeInForce } from '../../../shared/domain/order.ts';

export interface TicketForm {
  readonly side: Side;
  readonly type: OrderType;
  readonly tif: TimeInForce;
  readonly price: string;
  readonly qty: string;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
}

export const EMPTY_TICKET: TicketForm = {
  side: Side.buy,
  type: OrderType.limit,
  tif: TimeInForce.gtc,
  price: '',
  qty: '',
  postOnly: false,
  reduceOnly: false,
};

export interface TicketOrder {
  readonly price: number;
  readonly qty: number;
}

/** One change; whatever it makes impossible is put right with it. */
export function reduceTicket(form: TicketForm, change: Partial<TicketForm>): TicketForm {
  const next = { ...form, ...change };
  const immediate = next.tif === TimeInForce.ioc || next.tif === TimeInForce.fok;
  if (next.type === OrderType.market) {
    return { ...next, tif: immediate ? next.tif : TimeInForce.ioc, price: '', postOnly: false };
  }
  return immediate ? { ...next, postOnly: false } : next;
}

/** A mistake: the field to look at, and the words by key. */
export interface Mistake {
  readonly field: 'price' | 'qty';
  readonly key: TextKey;
  readonly values: TextValues;
}

/** Ticks and lots of the form, or its first mistake. */
export function validateTicket(form: TicketForm, instrument: Instrument): TicketOrder | Mistake {
  const price = form.type === OrderType.market ? 0 : steps(form.price, instrument, 'price');
  if (price === undefined) {
    const step = stepText(instrument, 'price');
    return { field: 'price', key: 'ticket.priceSteps', values: { step } };
  }
  const isOnLadder = price >= 1 && price < instrument.priceLimitTicks;
  if (form.type === OrderType.limit && !isOnLadder) {
    return { field: 'price', key: 'ticket.priceRange', values: {} };
  }
  const qty = steps(form.qty, instrument, 'qty');
  if (qty === undefined || qty < instrument.minQtyLots) {
    const step = stepText(instrument, 'qty');
    return { field: 'qty', key: 'ticket.qtySteps', values: { step } };
  }
  if (qty > instrument.maxQtyLots) {
    const most = formatDecimal(instrument.maxQtyLots * instrument.lotStep, instrument.qtyScale);
    return { field: 'qty', key: 'ticket.qtyLarge', values: { most } };
  }
  return { price, qty };
}

/** What the order would move, in quote minor units, by the same functions as the core's hold. */
export function summariseTicket(
  side: Side,
  { price, qty }: TicketOrder,
  instrument: Instrument,
  reference: number,
): { readonly notional: number; readonly fee: number; readonly hold: number } {
  const ticks = price === 0 ? reference : price;
  const { tickValueMinor, takerFeePpm, makerFeePpm } = instrument;
  const notional = notionalMinor(ticks, qty, tickValueMinor);
  const dearer = Math.max(takerFeePpm, makerFeePpm);
  return {
    notional,
    fee: feeMinor(notional, takerFeePpm),
    hold: side === Side.buy ? buyHoldMinor(ticks, qty, tickValueMinor, dearer) : 0,
  };
}

function steps(text: string, instrument: Instrument, which: 'price' | 'qty'): number | undefined {
  const scale = which === 'price' ? instrument.priceScale : instrument.qtyScale;
  const step = which === 'price' ? instrument.tickStep : instrument.lotStep;
  const value = parseDecimal(text.replaceAll(',', '').trim(), scale);
  return value === undefined || value % step !== 0 ? undefined : value / step;
}

function stepText(instrument: Instrument, which: 'price' | 'qty'): string {
  const scale = which === 'price' ? instrument.priceScale : instrument.qtyScale;
  const step = which === 'price' ? instrument.tickStep : instrument.lotStep;
  return scale === 0 ? String(step) : `0.${String(step).padStart(scale, '0')}`;
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
