// Fees of an instrument set while its book stands: what open orders hold follows, nobody overdraws, and
// whoever reads events, snapshot or a repeat sees the same.

import { describe, expect, test } from 'vitest';
import { Side } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { writePlace } from './command-writer.ts';
import { FEE_ACCOUNT, RECORD_SLOTS, RECORD_WORDS } from './commands.ts';
import { accountRecord, instrumentRecord, moveRecord, readInstrument } from './definitions.ts';
import { createEngine } from './engine.ts';
import { createStage, STAGE_CAPACITY, STAGE_INSTRUMENT, type Stage } from './engine-stage.ts';
import { EVENT_WORDS, EventKind, furtherBlocks, Posting } from './events.ts';
import { feesRecord } from './fee-change.ts';

const [USD, FUNDS] = [0, 10_000_000];
const fees = (makerFeePpm: number, takerFeePpm: number) => ({ makerFeePpm, takerFeePpm });
const [BUY, SELL] = [Side.buy, Side.sell];

/** Available and held of an account in money, out of the whole state. */
function moneyOf(stage: Stage, account: number): [number, number] {
  let found: [number, number] = [0, 0];
  stage.engine.dump((words, blocks) => {
    const slots = new Float64Array(words.buffer);
    for (
      let at = 0;
      at < blocks * EVENT_WORDS;
      at += (1 + furtherBlocks(words, at)) * EVENT_WORDS
    ) {
      const isBalance = (words[at]! & 0xff) === EventKind.balance;
      if (!isBalance || words[at + 1] !== account || words[at + 2] !== USD) continue;
      found = [slots[(at >> 1) + 3]!, slots[(at >> 1) + 4]!];
    }
  });
  return found;
}

/** A stage whose account 2 has so much money left. */
function stageWith(money: number): Stage {
  const stage = createStage();
  stage.run(moveRecord(2, 3, USD, FUNDS - money, 5, 1));
  return stage;
}

describe('what open orders hold', () => {
  // 1,000 and 990 hold 2 and 3 more for the fee of 0.3 %; at 10 % it is 97 more for each of them.
  const HELD = 1_003 + 992;

  test.each([
    ['one cent short: the worse one ends', 2 * 97 - 1, ['done a2 buy operator 1 filled 0', 'level buy @990 0 in 0', 'event 10 a2'], [97 - 1 + 992, 1_100]],
    ['exactly enough', 2 * 97, ['event 10 a2'], [0, 1_100 + 1_089]],
    ['one cent more', 2 * 97 + 1, ['event 10 a2'], [1, 1_100 + 1_089]],
    ['one cent short of one: the better one ends and pays for the other', 96, ['done a2 buy operator 1 filled 0', 'level buy @1000 0 in 0', 'event 10 a2'], [96 + 1_003 - 97, 1_089]],
  ] as const)('a rise with %s', (_name, spare, told, money) => {
    const stage = stageWith(HELD + spare);
    stage.place(2, BUY, 1, 990);
    stage.place(2, BUY, 1, 1_000);
    expect(moneyOf(stage, 2)).toEqual([spare, HELD]);
    const [definition, ...rest] = stage.run(feesRecord(0, fees(100_000, 100_000)));
    expect(definition).toMatch(/^event 17 /);
    expect(rest).toEqual(told);
    expect(moneyOf(stage, 2)).toEqual(money);
  }); // prettier-ignore

  test('a fall gives back at once; the next fill pays the new fee to the cent', () => {
    const stage = createStage();
    stage.place(2, BUY, 100, 1_000);
    expect(moneyOf(stage, 2)[1]).toBe(100_300);
    stage.run(feesRecord(0, fees(0, 200)));
    expect(moneyOf(stage, 2)).toEqual([FUNDS - 100_020, 100_020]);
    stage.place(3, SELL, 100, 1_000);
    expect(moneyOf(stage, 2)).toEqual([FUNDS - 100_000, 0]);
    expect(moneyOf(stage, 3)).toEqual([FUNDS + 100_000 - 20, 0]);
    expect(moneyOf(stage, FEE_ACCOUNT)).toEqual([20, 0]);
  });

  test('an order that rested through a rise pays the new fee out of its hold', () => {
    const stage = stageWith(1_100);
    stage.place(2, BUY, 1, 1_000);
    stage.run(feesRecord(0, fees(100_000, 3_000)));
    stage.place(3, SELL, 1, 1_000);
    expect(moneyOf(stage, 2)).toEqual([0, 0]);
    expect(moneyOf(stage, FEE_ACCOUNT)).toEqual([103, 0]);
  });

  test('sells and the orders of other instruments hold what they held', () => {
    const stage = createStage();
    stage.place(2, SELL, 5, 1_000);
    stage.place(2, BUY, 5, 1_000, { instrument: 1 });
    expect(stage.run(feesRecord(0, fees(1_000_000, 0)))).toHaveLength(1);
    expect(moneyOf(stage, 2)).toEqual([FUNDS - 5_015, 5_015]);
  });

  test('the dearer fee stays the same: no hold changes, nobody is told', () => {
    const stage = createStage();
    stage.place(2, BUY, 5, 1_000);
    expect(stage.run(feesRecord(0, fees(3_000, 1_000)))).toHaveLength(1);
  });
});

