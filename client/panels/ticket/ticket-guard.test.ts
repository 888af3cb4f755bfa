import { describe, expect, it } from 'vitest';
import { Side } from '../../../shared/domain/order.ts';
import { guardTicket } from './ticket-guard.ts';
import { sceneOf } from './ticket-stage.ts';

const RICH = { quoteAvailable: 1e12, baseAvailable: 1e9 };
const guard = (side: Side, price: number, qty: number, account: object = RICH) =>
  guardTicket(side, { price, qty, expireSeconds: 0 }, sceneOf({ maxQtyLots: 1e6 }, account));
const keys = (guarded: ReturnType<typeof guard>) => guarded.warnings.map(({ key }) => key);

describe('guard', () => {
  it.each([
    [Side.buy, 200, 'free'],
    [Side.buy, 1, 'free'],
    [Side.buy, 204, 'free'],
    [Side.buy, 205, 'confirm'],
    [Side.buy, 220, 'confirm'],
    [Side.buy, 221, 'refuse'],
    [Side.sell, 199, 'free'],
    [Side.sell, 900, 'free'],
    [Side.sell, 195, 'confirm'],
    [Side.sell, 179, 'refuse'],
  ] as const)('side %d at %d is %s', (side, price, verdict) => {
    expect(guard(side, price, 1).verdict).toBe(verdict);
  });

  it('offers the price that it would take', () => {
    const { wayOut } = guard(Side.buy, 900, 1);
    expect(wayOut).toEqual({ price: 204 });
    expect(guard(Side.buy, wayOut.price!, 1).verdict).toBe('free');
  });

  it('warns of a quantity beyond the visible book, and refuses far beyond it', () => {
    expect(guard(Side.buy, 200, 28).verdict).toBe('free');
    expect(keys(guard(Side.buy, 200, 29))).toEqual(['ticket.warnBook']);
    const far = guard(Side.buy, 200, 281);
    expect([far.verdict, far.wayOut]).toEqual(['refuse', { qty: 28 }]);
  });

  it('warns of spending most of the money, and of spending more than there is', () => {
    const account = { quoteAvailable: 1_000_000 };
    expect(keys(guard(Side.buy, 200, 8, account))).toEqual([]);
    expect(keys(guard(Side.buy, 200, 9, account))).toEqual(['ticket.warnValue']);
    expect(keys(guard(Side.buy, 200, 10, account))).toEqual(['ticket.warnFunds']);
    const far = guard(Side.buy, 200, 41, account);
    expect([far.verdict, far.wayOut]).toEqual(['refuse', { qty: 9 }]);
    expect(keys(far)).toEqual(['ticket.refuseValue']);
  });

  it('says nothing about selling what one has', () => {
    const account = { baseAvailable: 500 };
    expect(guard(Side.sell, 199, 5, account).verdict).toBe('free');
    expect(keys(guard(Side.sell, 199, 6, account))).toEqual(['ticket.warnOwned']);
    expect(guard(Side.sell, 199, 26, account).verdict).toBe('refuse');
  });

  it('says nothing about the market where there is none', () => {
    const scene = sceneOf({}, RICH, { bid: 0, ask: 0 });
    expect(guardTicket(Side.buy, { price: 900, qty: 1, expireSeconds: 0 }, scene).verdict).toBe(
      'free',
    );
  });
});
