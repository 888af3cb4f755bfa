// Every refusal of a place command at -1, 0 and +1 of its limit, the order of the checks, and the
// matrix of type, time in force and phase.

import { describe, expect, test } from 'vitest';
import { OrderFlag, TimeInForce } from '../../shared/domain/order.ts';
import { createStage, STAGE_SECOND, type PlaceOptions } from './engine-stage.ts';

const [BUY, SELL] = [0, 1];

/** First word of the first event, with the code of a refusal. */
function answer(lines: string[]): string {
  const first = lines[0] ?? 'nothing';
  return first.startsWith('accepted') ? 'accepted' : first.replace(/ a-?\d+/, '');
}

describe('limits, one below, at and above', () => {
  test.each<[string, number, number, PlaceOptions, string]>([
    ['unknown account, the venue', 1, 100, { account: 1 }, 'rejected 5001'],
    ['unknown account, not opened', 1, 100, { account: 8 }, 'rejected 5001'],
    ['an account of the venue', 1, 100, { account: 5 }, 'rejected 5001'],
    ['another one of the venue', 1, 100, { account: 6 }, 'rejected 5001'],
    ['unknown account, beyond', 1, 100, { account: 16 }, 'rejected 5001'],
    ['unknown account, negative', 1, 100, { account: -1 }, 'rejected 5001'],
    ['unknown instrument', 1, 100, { instrument: 2 }, 'rejected 2004'],
    ['instrument all', 1, 100, { instrument: -1 }, 'rejected 2004'],
    ['deadline before', 1, 100, { deadlineMicros: STAGE_SECOND * 1e6 - 1 }, 'rejected 2012'],
    ['deadline now', 1, 100, { deadlineMicros: STAGE_SECOND * 1e6 }, 'accepted'],
    ['market GTC', 1, 0, { type: 1 }, 'rejected 2011'],
    ['market with a price', 1, 5, { type: 1, tif: TimeInForce.ioc }, 'rejected 2011'],
    ['market post-only', 1, 0, { type: 1, tif: 1, flags: 1 }, 'rejected 2011'],
    ['post-only IOC', 1, 100, { tif: 1, flags: 1 }, 'rejected 2011'],
    ['post-only FOK', 1, 100, { tif: 2, flags: 1 }, 'rejected 2011'],
    ['tif beyond', 1, 100, { tif: 5 }, 'rejected 2011'],
    ['GTD now', 1, 100, { tif: 4, expireSeconds: STAGE_SECOND }, 'rejected 2010'],
    ['GTD next', 1, 100, { tif: 4, expireSeconds: STAGE_SECOND + 1 }, 'accepted'],
    ['quantity below', 9, 100, {}, 'rejected 2007'],
    ['quantity at the minimum', 10, 100, {}, 'accepted'],
    ['quantity at the maximum', 1_000, 100, {}, 'accepted'],
    ['quantity above', 1_001, 100, {}, 'rejected 2008'],
    ['price 0', 10, 0, {}, 'rejected 2006'],
    ['notional at the maximum', 500, 200, {}, 'accepted'],
    ['notional above', 500, 201, {}, 'rejected 2009'],
  ])('%s', (_, qty, price, more, expected) => {
    const stage = createStage({ minQtyLots: 10, maxNotionalMinor: 100_000 });
    const size = qty === 1 ? 10 : qty;
    expect(answer(stage.place(2, BUY, size, price, more))).toBe(expected);
  });

  test('price ladder', () => {
    const stage = createStage();
    expect(answer(stage.place(2, BUY, 1, 1))).toBe('accepted');
    expect(answer(stage.place(2, SELL, 1, 9_999))).toBe('accepted');
    expect(answer(stage.place(2, SELL, 1, 10_000))).toBe('rejected 2006');
    expect(answer(stage.place(2, SELL, 1, -1))).toBe('rejected 2006');
  });

  test('price band around the opening price, then around the last trade', () => {
    const stage = createStage({ bandBps: 500 });
    for (const [price, expected] of [
      [949, 'rejected 3001'],
      [950, 'accepted'],
      [1_050, 'accepted'],
      [1_051, 'rejected 3001'],
    ] as const) {
      expect(answer(stage.place(2, price > 1_000 ? SELL : BUY, 1, price))).toBe(expected);
    }
    stage.place(3, BUY, 1, 1_050);
    expect(answer(stage.place(2, SELL, 1, 1_102))).toBe('accepted');
    expect(answer(stage.place(2, SELL, 1, 1_103))).toBe('rejected 3001');
    expect(answer(stage.place(2, BUY, 1, 997))).toBe('rejected 3001');
    expect(answer(stage.place(2, BUY, 1, 998))).toBe('accepted');
  });

  test('open orders of the account, for orders that cannot rest too', () => {
    const stage = createStage();
    for (const price of [100, 101, 102]) {
      expect(answer(stage.place(7, SELL, 1, price))).toBe('accepted');
    }
    expect(answer(stage.place(7, SELL, 1, 103))).toBe('rejected 3004');
    expect(answer(stage.place(7, SELL, 1, 103, { tif: TimeInForce.ioc }))).toBe('rejected 3004');
    stage.cancelMany({ account: 7, cause: 1 });
    expect(answer(stage.place(7, SELL, 1, 103))).toBe('accepted');
  });

  test('the table of orders: one less than its slots', () => {
    const stage = createStage({}, { orders: 4 });
    const answers = [1, 2, 3, 4].map((price) => answer(stage.place(2, BUY, 1, price)));
    expect(answers).toEqual(['accepted', 'accepted', 'accepted', 'rejected 9007']);
  });

  test('funds with the dearer fee, to the last minor unit', () => {
    // 9,970,090 and 3 in 1,000 of it, rounded down, make the 10,000,000 of the account.
    const stage = createStage({ maxQtyLots: 1e9, maxNotionalMinor: 1e9 });
    expect(answer(stage.place(2, BUY, 9_970_091, 1))).toBe('rejected 3002');
    expect(answer(stage.place(2, BUY, 9_970_090, 1))).toBe('accepted');
  });

  test('holdings, and a credit to the last lot', () => {
    const stage = createStage({ maxQtyLots: 20_000 });
    expect(answer(stage.place(2, SELL, 10_001, 10))).toBe('rejected 3003');
    expect(answer(stage.place(2, SELL, 10_000, 10))).toBe('accepted');
    expect(answer(stage.place(2, SELL, 1, 10))).toBe('rejected 3003');
    expect(answer(stage.place(7, SELL, 101, 10))).toBe('rejected 3003');
    expect(answer(stage.place(7, SELL, 100, 10))).toBe('accepted');
    expect(answer(stage.place(7, SELL, 1, 10))).toBe('rejected 3003');
  });

  test('a post-only order at, and one tick before, the opposite price', () => {
    const stage = createStage();
    stage.place(2, SELL, 5, 100);
    stage.place(2, BUY, 5, 90);
    expect(answer(stage.place(3, BUY, 1, 100, { flags: OrderFlag.postOnly }))).toBe(
      'rejected 4001',
    );
    expect(answer(stage.place(3, BUY, 1, 99, { flags: OrderFlag.postOnly }))).toBe('accepted');
    expect(answer(stage.place(3, SELL, 1, 99, { flags: OrderFlag.postOnly }))).toBe(
      'rejected 4001',
    );
    expect(answer(stage.place(3, SELL, 1, 100, { flags: OrderFlag.postOnly }))).toBe('accepted');
  });

  test('fill-or-kill with one lot too few, enough, and more', () => {
    for (const [qty, expected] of [
      [9, 'accepted'],
      [10, 'accepted'],
      [11, 'rejected 4002'],
    ] as const) {
      const stage = createStage();
      stage.place(2, SELL, 4, 100);
      stage.place(2, SELL, 6, 101);
      stage.place(2, SELL, 9, 102);
      expect(answer(stage.place(3, BUY, qty, 101, { tif: TimeInForce.fok }))).toBe(expected);
    }
  });
});

