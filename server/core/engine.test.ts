// The engine as a whole: repeats, early return, snapshots, hashes, and invariants that can break.

import { describe, expect, test } from 'vitest';
import { InvariantError } from '../../shared/domain/assert.ts';
import { BALANCE_SHIFT, createCoreState, OrderWord, POSITION_SHIFT } from './core-state.ts';
import { DEFAULT_CAPACITY } from './engine-port.ts';
import { writePlace } from './command-writer.ts';
import { RECORD_WORDS } from './commands.ts';
import { createCollectedOrders } from './collected-orders.ts';
import { createEngine } from './engine.ts';
import { createStage, eventWords, STAGE_CAPACITY, STAGE_SECOND } from './engine-stage.ts';
import { transferRecord } from './definitions.ts';
import { brokenInvariants } from './invariants.ts';

const [BUY, SELL] = [0, 1];

describe('client order ids', () => {
  test('the same again is answered as the first time, another is refused', () => {
    const stage = createStage();
    const id = { clientOrderId: 1_000 };
    expect(stage.place(2, BUY, 1, 100, id)[0]).toContain('accepted');
    expect(stage.place(2, BUY, 1, 100, id)).toEqual(['replayed a2 0']);
    expect(stage.place(2, BUY, 1, 100, { ...id, requestId: 9, session: 3 })).toEqual([
      'replayed a2 0',
    ]);
    for (const change of [
      { qty: 2 },
      { price: 99 },
      { side: SELL },
      { stp: 1 },
      { instrument: 1 },
    ]) {
      expect(stage.place(2, BUY, 1, 100, { ...id, ...change })).toEqual(['rejected a2 2013']);
    }
    expect(stage.place(3, BUY, 1, 100, id)[0]).toContain('accepted');
  });

  test('a refusal is remembered, but not one of existence, deadline or conflict', () => {
    const stage = createStage();
    const id = { clientOrderId: 1_000 };
    expect(stage.place(2, BUY, 1, 100, { ...id, instrument: 3 })).toEqual(['rejected a2 2004']);
    expect(stage.place(2, BUY, 1, 100, { ...id, deadlineMicros: 1 })).toEqual(['rejected a2 2012']);
    expect(stage.place(2, BUY, 0, 100, id)).toEqual(['rejected a2 2007']);
    expect(stage.place(2, BUY, 0, 100, id)).toEqual(['replayed a2 2007']);
    expect(stage.place(2, BUY, 1, 100, id)).toEqual(['rejected a2 2013']);
  });

  test('the oldest of a full table is forgotten, and only that one', () => {
    const stage = createStage();
    for (let id = 1; id <= 65; id++) stage.place(2, BUY, 0, 100, { clientOrderId: id });
    expect(stage.place(2, BUY, 0, 100, { clientOrderId: 2 })).toEqual(['replayed a2 2007']);
    expect(stage.place(2, BUY, 0, 100, { clientOrderId: 1 })).toEqual(['rejected a2 2007']);
    expect(stage.place(2, BUY, 0, 100, { clientOrderId: 2 })).toEqual(['rejected a2 2007']);
    expect(stage.place(2, BUY, 0, 100, { clientOrderId: 4 })).toEqual(['replayed a2 2007']);
  });
});

test('a repeat of an internal source is dropped without an event', () => {
  const stage = createStage();
  const source = { source: 5, clientOrderId: 0 };
  expect(stage.place(2, BUY, 1, 100, { ...source, sourceSeq: 2 }).length).toBe(2);
  expect(stage.place(2, BUY, 1, 100, { ...source, sourceSeq: 2 })).toEqual([]);
  expect(stage.place(2, BUY, 1, 100, { ...source, sourceSeq: 1 })).toEqual([]);
  expect(stage.place(2, BUY, 1, 100, { ...source, sourceSeq: 3 }).length).toBe(2);
  expect(stage.place(2, BUY, 1, 100, { source: 65_536, sourceSeq: 1 })).toEqual([
    'rejected a2 9007',
  ]);
  expect(stage.run(transferRecord(2, 0, 5, 5, 3))).toEqual([]);
});

