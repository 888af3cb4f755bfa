// What the user typed into the row of an order, as the amend it asks for, or why it is none.

import { formatDecimal, parseDecimal } from '../../../shared/domain/decimal.ts';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { TextKey, TextValues } from '../../i18n/text-table.ts';
import type { OrderRow } from '../../state/orders-store.ts';

export interface AmendDraft {
  readonly price: string;
  /** The new total, with what is filled. */
  readonly qty: string;
}

export type AmendChange = { readonly price?: number; readonly qty?: number };

export interface AmendProblem {
  readonly field: 'price' | 'qty';
  readonly key: TextKey;
  readonly values: TextValues;
}

export function draftOf(row: OrderRow, instrument: Instrument): AmendDraft {
  const { tickStep, priceScale, lotStep, qtyScale } = instrument;
  return {
    price: formatDecimal(row.price * tickStep, priceScale),
    qty: formatDecimal(row.qty * lotStep, qtyScale),
  };
}

/** Only what differs is asked for. */
export function readAmend(
  draft: AmendDraft,
  row: OrderRow,
  instrument: Instrument,
): AmendChange | AmendProblem {
  const { tickStep, priceScale, lotStep, qtyScale } = instrument;
  const price = steps(draft.price, tickStep, priceScale);
  if (price === undefined) return problem('price', 'orders.priceSteps', tickStep, priceScale);
  if (price < 1 || price >= instrument.priceLimitTicks) {
    return { field: 'price', key: 'orders.priceRange', values: {} };
  }
  const qty = steps(draft.qty, lotStep, qtyScale);
  if (qty === undefined || qty < instrument.minQtyLots) {
    return problem('qty', 'orders.qtySteps', lotStep, qtyScale);
  }
  if (qty <= row.filled) {
    const least = formatDecimal(row.filled * lotStep, qtyScale);
    return { field: 'qty', key: 'orders.qtyFilled', values: { least } };
  }
  if (qty > instrument.maxQtyLots) {
    const most = formatDecimal(instrument.maxQtyLots * lotStep, qtyScale);
    return { field: 'qty', key: 'orders.qtyLarge', values: { most } };
  }
  if (price === row.price && qty === row.qty) {
    return { field: 'price', key: 'orders.nothingChanged', values: {} };
  }
  return {
    ...(price === row.price ? {} : { price }),
    ...(qty === row.qty ? {} : { qty }),
  };
}

function steps(text: string, step: number, scale: number): number | undefined {
  const value = parseDecimal(text.replaceAll(',', '').trim(), scale);
  return value === undefined || value % step !== 0 ? undefined : value / step;
}

function problem(field: 'price' | 'qty', key: TextKey, step: number, scale: number): AmendProblem {
  return { field, key, values: { step: formatDecimal(step, scale) } };
}