test('the first check that applies answers', () => {
  const stage = createStage({ minQtyLots: 2, bandBps: 100 });
  const bad = { tif: 7, flags: OrderFlag.reduceOnly };
  const answers: string[] = [];
  const ask = (more: PlaceOptions): void => {
    answers.push(answer(stage.place(2, BUY, 1, 0, { ...bad, ...more })));
  };
  ask({ account: 9, instrument: 9, deadlineMicros: 1 });
  ask({ instrument: 9, deadlineMicros: 1 });
  ask({ deadlineMicros: 1 });
  stage.halt(0);
  stage.block(2);
  ask({});
  stage.block(2, false);
  ask({});
  stage.halt(0, 0);
  ask({});
  ask({ tif: 4 });
  ask({ tif: 0 });
  ask({ tif: 0, qty: 2 });
  ask({ tif: 0, qty: 2, price: 9_000 });
  ask({ tif: 0, qty: 2, price: 1_000 });
  expect(answers.map((line) => Number(line.split(' ')[1]))).toEqual([
    5001, 2004, 2012, 3006, 4004, 2011, 2010, 2007, 2006, 3001, 3005,
  ]);
});

describe('type, time in force and phase, with and without an opposite price', () => {
  const tifs = Object.entries(TimeInForce);
  test.each(tifs)('%s', (name, tif) => {
    for (const type of [0, 1]) {
      for (const phase of [0, 1]) {
        for (const opposite of [false, true]) {
          const stage = createStage();
          if (opposite) stage.place(2, SELL, 5, 100);
          stage.halt(0, phase);
          const more = { type, tif, expireSeconds: name === 'gtd' ? STAGE_SECOND + 9 : 0 };
          const lines = stage.place(3, BUY, 8, type === 1 ? 0 : 100, more);
          expect(lines.join(' | ')).toBe(expectedOutcome(name, type, phase, opposite));
        }
      }
    }
  });
});

