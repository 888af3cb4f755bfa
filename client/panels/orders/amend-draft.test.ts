// What is typed into a row becomes exactly one amend, or words.

import { expect, it } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { OrderRow } from '../../state/orders-store.ts';
import { draftOf, readAmend } from './amend-draft.ts';

const instrument = {
  ...{ priceScale: 2, tickStep: 5, qtyScale: 3, lotStep: 10, minQtyLots: 2, maxQtyLots: 100 },
  priceLimitTicks: 1000,
} as Instrument;
const row = { price: 201, qty: 50, filled: 10 } as OrderRow;
const same = draftOf(row, instrument);

it('starts with what stands, and asks only for what differs', () => {
  expect(same).toEqual({ price: '10.05', qty: '0.500' });
  expect(readAmend({ ...same, price: '10.10' }, row, instrument)).toEqual({ price: 202 });
  expect(readAmend({ ...same, qty: '0.6' }, row, instrument)).toEqual({ qty: 60 });
  expect(readAmend({ price: '1.00', qty: '1' }, row, instrument)).toEqual({ price: 20, qty: 100 });
});

it.each([
  [{}, 'price', 'orders.nothingChanged'],
  [{ price: '10.03' }, 'price', 'orders.priceSteps'],
  [{ price: 'x' }, 'price', 'orders.priceSteps'],
  [{ price: '50.00' }, 'price', 'orders.priceRange'],
  [{ price: '0' }, 'price', 'orders.priceRange'],
  [{ qty: '0.505' }, 'qty', 'orders.qtySteps'],
  [{ qty: '0.01' }, 'qty', 'orders.qtySteps'],
  [{ qty: '0.1' }, 'qty', 'orders.qtyFilled'],
  [{ qty: '1.01' }, 'qty', 'orders.qtyLarge'],
])('says what is wrong with %j', (change, field, key) => {
  expect(readAmend({ ...same, ...change }, row, instrument)).toMatchObject({ field, key });
});
