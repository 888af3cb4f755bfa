// What happens when orders meet: self-trade prevention, reduce-only, amends, fees and positions.

import { describe, expect, test } from 'vitest';
import { OrderFlag, SelfTrade } from '../../shared/domain/order.ts';
import { createStage, type Stage } from './engine-stage.ts';
import { EventKind } from './events.ts';

const [BUY, SELL] = [0, 1];
const other = (side: number): number => (side === BUY ? SELL : BUY);
const name = (side: number): string => (side === BUY ? 'buy' : 'sell');

describe.each([BUY, SELL])('self-trade prevention, taker side %i', (side) => {
  const [taker, maker] = [name(side), name(other(side))];

  /** An own order of 5 before one of 4 of another account; 7 come in. */
  function meet(stp: number): string[] {
    const stage = createStage();
    stage.place(2, other(side), 5, 100);
    stage.place(3, other(side), 4, 100);
    return stage.place(2, side, 7, 100, { stp }).slice(1);
  }

  test('expireTaker ends the taker and leaves the maker', () => {
    expect(meet(SelfTrade.expireTaker)).toEqual([`done a2 ${taker} selfTrade 7 filled 0`]);
  });

  test('expireMaker ends the maker and goes on', () => {
    expect(meet(SelfTrade.expireMaker)).toEqual([
      `done a2 ${maker} selfTrade 5 filled 0`,
      `fill a3 ${maker} 4 @100 left 0 maker`,
      `fill a2 ${taker} 4 @100 left 3 taker`,
      `level ${maker} @100 0 in 0`,
      `level ${taker} @100 3 in 1`,
    ]);
  });

  test('expireBoth ends both', () => {
    expect(meet(SelfTrade.expireBoth)).toEqual([
      `done a2 ${maker} selfTrade 5 filled 0`,
      `level ${maker} @100 4 in 1`,
      `done a2 ${taker} selfTrade 7 filled 0`,
    ]);
  });

  test('decrement takes the smaller off both', () => {
    expect(meet(SelfTrade.decrement)).toEqual([
      `done a2 ${maker} selfTrade 5 filled 0`,
      `fill a3 ${maker} 2 @100 left 2 maker`,
      `fill a2 ${taker} 2 @100 left 0 taker`,
      `level ${maker} @100 2 in 1`,
    ]);
  });

  test('decrement of a larger maker keeps its place', () => {
    const stage = createStage();
    stage.place(2, other(side), 5, 100);
    stage.place(3, other(side), 4, 100);
    expect(stage.place(2, side, 3, 100, { stp: SelfTrade.decrement }).slice(1)).toEqual([
      `amended a2 ${maker} 2 @100 left 2 kept`,
      `level ${maker} @100 6 in 2`,
      `done a2 ${taker} selfTrade 3 filled 0`,
    ]);
    expect(stage.place(4, side, 1, 100)[1]).toBe(`fill a2 ${maker} 1 @100 left 1 maker`);
  });

  test('a fill-or-kill does not count own orders', () => {
    for (const [stp, qty, expected] of [
      [SelfTrade.expireTaker, 1, 'rejected a2 4002'],
      [SelfTrade.expireBoth, 1, 'rejected a2 4002'],
      [SelfTrade.expireMaker, 4, `accepted a2 ${taker} 4 @100`],
      [SelfTrade.expireMaker, 5, 'rejected a2 4002'],
    ] as const) {
      const stage = createStage();
      stage.place(2, other(side), 5, 100);
      stage.place(3, other(side), 4, 100);
      expect(stage.place(2, side, qty, 100, { stp, tif: 2 })[0]).toBe(expected);
    }
  });
});

describe('reduce-only', () => {
  /** Account 2 is long of `lots`. */
  function long(lots: number): Stage {
    const stage = createStage();
    stage.place(3, SELL, lots, 100);
    stage.place(2, BUY, lots, 100);
    return stage;
  }
  const flags = OrderFlag.reduceOnly;

  test('needs a position that is opposite and large enough', () => {
    const stage = long(5);
    expect(stage.place(2, BUY, 1, 90, { flags })[0]).toBe('rejected a2 3005');
    expect(stage.place(2, SELL, 6, 110, { flags })[0]).toBe('rejected a2 3005');
    expect(stage.place(2, SELL, 5, 110, { flags })[0]).toBe('accepted a2 sell 5 @110');
    expect(stage.place(4, SELL, 1, 110, { flags })[0]).toBe('rejected a4 3005');
  });

  test('a maker is cut to the position that is left, and ends', () => {
    const stage = long(5);
    stage.place(2, SELL, 5, 110, { flags });
    stage.place(4, BUY, 2, 105);
    stage.place(2, SELL, 2, 105);
    expect(stage.place(4, BUY, 5, 110).slice(1)).toEqual([
      'fill a2 sell 3 @110 left 2 maker',
      'fill a4 buy 3 @110 left 2 taker',
      'done a2 sell reduceOnly 2 filled 3',
      'level sell @110 0 in 0',
      'level buy @110 2 in 1',
    ]);
  });

  test('without a position left it ends without a fill', () => {
    const stage = long(5);
    stage.place(2, SELL, 5, 110, { flags });
    stage.place(4, BUY, 5, 105);
    stage.place(2, SELL, 5, 105);
    expect(stage.place(4, BUY, 1, 110).slice(1)).toEqual([
      'done a2 sell reduceOnly 5 filled 0',
      'level sell @110 0 in 0',
      'level buy @110 1 in 1',
    ]);
  });
});