/** What a buy of 8 at 100 meets: nothing, or 5 offered at 100. */
function expectedOutcome(tif: string, type: number, phase: number, opposite: boolean): string {
  const immediate = tif === 'ioc' || tif === 'fok';
  if (phase === 1) return 'rejected a3 4004';
  if (type === 1 && !immediate) return 'rejected a3 2011';
  if (type === 1 && !opposite) return 'rejected a3 4005';
  if (tif === 'fok') return 'rejected a3 4002';
  const price = type === 1 ? 105 : 100;
  const fills = [
    'fill a2 sell 5 @100 left 0 maker',
    'fill a3 buy 5 @100 left 3 taker',
    'level sell @100 0 in 0',
  ];
  const left = opposite ? 3 : 8;
  const cause = type === 1 ? 'marketBound' : 'immediateRemainder';
  const end = immediate
    ? `done a3 buy ${cause} ${left} filled ${8 - left}`
    : `level buy @100 ${left} in 1`;
  return [`accepted a3 buy 8 @${price}`, ...(opposite ? fills : []), end].join(' | ');
}

test('a market order walks to its bound, at least one tick, and never off the ladder', () => {
  const stage = createStage({ marketBoundBps: 500 });
  for (const price of [10, 11, 12]) stage.place(2, SELL, 1, price);
  const lines = stage.place(3, BUY, 5, 0, { type: 1, tif: TimeInForce.ioc });
  expect(lines[0]).toBe('accepted a3 buy 5 @11');
  expect(lines.at(-1)).toBe('done a3 buy marketBound 3 filled 2');
  stage.cancelMany({ account: 2, cause: 1 });
  stage.place(2, SELL, 1, 9_999);
  expect(stage.place(3, BUY, 1, 0, { type: 1, tif: 1 })[0]).toBe('accepted a3 buy 1 @9999');
  stage.place(2, BUY, 1, 1);
  expect(stage.place(3, SELL, 1, 0, { type: 1, tif: 1 })[0]).toBe('accepted a3 sell 1 @1');
});
