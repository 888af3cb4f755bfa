// Auctions of a small market: what is collected, at which price it trades, who goes first, what is left.

import { describe, expect, test } from 'vitest';
import {
  DoneCause,
  OrderFlag,
  OrderType,
  Phase,
  SelfTrade,
  Side,
} from '../../shared/domain/order.ts';
import { TimeInForce } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { writeSetPhase } from './command-writer.ts';
import { instrumentRecord, killRecord, venueRecord } from './definitions.ts';
import { createEngine } from './engine.ts';
import { createStage, eventWords, hotRecord, STAGE_CAPACITY } from './engine-stage.ts';
import { STAGE_INSTRUMENT, type Stage } from './engine-stage.ts';
import { feesRecord } from './fee-change.ts';

const { buy: BUY, sell: SELL } = Side;
const call = (stage: Stage): string[] => stage.halt(0, Phase.auction);
const open = (stage: Stage): string[] => stage.halt(0, Phase.open);
const OPENED = 'phase open until 0 cause 0';

/** A book of 990 and 1010, then the call. */
function called(): Stage {
  const stage = createStage();
  stage.place(2, BUY, 5, 990);
  stage.place(3, SELL, 5, 1_010);
  call(stage);
  return stage;
}

describe('an auction', () => {
  test('collects what crosses without a trade and without a word about the book', () => {
    const stage = called();
    expect(stage.place(3, SELL, 4, 980)).toEqual(['accepted a3 sell 4 @980']);
    expect(stage.place(2, BUY, 4, 1_020)).toEqual(['accepted a2 buy 4 @1020']);
    expect(stage.engine.liveOrders()).toBe(4);
  });

  test('tells at every clock what would trade', () => {
    const stage = called();
    expect(stage.clock()).toEqual(['auction 0 @0 surplus 0']);
    stage.place(4, SELL, 4, 980);
    expect(stage.clock()).toEqual(['auction 4 @990 surplus 1']);
  });

  test('trades at one price, the book before what was collected, then tells the book and opens', () => {
    const stage = called();
    stage.place(4, BUY, 3, 990);
    stage.place(3, SELL, 6, 985);
    expect(open(stage)).toEqual([
      'fill a2 buy 5 @990 left 0 maker',
      'fill a3 sell 5 @990 left 1 taker',
      'fill a4 buy 1 @990 left 2 maker',
      'fill a3 sell 1 @990 left 0 taker',
      'level buy @990 0 in 0',
      'level buy @990 2 in 1',
      OPENED,
    ]);
  });

  test('better prices go first, and everybody gets the one price', () => {
    const stage = createStage();
    call(stage);
    stage.place(2, BUY, 2, 1_000);
    stage.place(3, BUY, 2, 1_030);
    stage.place(4, SELL, 3, 970);
    expect(open(stage)).toEqual([
      'fill a3 buy 2 @1000 left 0 maker',
      'fill a4 sell 2 @1000 left 1 taker',
      'fill a2 buy 1 @1000 left 1 maker',
      'fill a4 sell 1 @1000 left 0 taker',
      'level buy @1000 1 in 1',
      OPENED,
    ]);
  });

  test('what does not cross comes into the book in the order in which it came', () => {
    const stage = called();
    stage.place(2, BUY, 1, 985);
    stage.place(4, BUY, 2, 985);
    expect(open(stage)).toEqual(['level buy @985 1 in 1', 'level buy @985 3 in 2', OPENED]);
    expect(stage.place(3, SELL, 6, 985).filter((line) => line.startsWith('fill'))).toEqual([
      'fill a2 buy 5 @990 left 0 maker',
      'fill a3 sell 5 @990 left 1 taker',
      'fill a2 buy 1 @985 left 0 maker',
      'fill a3 sell 1 @985 left 0 taker',
    ]);
  });

  test('a change of price brings an order of the book to the end of what is collected', () => {
    const stage = createStage();
    stage.place(2, BUY, 5, 990);
    const first = stage.lastOrderId();
    call(stage);
    stage.place(4, BUY, 5, 1_000);
    expect(stage.amend({ account: 2, orderId: first, price: 1_000 })).toEqual([
      'amended a2 buy 5 @1000 left 5',
      'level buy @990 0 in 0',
    ]);
    stage.place(3, SELL, 5, 1_000);
    expect(open(stage).slice(0, 2)).toEqual([
      'fill a4 buy 5 @1000 left 0 maker',
      'fill a3 sell 5 @1000 left 0 taker',
    ]);
  });

  test('less keeps the place and says nothing of a level; an end neither', () => {
    const stage = called();
    stage.place(4, BUY, 5, 1_020);
    const orderId = stage.lastOrderId();
    const less = ['amended a4 buy 3 @1020 left 3 kept'];
    expect(stage.amend({ account: 4, orderId, qty: 3 })).toEqual(less);
    expect(stage.cancel({ account: 4, orderId })).toEqual(['done a4 buy user 3 filled 0']);
  });

  test('orders collected expire, and end with a kill switch', () => {
    const stage = called();
    const gtd = { tif: TimeInForce.gtd, expireSeconds: stage.second + 5 };
    stage.place(4, BUY, 5, 1_020, gtd);
    stage.place(4, SELL, 5, 1_020);
    stage.second += 5;
    expect(stage.clock()).toEqual(['done a4 buy timeExpired 5 filled 0', 'auction 0 @0 surplus 0']);
    expect(stage.run(killRecord(-1, 0)).slice(0, 2)).toEqual([
      'phase halted until 0 cause 0',
      'done a2 buy operator 5 filled 0',
    ]);
    expect(stage.engine.liveOrders()).toBe(0);
  });

  test.each<[string, SelfTrade, string[]]>([
    ['expireTaker', SelfTrade.expireTaker, ['done a4 sell selfTrade 3 filled 0']],
    ['expireMaker', SelfTrade.expireMaker, ['done a4 buy selfTrade 5 filled 0']],
    [
      'expireBoth',
      SelfTrade.expireBoth,
      ['done a4 buy selfTrade 5 filled 0', 'done a4 sell selfTrade 3 filled 0'],
    ],
    [
      'decrement',
      SelfTrade.decrement,
      ['amended a4 buy 2 @1005 left 2 kept', 'done a4 sell selfTrade 3 filled 0'],
    ],
  ])('own orders do not trade with each other: %s', (_, stp, expected) => {
    const stage = called();
    stage.place(4, BUY, 5, 1_005);
    stage.place(4, SELL, 3, 1_005, { stp });
    expect(open(stage).filter((line) => !line.startsWith('level'))).toEqual([...expected, OPENED]);
  });

  test('what is left after own orders ended trades at a price of its own', () => {
    const stage = createStage();
    call(stage);
    stage.place(2, BUY, 5, 1_005);
    stage.place(2, SELL, 5, 995, { stp: SelfTrade.expireMaker });
    stage.place(3, BUY, 1, 996);
    expect(open(stage)).toEqual([
      'done a2 buy selfTrade 5 filled 0',
      'fill a2 sell 1 @996 left 4 maker',
      'fill a3 buy 1 @996 left 0 taker',
      'level sell @995 4 in 1',
      OPENED,
    ]);
  });

  test('a reduce-only order takes no more than the position', () => {
    const stage = createStage();
    stage.place(3, SELL, 2, 1_000);
    stage.place(2, BUY, 2, 1_000);
    call(stage);
    stage.place(2, SELL, 2, 1_000, { flags: OrderFlag.reduceOnly });
    stage.place(2, SELL, 1, 999);
    stage.place(3, BUY, 3, 1_001);
    expect(open(stage).filter((line) => line.startsWith('fill a2') || /done/.test(line))).toEqual([
      'fill a2 sell 1 @1000 left 0 maker',
      'fill a2 sell 1 @1000 left 1 maker',
      'done a2 sell reduceOnly 1 filled 1',
    ]);
  });

  test('a halt keeps what was collected; the next opening is its auction', () => {
    const stage = called();
    stage.place(4, BUY, 5, 1_020);
    expect(stage.halt(0)).toEqual(['phase halted until 0 cause 0']);
    expect(stage.place(4, BUY, 1, 990)).toEqual([`rejected a4 ${REJECTS.instrumentHalted.code}`]);
    expect(open(stage).slice(0, 2)).toEqual([
      'fill a3 sell 5 @1010 left 0 maker',
      'fill a4 buy 5 @1010 left 0 taker',
    ]);
  });

  test('while the venue is halted it waits, and ends with the first clock after that', () => {
    const stage = called();
    stage.place(4, BUY, 5, 1_020);
    stage.run(venueRecord(true));
    expect(open(stage)).toEqual([`phase halted until ${stage.second} cause 0`]);
    expect(stage.clock()).toEqual([]);
    expect(stage.run(venueRecord(false))).toContain(`phase auction until ${stage.second} cause 0`);
    expect(stage.clock()[0]).toBe('fill a3 sell 5 @1010 left 0 maker');
  });

  test('a definition does not end it, a fee is held anew for what it collected', () => {
    const stage = called();
    stage.place(4, BUY, 5, 1_000);
    const definition = { ...STAGE_INSTRUMENT, version: 2, bandBps: 9_000 };
    expect(stage.run(instrumentRecord(definition))).toEqual([
      'event 17 a0',
      'phase auction until 0 cause 0',
    ]);
    const fees = { makerFeePpm: 900_000, takerFeePpm: 900_000 };
    expect(stage.run(feesRecord(0, fees))).toEqual(['event 17 a0', 'event 10 a2', 'event 10 a4']);
  });

  test('a snapshot has it whole: the same hash, the same future', () => {
    const stage = called();
    stage.place(4, BUY, 5, 1_020);
    stage.place(2, BUY, 5, 1_000);
    const twin = createEngine(STAGE_CAPACITY);
    twin.restore(stage.engine.snapshot());
    expect(twin.stateHash()).toBe(stage.engine.stateHash());
    const words = hotRecord((w, s, b) => writeSetPhase(w, s, b, { instrument: 0, phase: 0 }));
    const lines = stage.run(words);
    twin.apply(words, new Float64Array(words.buffer), 0, 1, stage.second * 1e6, 0);
    expect(eventWords(twin)).toEqual(lines);
    expect(lines[0]).toBe('fill a3 sell 5 @1010 left 0 maker');
  });
});