describe('amend', () => {
  test('fewer lots keep the place; more lots or another price lose it', () => {
    const stage = createStage();
    stage.place(2, SELL, 5, 100, { clientOrderId: 1 });
    stage.place(3, SELL, 5, 100, { clientOrderId: 2 });
    expect(stage.amend({ account: 2, clientOrderId: 1, qty: 4 })).toEqual([
      'amended a2 sell 4 @100 left 4 kept',
      'level sell @100 9 in 2',
    ]);
    expect(stage.place(4, BUY, 1, 100)[1]).toBe('fill a2 sell 1 @100 left 3 maker');
    expect(stage.amend({ account: 2, clientOrderId: 1, qty: 6 })).toEqual([
      'amended a2 sell 6 @100 left 5',
      'level sell @100 10 in 2',
    ]);
    expect(stage.place(4, BUY, 1, 100)[1]).toBe('fill a3 sell 1 @100 left 4 maker');
    expect(stage.amend({ account: 3, clientOrderId: 2, price: 99 })).toEqual([
      'amended a3 sell 5 @99 left 4',
      'level sell @100 5 in 1',
      'level sell @99 4 in 1',
    ]);
  });

  test('may trade, and ends when nothing is left', () => {
    const stage = createStage();
    stage.place(2, SELL, 5, 100);
    stage.place(3, BUY, 5, 90, { clientOrderId: 7 });
    expect(stage.amend({ account: 3, clientOrderId: 7, price: 100 })).toEqual([
      'amended a3 buy 5 @100 left 5',
      'fill a2 sell 5 @100 left 0 maker',
      'fill a3 buy 5 @100 left 0 taker',
      'level sell @100 0 in 0',
      'level buy @90 0 in 0',
    ]);
    expect(stage.engine.liveOrders()).toBe(0);
    expect(stage.amend({ account: 3, clientOrderId: 7, price: 99 })).toEqual(['rejected a3 4003']);
  });

  test.each([
    ['nothing to change', { price: 90, qty: 5 }, 2017],
    ['nothing named to change', {}, 2017],
    ['what is filled already', { qty: 2 }, 2016],
    ['too many lots', { qty: 1_001 }, 2008],
    ['off the ladder', { price: 10_000 }, 2006],
    ['too large', { price: 9_000, qty: 200 }, 2009],
    ['a post-only that would cross', { price: 100 }, 4001],
    ['another account', { account: 4, price: 91 }, 4003],
    ['the deadline', { price: 91, deadlineMicros: 1 }, 2012],
  ])('is refused for %s and the order stays', (_, fields, code) => {
    const stage = createStage();
    stage.place(2, SELL, 2, 90);
    stage.place(3, BUY, 5, 90, { clientOrderId: 7 });
    stage.place(3, BUY, 5, 90, { clientOrderId: 8, flags: OrderFlag.postOnly });
    stage.place(2, SELL, 2, 100);
    const clientOrderId = code === 4001 ? 8 : 7;
    const lines = stage.amend({ account: 3, clientOrderId, ...fields });
    expect(lines).toEqual([`rejected a${'account' in fields ? 4 : 3} ${code}`]);
    expect(stage.cancel({ account: 3, clientOrderId }).length).toBe(2);
  });

  test('holds the difference, and is refused without it', () => {
    const stage = createStage({ maxQtyLots: 1e9, maxNotionalMinor: 1e9 });
    stage.place(2, BUY, 100, 1, { clientOrderId: 7 });
    expect(stage.amend({ account: 2, clientOrderId: 7, qty: 9_970_091 })[0]).toBe(
      'rejected a2 3002',
    );
    expect(stage.amend({ account: 2, clientOrderId: 7, qty: 9_970_090 })[0]).toContain('amended');
  });
});

test('a fill posts notional, both fees and positions to the minor unit', () => {
  const stage = createStage();
  stage.place(2, SELL, 10, 3_333);
  stage.place(3, BUY, 10, 3_334);
  const { eventWords: words, eventSlots: slots } = stage.engine;
  const settled: number[][] = [];
  for (let block = 0; block < stage.engine.eventBlocks(); block++) {
    if ((words[block * 16]! & 0xff) !== EventKind.settled) continue;
    settled.push([...slots.subarray(block * 8 + 1, block * 8 + 8)]);
  }
  // 33,330 at 1,000 and 3,000 ppm: fees of 33 and 99, rounded down.
  expect(settled).toEqual([
    [9_990, 0, 10_033_297, 0, -33_330, -33, -10],
    [10_010, 0, 9_966_571, 0, 33_330, -99, 10],
  ]);
  stage.place(2, BUY, 15, 3_000);
  stage.place(3, SELL, 15, 3_000);
  const last = stage.engine.eventBlocks() * 8;
  const positions = [];
  for (let at = 0; at < last; at += 8) {
    if ((words[at * 2]! & 0xff) === EventKind.settled)
      positions.push([...slots.subarray(at + 5, at + 8)]);
  }
  // The short of 10 closes with 3,330 won and turns long by 5; fees of 45 and 135.
  expect(positions).toEqual([
    [15_000, 3_330 - 33 - 45, 5],
    [-15_000, -3_330 - 99 - 135, -5],
  ]);
});
