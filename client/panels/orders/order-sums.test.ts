// Sums over one currency, and none over two.

import { expect, it } from 'vitest';
import type { Asset, Instrument } from '../../../shared/domain/instrument.ts';
import type { OrderRow } from '../../state/orders-store.ts';
import { sumOrders } from './order-sums.ts';

const assets = new Map([[7, { id: 7, code: 'USD', scale: 2 } as Asset]]);
const instruments = new Map(
  [7, 7, 8].map((quoteAsset, id) => [id, { id, quoteAsset, tickValueMinor: 5 } as Instrument]),
);
const order = (instrument: number, side: number) =>
  ({ instrument, side, price: 10, leaves: 3 }) as OrderRow;

it('adds what is still open, by side', () => {
  const sums = sumOrders([order(0, 0), order(1, 1), order(1, 1)], instruments, assets);
  expect(sums).toMatchObject({ open: 3, buyingMinor: 150, sellingMinor: 300 });
  expect(sums.quote?.code).toBe('USD');
});

it('has no sum over two currencies, nor over none', () => {
  expect(sumOrders([order(0, 0), order(2, 0)], instruments, assets).quote).toBeUndefined();
  expect(sumOrders([], instruments, assets).quote).toBeUndefined();
});
