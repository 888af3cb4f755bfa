// Every pre-trade limit at −1, 0 and +1: over 1,000 generated cases, each with its reject code; kill
// switches of account, instrument and venue. Row B2 and B4 of reliability.md.

import { describe, expect, test } from 'vitest';
import { OrderType, Side, TimeInForce } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { prng } from '../testing/prng.ts';
import { creditRecord, killRecord, newRecord, venueRecord } from './definitions.ts';
import { C, CommandKind } from './commands.ts';
import { createStage, type Stage } from './engine-stage.ts';
import { createEngine } from './engine.ts';
import { STAGE_CAPACITY } from './engine-stage.ts';
import { limitsRecord, type LimitName, type LimitRow } from './limit-rows.ts';

const [BUY, SELL, REFERENCE] = [Side.buy, Side.sell, 1_000];

/** 'accepted', or the reject code. */
function answer(lines: readonly string[]): string {
  const words = lines[0]!.split(' ');
  return words[0] === 'rejected' ? `rejected ${words[2]}` : words[0]!;
}

/** A market that never fills and never runs out of funds. */
function market(): Stage {
  const stage = createStage({ maxNotionalMinor: 1e11, maxQtyLots: 1e6, bandBps: 0 });
  for (const account of [2, 3]) {
    stage.run(creditRecord(account, 0, 1e14));
    stage.run(creditRecord(account, 1, 1e9));
  }
  return stage;
}

/** Where a row may stand, the most particular first; a lower one must not matter. */
const PLACES = [
  [2, 0],
  [2, -1],
  [0, 0],
  [0, -1],
] as const;

interface Case {
  readonly field: LimitName;
  readonly limit: number;
  readonly refused: number;
  /** Places an order that is `over` units past the limit (0: at it, -1: within). */
  probe(stage: Stage, limit: number, over: number): string[];
}

const random = prng(20_261_122);
const ioc = { tif: TimeInForce.gtc };
const { orderTooLarge, orderWorthTooMuch, outsideOwnBand, positionTooLarge } = REJECTS;

function cases(): Case[] {
  const lots = () => 5 + random.below(400);
  return Array.from({ length: 24 }, () => [
    {
      field: 'orderLots' as const,
      limit: lots(),
      refused: orderTooLarge.code,
      probe: (s: Stage, n: number, over: number) => s.place(2, BUY, n + over, 10, ioc),
    },
    {
      field: 'orderNotional' as const,
      limit: lots() * 7,
      refused: orderWorthTooMuch.code,
      probe: (s: Stage, n: number, over: number) => s.place(2, SELL, 1, n + over, ioc),
    },
    {
      field: 'positionLots' as const,
      limit: lots(),
      refused: positionTooLarge.code,
      probe: (s: Stage, n: number, over: number) => {
        s.place(2, BUY, 2, 10);
        s.place(3, SELL, 1, 10);
        s.place(2, BUY, 1, 9);
        return s.place(2, BUY, n - 3 + over, 10, ioc);
      },
    },
    {
      field: 'buyBandBps' as const,
      limit: 10 * (1 + random.below(90)),
      refused: outsideOwnBand.code,
      probe: (s: Stage, n: number, over: number) =>
        s.place(2, BUY, 1, REFERENCE + n / 10 + over, ioc),
    },
    {
      field: 'sellBandBps' as const,
      limit: 10 * (1 + random.below(90)),
      refused: outsideOwnBand.code,
      probe: (s: Stage, n: number, over: number) =>
        s.place(2, SELL, 1, REFERENCE - n / 10 - over, ioc),
    },
  ]).flat();
}