describe('phase and order', () => {
  const post = { flags: OrderFlag.postOnly };
  const gtd = { tif: TimeInForce.gtd, expireSeconds: 2_000_000_000 };
  const market = { type: OrderType.market };
  // Of each order the answer while open, in an auction, and halted: 0 is accepted.
  // prettier-ignore
  const MATRIX: [string, Parameters<Stage['place']>[4], number, number, number, number][] = [
    ['limit GTC', {}, 995, 0, 0, 4004],
    ['limit DAY', { tif: TimeInForce.day }, 995, 0, 0, 4004],
    ['limit GTD', gtd, 995, 0, 0, 4004],
    ['limit IOC', { tif: TimeInForce.ioc }, 1_010, 0, 4007, 4004],
    ['limit FOK', { tif: TimeInForce.fok }, 1_010, 0, 4007, 4004],
    ['market IOC', { ...market, tif: TimeInForce.ioc }, 0, 0, 4007, 4004],
    ['market FOK', { ...market, tif: TimeInForce.fok }, 0, 0, 4007, 4004],
    ['post-only GTC', post, 995, 0, 4007, 4004],
    ['post-only GTD', { ...post, ...gtd }, 995, 0, 4007, 4004],
    ['reduce-only GTC', { flags: OrderFlag.reduceOnly }, 995, 3005, 3005, 4004],
    ['cancel on disconnect', { flags: OrderFlag.cancelOnDisconnect }, 995, 0, 0, 4004],
    ['market GTC', market, 0, 2011, 4007, 4004],
  ];
  const PHASES = [Phase.open, Phase.auction, Phase.halted];
  const cells = MATRIX.flatMap(([name, more, price, ...codes]) =>
    PHASES.map((phase, k) => ({ name, more, price, phase, code: codes[k]! })),
  );
  test.each(cells)('$name in phase $phase: $code', ({ more, price, phase, code }) => {
    const stage = createStage();
    stage.place(3, SELL, 5, 1_010);
    if (phase !== Phase.open) stage.halt(0, phase);
    const [answer] = stage.place(2, BUY, 1, price, more);
    if (code === 0) expect(answer).toMatch(/^accepted/);
    else expect(answer).toBe(`rejected a2 ${code}`);
  });

  // Amend by price, by less quantity, cancel, cancelMany: of a plain and of a post-only order that rests.
  // prettier-ignore
  const MANAGE: [string, Phase, boolean, string[]][] = [
    ['plain', Phase.open, false, ['amended', 'amended', 'done', 'done']],
    ['plain', Phase.auction, false, ['amended', 'amended', 'done', 'done']],
    ['plain', Phase.halted, false, ['rejected a2 4004', 'rejected a2 4004', 'done', 'done']],
    ['post-only', Phase.open, true, ['amended', 'amended', 'done', 'done']],
    ['post-only', Phase.auction, true, ['rejected a2 4007', 'amended', 'done', 'done']],
    ['post-only', Phase.halted, true, ['rejected a2 4004', 'rejected a2 4004', 'done', 'done']],
  ];
  test.each(MANAGE)('%s order that rests, phase %i', (_, phase, isPost, expected) => {
    const answers = [0, 1, 2, 3].map((k) => {
      const stage = createStage();
      stage.place(2, BUY, 5, 990, isPost ? post : {});
      const orderId = stage.lastOrderId();
      if (phase !== Phase.open) stage.halt(0, phase);
      const [answer] = [
        () => stage.amend({ account: 2, orderId, price: 991 }),
        () => stage.amend({ account: 2, orderId, qty: 3 }),
        () => stage.cancel({ account: 2, orderId }),
        () => stage.cancelMany({ account: 2, cause: DoneCause.user }),
      ][k]!();
      return answer;
    });
    answers.forEach((answer, k) => expect(answer?.startsWith(expected[k]!)).toBe(true));
  });

  test('phases that there are not', () => {
    for (const phase of [-1, 3, 99]) {
      expect(createStage().halt(0, phase)).toEqual([`rejected a0 ${REJECTS.badField.code}`]);
    }
  });
});
