import { describe, expect, it } from 'vitest';
import { OrderType, Phase, Side, TimeInForce } from '../../../shared/domain/order.ts';
import { EMPTY_TICKET } from './ticket-form.ts';
import { sceneOf } from './ticket-stage.ts';
import { summariseTicket } from './ticket-summary.ts';

const market = { ...EMPTY_TICKET, type: OrderType.market, tif: TimeInForce.ioc };
const sell = { ...EMPTY_TICKET, side: Side.sell };
const at = (price: number, qty: number) => ({ price, qty, expireSeconds: 0 });

describe('summary', () => {
  it('tells what fills, what rests and what is held, with the functions of the core', () => {
    // 2 at 200 fill, 1 rests at 200: 1000.00 a lot.
    const sums = summariseTicket(EMPTY_TICKET, at(200, 3), sceneOf());
    expect(sums).toMatchObject({
      ...{ notional: 300_000, fillTicks: 200, takerFee: 100, makerFee: 10, rests: 1 },
      ...{ lotsBefore: 0, lotsAfter: 3, averageAfter: 200, holdMinor: 300_150, holdLots: 0 },
      availableAfter: 1_000_000 - 200_000 - 100 - 100_050,
    });
  });

  it('tells the stamp duty of the side apart from the commission', () => {
    const scene = sceneOf();
    const taxed = { ...scene, instrument: { ...scene.instrument, buyDutyPpm: 1_000 } };
    expect(summariseTicket(EMPTY_TICKET, at(200, 3), taxed)).toMatchObject({
      ...{ takerFee: 300, takerDuty: 200, makerFee: 110, makerDuty: 100 },
    });
    expect(summariseTicket(sell, at(199, 2), taxed).takerDuty).toBe(0);
  });

  it('holds a market buy at its bound and pays what it fills at', () => {
    const sums = summariseTicket(market, at(0, 4), sceneOf());
    expect(sums).toMatchObject({ fillTicks: 200.5, rests: 0, lotsAfter: 4, holdMinor: 408_204 });
    expect(sums.walk).toMatchObject({ lots: 4, bestTicks: 200, worstTicks: 201 });
    expect(sums.availableAfter).toBe(1_000_000 - 401_000 - 200);
  });

  it('a market order does not fill beyond its bound', () => {
    expect(summariseTicket(market, at(0, 10), sceneOf()).walk).toMatchObject({ lots: 6, rest: 4 });
  });

  it('in an auction nothing fills at once', () => {
    const scene = sceneOf({}, {}, {}, { phase: Phase.auction });
    expect(summariseTicket(EMPTY_TICKET, at(210, 3), scene)).toMatchObject({
      ...{ takerFee: 0, rests: 3, fillTicks: 0 },
      holdMinor: 315_157,
    });
  });

  it('beyond the window it stands at its end, and holds that', () => {
    const scene = sceneOf({}, {}, {}, { windowLow: 190, windowHigh: 200 });
    const [beyond, end] = [210, 200].map((price) =>
      summariseTicket(EMPTY_TICKET, at(price, 3), scene),
    );
    expect(beyond).toEqual(end);
    expect(summariseTicket(market, at(0, 4), scene).walk).toMatchObject({ lots: 2, rest: 2 });
  });

  it('post only takes nothing; fill or kill takes all or nothing', () => {
    const post = { ...EMPTY_TICKET, postOnly: true };
    expect(summariseTicket(post, at(199, 3), sceneOf())).toMatchObject({ takerFee: 0, rests: 3 });
    const fok = { ...EMPTY_TICKET, tif: TimeInForce.fok };
    expect(summariseTicket(fok, at(200, 3), sceneOf())).toMatchObject({ rests: 0, lotsAfter: 0 });
    expect(summariseTicket(fok, at(201, 3), sceneOf()).walk.lots).toBe(3);
  });

  it('a sale holds lots and brings money', () => {
    const sums = summariseTicket(sell, at(199, 2), sceneOf());
    expect(sums).toMatchObject({ holdMinor: 0, holdLots: 2, lotsAfter: -2 });
    expect(sums.availableAfter).toBe(1_000_000 + 199_000 - 99);
  });

  it.each([
    ['adds', 2, 380_000, Side.buy, 2, 195],
    ['closes in part', 4, 760_000, Side.sell, 2, 190],
    ['closes', 2, 380_000, Side.sell, 2, 0],
    ['turns', 1, 190_000, Side.sell, 2, 199],
    ['adds to a short', -2, -380_000, Side.sell, 2, 194.5],
  ])('%s a position: the average after it', (_, lots, costMinor, side, qty, average) => {
    const scene = sceneOf({ tickValueMinor: 1000 }, { lots, costMinor });
    const price = side === Side.buy ? 200 : 199;
    const form = { ...EMPTY_TICKET, side: side as Side };
    expect(summariseTicket(form, at(price, qty), scene).averageAfter).toBe(average);
  });
});
