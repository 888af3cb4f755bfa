// The engine against the naive venue: 200,000 generated commands give the same event bytes, the same
// state, and one hash for live, replayed and restored state.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFast, compareRun, generatedBatches } from '../testing/venue-naive-compare.ts';
import { ORACLE_CAPACITIES } from '../testing/venue-naive-long.ts';
import type { EngineCapacity } from './engine-port.ts';
import { createEngine } from './engine.ts';

const SEED = Number(process.env['OPENBELL_SEED'] ?? Date.now() % 2 ** 31);
const RUNS = 40;
const COMMANDS = 5_000;

const runs = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  capacity: fc.constantFrom(...ORACLE_CAPACITIES),
});

describe(`engine and naive venue, seed ${String(SEED)}`, () => {
  test('write the same events and reach the same state', { timeout: 240_000 }, () => {
    let commands = 0;
    fc.assert(
      fc.property(runs, ({ seed, capacity }) => {
        const compared = compareRun({ seed, commands: COMMANDS, capacity, createEngine });
        commands += compared.commands;
        expect(compared.difference).toBeUndefined();
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
    expect(commands).toBeGreaterThanOrEqual(200_000);
  });

  test('live, replayed and restored states have one hash and one future', () => {
    fc.assert(
      fc.property(runs, ({ seed, capacity }) => {
        const batches = generatedBatches(seed, 2_000, capacity);
        const middle = batches.length >> 1;
        const live = createEngine(capacity);
        const restored = createEngine(capacity);
        for (const batch of batches.slice(0, middle)) applyFast(live, batch);
        restored.restore(live.snapshot());
        expect(restored.stateHash()).toBe(live.stateHash());
        for (const batch of batches.slice(middle)) {
          expect(applyFast(restored, batch)).toEqual(applyFast(live, batch));
        }
        const replayed = createEngine(capacity);
        for (const batch of batches) applyFast(replayed, batch);
        expect(restored.stateHash()).toBe(live.stateHash());
        expect(replayed.stateHash()).toBe(live.stateHash());
        expect(restored.snapshot()).toEqual(live.snapshot());
      }),
      { seed: SEED, numRuns: 6, endOnFailure: true },
    );
  });

  test('control: an engine that forgets one order is found out, with the commands that show it', () => {
    const forgetful = (capacity: Partial<EngineCapacity>) => {
      const engine = createEngine(capacity);
      const apply = engine.apply.bind(engine);
      let calls = 0;
      return Object.assign(Object.create(engine) as typeof engine, {
        apply(...[words, slots, from, to, time, index]: Parameters<typeof apply>) {
          const isForgotten = ++calls > 60 && from === 0 && (words[0]! & 0xff) === 1;
          return apply(words, slots, isForgotten ? 1 : from, to, time, index);
        },
      });
    };
    const options = {
      seed: 5,
      commands: 2_000,
      capacity: ORACLE_CAPACITIES[0]!,
      createEngine: forgetful,
    };
    expect(compareRun(options).difference).toMatch(/commands suffice/);
  });
});