test('a slot used again has a new generation, so an old order id is unknown', () => {
  const stage = createStage();
  stage.place(2, BUY, 1, 100);
  const first = stage.lastOrderId();
  stage.cancel({ account: 2, orderId: first });
  stage.place(2, BUY, 1, 100);
  expect(stage.lastOrderId()).toBe(first + 2 ** 20);
  expect(stage.cancel({ account: 2, orderId: first })).toEqual(['rejected a2 4003']);
  expect(stage.cancel({ account: 3, orderId: stage.lastOrderId() })).toEqual(['rejected a3 4003']);
  expect(stage.cancel({ account: 2, orderId: stage.lastOrderId() }).length).toBe(2);
});

/** `count` sweeps: each adds 20 makers and takes them with one order. */
function sweeps(count: number): { words: Int32Array; slots: Float64Array } {
  const slots = new Float64Array(count * 21 * 8);
  const words = new Int32Array(slots.buffer);
  for (let k = 0, block = 0; k < count; k++) {
    for (let m = 0; m < 20; m++) {
      writePlace(words, slots, block++, {
        account: 2,
        instrument: 0,
        side: SELL,
        price: 100 + m,
        qty: 1,
      });
    }
    writePlace(words, slots, block++, {
      account: 3,
      instrument: 0,
      side: BUY,
      price: 200,
      qty: 20,
    });
  }
  return { words, slots };
}

test('apply stops before the event log could overflow, and goes on after it was drained', () => {
  const small = createStage({}, { events: 1_024 }).engine;
  const large = createStage({}, { events: 1 << 15 }).engine;
  const { words, slots } = sweeps(20);
  const end = words.length / RECORD_WORDS;
  large.clearEvents();
  expect(large.apply(words, slots, 0, end, STAGE_SECOND * 1e6, 3)).toBe(end);
  const expected = large.eventWords.slice(0, large.eventBlocks() * 16);
  const got: number[] = [];
  let [calls, from, applied] = [0, 0, 0];
  while (from < end) {
    small.clearEvents();
    from = small.apply(words, slots, from, end, STAGE_SECOND * 1e6, 3 + applied);
    applied += small.applied();
    got.push(...small.eventWords.subarray(0, small.eventBlocks() * 16));
    calls++;
    expect(small.eventBlocks()).toBeLessThanOrEqual(1_024);
  }
  expect(calls).toBeGreaterThan(3);
  expect(applied).toBe(end);
  expect(Int32Array.from(got)).toEqual(expected);
  expect(small.stateHash()).toBe(large.stateHash());
});

test('an event log that one command could overflow is refused at the start', () => {
  expect(() => createEngine({ ...STAGE_CAPACITY, events: 256 })).toThrow(InvariantError);
});

test('a command of a kind that is not known stops the engine', () => {
  expect(() =>
    createStage().run(Int32Array.from({ length: 16 }, (_, k) => (k === 0 ? 99 : 0))),
  ).toThrow(InvariantError);
});

describe('a snapshot', () => {
  test('restored, it continues with the same events and the same hash', () => {
    const live = createStage();
    live.place(2, BUY, 5, 100, { clientOrderId: 900 });
    live.place(3, BUY, 5, 100);
    live.cancel({ account: 2, clientOrderId: 900 });
    live.place(4, SELL, 9, 101, { tif: 4, expireSeconds: STAGE_SECOND + 3 });
    const other = createStage();
    other.place(4, SELL, 7, 55);
    other.engine.restore(live.engine.snapshot());
    expect(other.engine.stateHash()).toBe(live.engine.stateHash());
    expect(other.engine.instruments()).toEqual(live.engine.instruments());
    const { words, slots } = sweeps(2);
    for (const { engine } of [live, other]) {
      engine.clearEvents();
      engine.apply(words, slots, 0, 42, STAGE_SECOND * 1e6, 0);
    }
    expect(eventWords(other.engine)).toEqual(eventWords(live.engine));
    expect(other.engine.eventWords.slice(0, 3_000)).toEqual(live.engine.eventWords.slice(0, 3_000));
    expect(other.engine.stateHash()).toBe(live.engine.stateHash());
  });

  test('of another version, cut short, or with any bit changed is refused and changes nothing', () => {
    const { engine, place } = createStage();
    place(2, BUY, 5, 100);
    const bytes = engine.snapshot();
    const hash = engine.stateHash();
    const broken: Uint8Array[] = [bytes.slice(0, 8), bytes.slice(0, -4), bytes.slice(0, -1)];
    for (let bit = 0; bit < bytes.length * 8; bit += 61) {
      const copy = bytes.slice();
      copy[bit >> 3]! ^= 1 << (bit & 7);
      broken.push(copy);
    }
    for (const damaged of broken) expect(() => engine.restore(damaged)).toThrow(InvariantError);
    expect(engine.stateHash()).toBe(hash);
    expect(() => createEngine({ ...STAGE_CAPACITY, orders: 128 }).restore(bytes)).toThrow(/orders/);
  });

  test('differs with every kind of change', () => {
    const stage = createStage();
    const hashes = new Set<string>();
    const changes = [
      () => stage.place(2, BUY, 5, 100, { clientOrderId: 900 }),
      () => stage.amend({ account: 2, clientOrderId: 900, qty: 4 }),
      () => stage.place(3, SELL, 1, 100),
      () => stage.deadMan(2, 9),
      () => stage.halt(0),
      () => stage.block(3),
      () => stage.cancel({ account: 2, clientOrderId: 900 }),
      () => stage.cancel({ account: 2, clientOrderId: 900 }),
    ];
    for (const change of changes) {
      change();
      hashes.add(stage.engine.stateHash());
    }
    expect(hashes.size).toBe(changes.length);
  });
});

