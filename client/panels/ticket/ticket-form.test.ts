import { describe, expect, it } from 'vitest';
import {
  OrderFlag,
  OrderType,
  Phase,
  SelfTrade,
  Side,
  TimeInForce,
} from '../../../shared/domain/order.ts';
import { expirySeconds, expiryText } from './order-expiry.ts';
import { lastLook } from './last-order.ts';
import {
  EMPTY_TICKET,
  asksFirst,
  flagsOf,
  nearestTicks,
  phaseRefusal,
  reduceTicket,
  validateTicket,
  withExpiry,
} from './ticket-form.ts';
import { sceneOf, STAGE_TICKET as instrument } from './ticket-stage.ts';
import { stepPrice, stepSize } from './ticket-steps.ts';

const limit = { ...EMPTY_TICKET, price: '10.05', size: '300' };
const scene = sceneOf();

describe('ticket', () => {
  it('knows what an auction and a halt take', () => {
    const market = { ...limit, type: OrderType.market, tif: TimeInForce.ioc };
    const kinds = [limit, market, { ...limit, tif: TimeInForce.fok }, { ...limit, postOnly: true }];
    const told = (phase: Phase) => kinds.map((form) => phaseRefusal(form, phase));
    expect(told(Phase.open)).toEqual([undefined, undefined, undefined, undefined]);
    expect(told(Phase.halted)).toEqual(Array.from({ length: 4 }, () => 'ui.phase.haltedWords'));
    const refused = 'ticket.notInAuction';
    expect(told(Phase.auction)).toEqual([undefined, refused, refused, refused]);
  });

  it('reads price and quantity in ticks and lots', () => {
    expect(validateTicket(limit, scene)).toEqual({ price: 201, qty: 3, expireSeconds: 0 });
    expect(validateTicket({ ...limit, size: '1,000' }, scene)).toMatchObject({ qty: 10 });
    expect(validateTicket({ ...limit, size: '1k' }, scene)).toMatchObject({ qty: 10 });
  });

  it.each([
    [{ price: '10.03' }, 'price'],
    [{ price: '' }, 'price'],
    [{ price: '0' }, 'price'],
    [{ price: '50.00' }, 'price'],
    [{ size: '' }, 'size'],
    [{ size: '150' }, 'size'],
    [{ size: '0' }, 'size'],
    [{ size: '1100' }, 'size'],
    [{ size: '1e3' }, 'size'],
    [{ basis: 'value', size: 'x' }, 'size'],
    [{ basis: 'share', size: '101' }, 'size'],
    [{ basis: 'risk', size: '100' }, 'stop'],
    [{ tif: TimeInForce.gtd, expiry: '1970-01-01T00:00' }, 'expiry'],
    [{ tif: TimeInForce.gtd, expiry: '' }, 'expiry'],
  ] as const)('points at the mistake in %j', (change, field) => {
    expect(validateTicket({ ...limit, ...change }, scene)).toMatchObject({ field });
  });

  it('offers the ticks around a price that lies between them', () => {
    expect(validateTicket({ ...limit, price: '10.03' }, scene)).toMatchObject({
      nearest: [200, 201],
    });
    expect(nearestTicks('10.0499', instrument)).toEqual([200, 201]);
    expect(nearestTicks('0.01', instrument)).toEqual([1]);
    expect(nearestTicks('x', instrument)).toEqual([]);
  });

  it('puts right what a change makes impossible', () => {
    const post = reduceTicket(limit, { postOnly: true });
    const market = reduceTicket(post, { type: OrderType.market });
    expect(market).toMatchObject({ tif: TimeInForce.ioc, price: '', postOnly: false });
    expect(reduceTicket(market, { type: OrderType.limit }).tif).toBe(TimeInForce.gtc);
    expect(reduceTicket(post, { tif: TimeInForce.fok }).postOnly).toBe(false);
    expect(reduceTicket(limit, { basis: 'value' }).size).toBe('');
    expect(reduceTicket(limit, { basis: 'qty', size: '5' }).size).toBe('5');
  });

  it('becomes good till a date with one that lies ahead', () => {
    const gtd = withExpiry(reduceTicket(limit, { tif: TimeInForce.gtd }), scene);
    expect(validateTicket(gtd, scene)).toMatchObject({
      expireSeconds: Math.floor((scene.nowSeconds + 86_400) / 60) * 60,
    });
  });

  it('reads an expiry on the clock of the preferences', () => {
    expect(expirySeconds('2026-11-20T15:34', 'utc')).toBe(Date.UTC(2026, 10, 20, 15, 34) / 1000);
    for (const zone of ['utc', 'local', 'market'] as const) {
      expect(expirySeconds(expiryText(1_700_000_040, zone), zone)).toBe(1_700_000_040);
    }
    expect(expirySeconds('tomorrow', 'utc')).toBeUndefined();
  });

  it('steps by ticks and lots, and from between two ticks to the next one', () => {
    expect(stepPrice(limit, scene, 1)).toBe('10.10');
    expect(stepPrice(limit, scene, -10)).toBe('9.55');
    expect(stepPrice({ ...limit, price: '10.03' }, scene, 1)).toBe('10.05');
    expect(stepPrice({ ...limit, price: '10.03' }, scene, -1)).toBe('10.00');
    expect(stepPrice({ ...limit, price: '' }, scene, 1)).toBe('10.00');
    expect(stepPrice({ ...limit, price: '0.05' }, scene, -10)).toBe('0.05');
    expect([stepSize(limit, scene, 1), stepSize(limit, scene, -10)]).toEqual(['400', '100']);
    expect(stepSize({ ...limit, size: '' }, scene, 1)).toBe('100');
  });

  it('sends the flags that are set', () => {
    expect(flagsOf({ ...limit, reduceOnly: true, cancelOnDisconnect: true })).toBe(
      OrderFlag.reduceOnly | OrderFlag.cancelOnDisconnect,
    );
    expect([EMPTY_TICKET.stp, EMPTY_TICKET.side]).toEqual([SelfTrade.expireTaker, Side.buy]);
  });

  it('asks first as the user wants it', () => {
    expect(asksFirst('always', 1, 1000)).toBe(true);
    expect(asksFirst('never', 1000, 1000)).toBe(false);
    expect([asksFirst('large', 250, 1000), asksFirst('large', 251, 1000)]).toEqual([false, true]);
  });
});

describe('the order sent last', () => {
  const row = (part: object) => ({ life: [], filled: 0, ...part }) as never;

  it('is told by what is known of it', () => {
    expect(lastLook(undefined, 0)).toMatchObject({ tone: 'busy', word: 'sending' });
    expect(lastLook(row({ stage: 'received' }), 1_000_001)).toMatchObject({ word: 'slow' });
    expect(lastLook(row({ stage: 'unknown' }), 0)).toMatchObject({ tone: 'doubt' });
    expect(lastLook(row({ stage: 'open', filled: 2 }), 0).word).toBe('partFilled');
    expect(lastLook(row({ stage: 'rejected' }), 0)).toMatchObject({ tone: 'bad', repairs: true });
  });

  it('says that a doubt was resolved', () => {
    const life = [{ is: 'sent' }, { is: 'unknown' }];
    expect(lastLook(row({ stage: 'filled', life }), 0).resolved).toBe(true);
    expect(lastLook(row({ stage: 'unknown', life }), 0).resolved).toBe(false);
  });
});