describe('the command', () => {
  test.each([
    [0, 0, 'event 17 a0'],
    [1_000_000, 1_000_000, 'event 17 a0'],
    [-1, 0, `rejected a0 ${REJECTS.badField.code}`],
    [0, -1, `rejected a0 ${REJECTS.badField.code}`],
    [1_000_001, 0, `rejected a0 ${REJECTS.badField.code}`],
    [0, 1_000_001, `rejected a0 ${REJECTS.badField.code}`],
  ])('maker %i ppm, taker %i ppm', (maker, taker, answer) => {
    expect(createStage().run(feesRecord(0, fees(maker, taker)))).toEqual([answer]);
  });

  test.each([-1, 2, 4, 99])('instrument %i is unknown', (id) => {
    const code = REJECTS.unknownInstrument.code;
    expect(createStage().run(feesRecord(id, fees(1, 1)))).toEqual([`rejected a0 ${code}`]);
  });

  test('a number of its source is done once', () => {
    const stage = createStage();
    expect(stage.run(feesRecord(0, fees(5, 6), 6, 40))).toHaveLength(1);
    expect(stage.run(feesRecord(0, fees(7, 8), 6, 40))).toEqual([]);
    expect(stage.engine.instruments()[0]).toMatchObject({ ...fees(5, 6), version: 2 });
  });

  test('the event is the whole definition: new fees, next version, the phase that holds', () => {
    const stage = createStage();
    stage.halt(0);
    stage.run(feesRecord(0, fees(5, 6)));
    const told = readInstrument(stage.engine.eventWords, 0);
    expect(told).toEqual({ ...STAGE_INSTRUMENT, ...fees(5, 6), version: 2, phase: 1 });
    stage.halt(0, 0);
    expect(stage.place(2, BUY, 1, 1_000)[0]).toMatch(/^accepted/);
  });

  test('the balance told is of no posting', () => {
    const stage = createStage();
    stage.place(2, BUY, 1, 1_000);
    stage.run(feesRecord(0, fees(0, 0)));
    const { eventWords: words, eventSlots: slots } = stage.engine;
    const at = (1 + furtherBlocks(words, 0)) * EVENT_WORDS;
    expect([words[at + 2], words[at + 4]]).toEqual([USD, Posting.hold]);
    expect([...slots.slice(at / 2 + 3, at / 2 + 5)]).toEqual([FUNDS - 1_000, 1_000]);
    expect([...slots.slice(at / 2 + 6, at / 2 + 8)]).toEqual([0, 0]);
  });

  test('a definition given anew keeps the fees that are set, or is refused', () => {
    const stage = createStage();
    stage.run(feesRecord(0, fees(5, 6)));
    const refused = [`rejected a0 ${REJECTS.badField.code}`];
    expect(stage.run(instrumentRecord({ ...STAGE_INSTRUMENT, version: 9 }))).toEqual(refused);
    const same = { ...STAGE_INSTRUMENT, ...fees(5, 6), version: 9, bandBps: 100 };
    expect(stage.run(instrumentRecord(same))).toEqual(['event 17 a0']);
  });

  test('a snapshot has them, and holds made from it are the same', () => {
    const stage = createStage();
    stage.place(2, BUY, 7, 1_000);
    stage.run(feesRecord(0, fees(50_000, 6)));
    const restored = createEngine(STAGE_CAPACITY);
    restored.restore(stage.engine.snapshot());
    expect(restored.stateHash()).toBe(stage.engine.stateHash());
    expect(restored.brokenInvariants()).toEqual([]);
    expect(restored.instruments()[0]).toMatchObject(fees(50_000, 6));
  });
});

test('a rise meets 65,536 buy orders; one more is refused, and a fall is not', { timeout: 60_000 }, () => {
  const many = { ...STAGE_CAPACITY, orders: 1 << 17, events: 1 << 18, dedupe: 1 << 18 };
  const stage = createStage({}, many);
  stage.run(accountRecord(2, 1 << 20));
  const CHUNK = 4_096;
  const place = (count: number): void => {
    const slots = new Float64Array(count * RECORD_SLOTS);
    const words = new Int32Array(slots.buffer);
    const order = { account: 2, instrument: 0, side: BUY, price: 40, qty: 1 };
    for (let k = 0; k < count; k++) writePlace(words, slots, k, order);
    stage.engine.clearEvents();
    const end = stage.engine.apply(words, slots, 0, words.length / RECORD_WORDS, 1e15, 0);
    expect(end).toBe(count);
  };
  for (let k = 0; k < 16; k++) place(CHUNK);
  // 40 + 40 each: more than the account has, so that most of them end in one command.
  expect(stage.engine.liveOrders()).toBe(65_536);
  stage.run(moveRecord(2, 3, USD, moneyOf(stage, 2)[0], 5, 1));
  const all = stage.engine.snapshot();
  place(0);
  const lines = stage.run(feesRecord(0, fees(1_000_000, 0)));
  expect(lines.filter((line) => line.startsWith('done'))).toHaveLength(32_768);
  expect(stage.engine.liveOrders()).toBe(32_768);
  stage.engine.restore(all);
  stage.run(moveRecord(3, 2, USD, 100, 5, 2));
  place(1);
  const refused = [`rejected a0 ${REJECTS.capacity.code}`];
  expect(stage.run(feesRecord(0, fees(1_000_000, 0)))).toEqual(refused);
  expect(stage.run(feesRecord(0, fees(0, 0)))).toEqual(['event 17 a0', 'event 10 a2']);
}); // prettier-ignore
