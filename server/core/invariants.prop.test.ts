// Invariants I1-I8 after every single generated command, private numbers without a gap, and two
// engines of one process that go the same way.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyFast, generatedBatches } from '../testing/venue-naive-compare.ts';
import type { EngineCapacity } from './engine-port.ts';
import { createEngine } from './engine.ts';
import { EVENT_WORDS, EventKind, furtherBlocks } from './events.ts';

const SEED = Number(process.env['OPENBELL_SEED'] ?? Date.now() % 2 ** 31);
const CAPACITY: Partial<EngineCapacity> = {
  accounts: 64,
  assets: 8,
  instruments: 8,
  levels: 1 << 14,
  orders: 128,
  dedupe: 256,
  events: 1 << 12,
};

/** Kinds whose word 10 is the private number of their account. */
const NUMBERED = new Set<number>([
  EventKind.accepted,
  EventKind.rejected,
  EventKind.fill,
  EventKind.done,
  EventKind.amended,
  EventKind.massDone,
  EventKind.balance,
  EventKind.deadMan,
  EventKind.obligation,
  EventKind.discount,
]);

/** Each account's numbers in the events of one command are the last one plus one, and all the same. */
function followNumbers(events: Int32Array, last: Map<number, number>): void {
  const before = new Map(last);
  for (let at = 0; at < events.length; at += (1 + furtherBlocks(events, at)) * EVENT_WORDS) {
    const [account, seq] = [events[at + 1]!, events[at + 10]!];
    if (!NUMBERED.has(events[at]! & 0xff) || seq === 0) continue;
    expect(seq).toBe((before.get(account) ?? 0) + 1);
    last.set(account, seq);
  }
}

test(`after every command, seed ${SEED}`, { timeout: 120_000 }, () => {
  let commands = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed) => {
      const [engine, twin] = [createEngine(CAPACITY), createEngine(CAPACITY)];
      const numbers = new Map<number, number>();
      for (const { timeMicros, records } of generatedBatches(seed, 600, CAPACITY)) {
        for (const record of records) {
          const single = { timeMicros, records: [record] };
          const events = applyFast(engine, single);
          expect(engine.brokenInvariants()).toEqual([]);
          expect(applyFast(twin, single)).toEqual(events);
          followNumbers(events, numbers);
          commands++;
        }
      }
      expect(twin.stateHash()).toBe(engine.stateHash());
    }),
    { seed: SEED, numRuns: 8 },
  );
  expect(commands).toBeGreaterThan(4_800);
});
