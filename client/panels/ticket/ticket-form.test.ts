import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { OrderType, Side, TimeInForce } from '../../../shared/domain/order.ts';
import {
  EMPTY_TICKET,
  asksFirst,
  reduceTicket,
  summariseTicket,
  validateTicket,
} from './ticket-form.ts';

const instrument = {
  ...{ priceScale: 2, tickStep: 5, qtyScale: 0, lotStep: 100, minQtyLots: 1, maxQtyLots: 10 },
  ...{ priceLimitTicks: 1000, tickValueMinor: 5, makerFeePpm: 100, takerFeePpm: 500 },
} as Instrument;
const limit = { ...EMPTY_TICKET, price: '10.05', qty: '300' };

describe('ticket', () => {
  it('reads price and quantity in ticks and lots', () => {
    expect(validateTicket(limit, instrument)).toEqual({ price: 201, qty: 3 });
    expect(validateTicket({ ...limit, qty: '1,000' }, instrument)).toEqual({ price: 201, qty: 10 });
  });

  it.each([
    [{ price: '10.03' }, 'price'],
    [{ price: '' }, 'price'],
    [{ price: '0' }, 'price'],
    [{ price: '50.00' }, 'price'],
    [{ qty: '150' }, 'qty'],
    [{ qty: '0' }, 'qty'],
    [{ qty: '1100' }, 'qty'],
    [{ qty: '1e3' }, 'qty'],
  ])('points at the mistake in %j', (change, field) => {
    expect(validateTicket({ ...limit, ...change }, instrument)).toMatchObject({ field });
  });

  it('puts right what a change makes impossible', () => {
    const post = reduceTicket(limit, { postOnly: true });
    const market = reduceTicket(post, { type: OrderType.market });
    expect(market).toMatchObject({ tif: TimeInForce.ioc, price: '', postOnly: false });
    expect(reduceTicket(post, { tif: TimeInForce.fok }).postOnly).toBe(false);
  });

  it('asks first as the user wants it', () => {
    expect(asksFirst('always', 1, 1000)).toBe(true);
    expect(asksFirst('never', 1000, 1000)).toBe(false);
    expect([asksFirst('large', 250, 1000), asksFirst('large', 251, 1000)]).toEqual([false, true]);
  });

  it('summarises with the functions of the core', () => {
    const buy = summariseTicket(Side.buy, { price: 201, qty: 3 }, instrument, 0);
    expect(buy).toEqual({ notional: 3015, fee: 1, hold: 3016 });
    expect(summariseTicket(Side.sell, { price: 0, qty: 3 }, instrument, 200).notional).toBe(3000);
  });
});
