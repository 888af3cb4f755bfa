// The ticket as three pure functions: reduce a change, summarise what would happen, validate.

import { parseDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { buyHoldMinor, feeMinor, notionalMinor } from '../../../shared/domain/order-cost.ts';
import { OrderType, Side, TimeInForce } from '../../../shared/domain/order.ts';

export interface TicketForm {
  readonly side: Side;
  readonly type: OrderType;
  readonly tif: TimeInForce;
  readonly price: string;
  readonly qty: string;
  readonly postOnly: boolean;
}

export const EMPTY_TICKET: TicketForm = {
  side: Side.buy,
  type: OrderType.limit,
  tif: TimeInForce.gtc,
  price: '',
  qty: '',
  postOnly: false,
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

/** Ticks and lots of the form, or the field and words of its first mistake. */
export function validateTicket(
  form: TicketForm,
  instrument: Instrument,
): TicketOrder | { readonly field: 'price' | 'qty'; readonly words: string } {
  const price = form.type === OrderType.market ? 0 : steps(form.price, instrument, 'price');
  if (price === undefined) {
    return { field: 'price', words: `Price in steps of ${stepText(instrument, 'price')}` };
  }
  if (form.type === OrderType.limit && (price < 1 || price >= instrument.priceLimitTicks)) {
    return { field: 'price', words: 'Price is outside the ladder' };
  }
  const qty = steps(form.qty, instrument, 'qty');
  if (qty === undefined || qty < instrument.minQtyLots) {
    return { field: 'qty', words: `Quantity in steps of ${stepText(instrument, 'qty')}` };
  }
  if (qty > instrument.maxQtyLots) return { field: 'qty', words: 'Quantity is above the maximum' };
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