test('a state dump tells balances, positions, open orders and levels', () => {
  const stage = createStage();
  stage.place(2, BUY, 5, 100);
  stage.place(3, SELL, 2, 100);
  const kinds = new Map<number, number>();
  stage.engine.dump((words, blocks) => {
    for (let block = 0; block < blocks; block++) {
      const kind = words[block * 16]! & 0xff;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (kind >= 16 && kind <= 18) block += words[block * 16 + 15]!;
    }
  });
  // In order: levels, balances (nine and the mirrors), phases, the day, assets, instruments, accounts, open
  // orders, positions, rates of penalties.
  expect(Object.fromEntries(kinds)).toEqual({
    8: 1,
    10: 12,
    11: 2,
    15: 1,
    16: 3,
    17: 2,
    18: 8,
    24: 1,
    25: 2,
    30: 1,
  });
});

describe('the invariants can break', () => {
  test.each<[string, RegExp, (state: ReturnType<typeof createCoreState>) => void]>([
    ['money from nowhere', /^I2/, (s) => void s.balances[2 << BALANCE_SHIFT]!++],
    ['half a unit', /^I1/, (s) => void (s.balances[2 << BALANCE_SHIFT]! += 0.5)],
    ['a debt without credit', /^I4/, (s) => void (s.balances[2 << BALANCE_SHIFT]! -= 1)],
    ['a hold without an order', /^I5/, (s) => void s.balances[(2 << BALANCE_SHIFT) + 1]!++],
    ['a position of nobody', /^I6/, (s) => void s.positions[3 << POSITION_SHIFT]!++],
    ['an order nobody counts', /^I7/, (s) => void s.words[1]!++],
    ['a book that is crossed', /^I8/, (s) => void (s.book.ladders[2] = 50)],
  ])('%s', (_, name, damage) => {
    const state = createCoreState({ ...DEFAULT_CAPACITY, ...STAGE_CAPACITY });
    state.assetList.push({ id: 0, code: 'USD', scale: 2 });
    state.instrumentList.push(createStage().engine.instruments()[0]!);
    state.book.defineLadder(0, 40);
    expect(brokenInvariants(state, createCollectedOrders(state))).toEqual([]);
    damage(state);
    expect(
      brokenInvariants(state, createCollectedOrders(state)).some((line) => name.test(line)),
    ).toBe(true);
  });

  test('an order with more leaves than lots', () => {
    const state = createCoreState({ ...DEFAULT_CAPACITY, ...STAGE_CAPACITY });
    state.instrumentList.push(createStage().engine.instruments()[0]!);
    state.book.defineLadder(0, 40);
    const slot = state.book.takeSlot();
    state.book.orders[(slot << 4) + OrderWord.leaves] = 3;
    state.book.orders[(slot << 4) + OrderWord.total] = 2;
    state.book.enqueue(0, BUY, 7, slot);
    expect(
      brokenInvariants(state, createCollectedOrders(state)).some((line) =>
        line.startsWith('I7 order'),
      ),
    ).toBe(true);
  });
});