describe('limits at −1, 0 and +1', () => {
  let tried = 0;
  test('size, notional, position, band; own row, instrument, default', () => {
    for (const [k, { field, limit, refused, probe }] of cases().entries()) {
      const [account, instrument] = PLACES[k % PLACES.length]!;
      for (const over of [-1, 0, 1]) {
        for (const lax of [0, 1, 2]) {
          const stage = market();
          // A laxer row that is less particular, and rows of other accounts and instruments.
          if (lax > 0 && k % PLACES.length < 3) {
            stage.run(limitsRecord(0, -1, { [field]: limit * 10 }));
          }
          if (lax > 1) {
            stage.run(limitsRecord(3, -1, { [field]: 10_000 }));
            stage.run(limitsRecord(2, 1, { [field]: 1 }));
          }
          stage.run(limitsRecord(account, instrument, { [field]: limit }));
          const expected = over > 0 ? `rejected ${refused}` : 'accepted';
          expect(answer(probe(stage, limit, over)), `${field} ${limit} ${over}`).toBe(expected);
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThanOrEqual(1_000);
  });

  test('an amend meets them as well', () => {
    const limits: [LimitRow, object, string][] = [
      [{ orderLots: 9 }, { qty: 9 }, 'amended'],
      [{ orderLots: 9 }, { qty: 10 }, 'rejected 3008'],
      [{ orderNotional: 9_000 }, { qty: 9 }, 'amended'],
      [{ orderNotional: 9_000 }, { qty: 9, price: 1_001 }, 'rejected 3009'],
      [{ positionLots: 12 }, { qty: 9 }, 'amended'],
      [{ positionLots: 12 }, { qty: 10 }, 'rejected 3013'],
      [{ positionLots: 1 }, { qty: 4 }, 'amended'],
      [{ buyBandBps: 100 }, { price: 1_010 }, 'amended'],
      [{ buyBandBps: 100 }, { price: 1_011 }, 'rejected 3010'],
      [{ restricted: 1 }, { qty: 4 }, 'rejected 3007'],
      [{ ordersPerSecond: 1 }, { qty: 4 }, 'amended'],
    ];
    for (const [row, change, expected] of limits) {
      const stage = market();
      stage.place(2, BUY, 3, 900);
      stage.place(2, BUY, 5, 1_000);
      const orderId = stage.lastOrderId();
      stage.run(limitsRecord(2, -1, row));
      const lines = stage.amend({ account: 2, orderId, ...change });
      expect(answer(lines), JSON.stringify([row, change])).toBe(expected);
    }
  });

  test('n orders per second, and the next when a token is back', () => {
    for (const rate of [1, 2, 3, 7, 50]) {
      const stage = market();
      stage.run(limitsRecord(2, -1, { ordersPerSecond: rate }));
      for (let k = 0; k < rate; k++)
        expect(answer(stage.place(2, BUY, 1, 10 + k))).toBe('accepted');
      expect(answer(stage.place(2, BUY, 1, 500))).toBe('rejected 3011');
      const step = Math.floor(1e6 / rate) / 1e6;
      const start = stage.second;
      stage.second = start + step - 1e-6;
      expect(answer(stage.place(2, BUY, 1, 501))).toBe('rejected 3011');
      stage.second = start + step;
      expect(answer(stage.place(2, BUY, 1, 502))).toBe('accepted');
      expect(answer(stage.place(2, BUY, 1, 503))).toBe('rejected 3011');
      expect(answer(stage.place(3, BUY, 1, 503))).toBe('accepted');
    }
  });

  test('the same order n times within one second', () => {
    for (const most of [1, 2, 5, 20]) {
      const stage = market();
      stage.run(limitsRecord(0, -1, { repeats: most }));
      for (let k = 0; k < most; k++) expect(answer(stage.place(2, BUY, 3, 10))).toBe('accepted');
      expect(answer(stage.place(2, BUY, 3, 10))).toBe('rejected 3012');
      for (const other of [
        stage.place(2, BUY, 4, 10),
        stage.place(2, BUY, 3, 11),
        stage.place(2, SELL, 3, 4_000),
        stage.place(3, BUY, 3, 10),
        stage.place(2, BUY, 3, 10, { instrument: 1 }),
      ]) {
        expect(answer(other)).toBe('accepted');
      }
      const start = stage.second;
      stage.second = start + 0.999999;
      expect(answer(stage.place(2, BUY, 3, 10))).toBe('rejected 3012');
      stage.second = start + 1;
      expect(answer(stage.place(2, BUY, 3, 10))).toBe('accepted');
    }
  });

  test('restricted, allowed against the default, and rows lifted again', () => {
    const stage = market();
    stage.run(limitsRecord(0, 0, { restricted: 1 }));
    expect(answer(stage.place(2, BUY, 1, 10))).toBe('rejected 3007');
    expect(answer(stage.place(2, BUY, 1, 10, { instrument: 1 }))).toBe('accepted');
    stage.run(limitsRecord(2, 0, { restricted: 2 }));
    expect(answer(stage.place(2, BUY, 1, 10))).toBe('accepted');
    expect(answer(stage.place(3, BUY, 1, 10))).toBe('rejected 3007');
    stage.run(limitsRecord(0, 0, {}));
    expect(answer(stage.place(3, BUY, 1, 10))).toBe('accepted');
  });

  test('a market order has no band of its own, but size and worth', () => {
    const stage = market();
    stage.place(3, SELL, 50, 1_500);
    stage.run(limitsRecord(2, -1, { buyBandBps: 1, orderNotional: 5 * 1_575 }));
    const taker = { type: OrderType.market, tif: TimeInForce.ioc };
    expect(answer(stage.place(2, BUY, 6, 0, taker))).toBe('rejected 3009');
    expect(answer(stage.place(2, BUY, 5, 0, taker))).toBe('accepted');
  });
});

test('figures out of range change nothing', () => {
  const stage = market();
  const bad: LimitRow[] = [
    { orderLots: -1 },
    { orderLots: 2 ** 31 },
    { orderNotional: 0.5 },
    { positionLots: NaN },
    { repeats: 64 },
    { restricted: 3 },
    { ordersPerSecond: 1_000_001 },
    { buyBandBps: 1_000_001 },
  ];
  for (const row of bad) expect(answer(stage.run(limitsRecord(2, 0, row)))).toBe('rejected 2003');
  const { words } = newRecord(CommandKind.setLimits);
  words[C.account] = 2;
  expect(answer(stage.run(words))).toBe('rejected 2003');
  expect(answer(stage.run(limitsRecord(1, 0, { orderLots: 1 })))).toBe('rejected 5001');
  expect(answer(stage.run(limitsRecord(9, 0, { orderLots: 1 })))).toBe('rejected 5001');
  expect(answer(stage.run(limitsRecord(2, 2, { orderLots: 1 })))).toBe('rejected 2004');
  expect(answer(stage.place(2, BUY, 900, 1_500))).toBe('accepted');
});

test('limits, tokens and remembered orders are part of snapshot and hash', () => {
  const stage = market();
  const hashes = new Set([stage.engine.stateHash()]);
  const changed = () => {
    const size = hashes.size;
    hashes.add(stage.engine.stateHash());
    expect(hashes.size).toBe(size + 1);
  };
  stage.run(limitsRecord(2, 0, { orderLots: 5 }));
  changed();
  stage.run(limitsRecord(2, -1, { repeats: 1, ordersPerSecond: 3 }));
  changed();
  stage.place(2, BUY, 3, 10);
  changed();
  stage.run(venueRecord(true));
  changed();
  const again = createEngine(STAGE_CAPACITY);
  again.restore(stage.engine.snapshot());
  expect(again.stateHash()).toBe(stage.engine.stateHash());
  expect(again.instruments().map(({ phase }) => phase)).toEqual([1, 1]);
});

describe('kill switches', () => {
  test('of an account: orders end, the next is refused, another command lets it go on', () => {
    const stage = market();
    for (let k = 0; k < 9; k++) stage.place(2, BUY, 1, 10 + k, { instrument: k % 2 });
    stage.place(3, BUY, 1, 10);
    const lines = stage.run(killRecord(2, -1));
    expect(lines.filter((line) => line.startsWith('done'))).toHaveLength(9);
    expect(lines.at(-1)).toBe('massDone a2 9 operator');
    expect(stage.engine.liveOrders()).toBe(1);
    expect(answer(stage.place(2, BUY, 1, 10))).toBe('rejected 3006');
    stage.block(2, false);
    expect(answer(stage.place(2, BUY, 1, 10))).toBe('accepted');
  });

  test('of an instrument', () => {
    const stage = market();
    for (const account of [2, 3]) {
      for (const instrument of [0, 1]) stage.place(account, BUY, 1, 10, { instrument });
    }
    expect(stage.run(killRecord(-1, 1)).at(-1)).toBe('massDone a-1 2 operator');
    expect(answer(stage.place(2, BUY, 1, 10, { instrument: 1 }))).toBe('rejected 4004');
    expect(answer(stage.place(2, BUY, 1, 10))).toBe('accepted');
    stage.halt(1, 0);
    expect(answer(stage.place(2, BUY, 1, 10, { instrument: 1 }))).toBe('accepted');
  });

  test('of the venue: own halts of instruments outlast it', () => {
    const stage = market();
    stage.halt(1);
    for (const account of [2, 3]) stage.place(account, BUY, 1, 10);
    const orderId = stage.lastOrderId();
    expect(stage.run(killRecord(-1, -1)).at(-1)).toBe('massDone a-1 2 operator');
    expect(answer(stage.place(2, BUY, 1, 10))).toBe('rejected 4004');
    expect(answer(stage.amend({ account: 3, orderId, qty: 9 }))).toBe('rejected 4003');
    stage.halt(0, 0);
    expect(answer(stage.place(2, BUY, 1, 10))).toBe('rejected 4004');
    stage.run(venueRecord(false));
    expect(answer(stage.place(2, BUY, 1, 10))).toBe('accepted');
    expect(answer(stage.place(2, BUY, 1, 10, { instrument: 1 }))).toBe('rejected 4004');
  });

  test('names one of the three, of what exists', () => {
    const stage = market();
    expect(answer(stage.run(killRecord(2, 0)))).toBe('rejected 2003');
    expect(answer(stage.run(killRecord(9, -1)))).toBe('rejected 5001');
    expect(answer(stage.run(killRecord(5, -1)))).toBe('rejected 5001');
    expect(answer(stage.run(killRecord(-1, 2)))).toBe('rejected 2004');
  });
});
