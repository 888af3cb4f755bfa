// No seeded fault of ledger, risk or settlement survives: the core is copied with one line changed, and
// the comparison with the naive venue, with the invariants looked at on the way, must find it.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Engine, EngineCapacity } from './engine-port.ts';
import { Side } from '../../shared/domain/order.ts';
import { GENERATED_INSTRUMENTS, openingRecords } from '../testing/orders-generator-market.ts';
import { compareBatches, compareRun } from '../testing/venue-naive-compare.ts';
import type { NaiveBatch } from '../testing/venue-naive-compare.ts';
import { writePlace } from './command-writer.ts';
import { RECORD_SLOTS } from './commands.ts';
import { limitsRecord, type LimitRow } from './limit-rows.ts';
import { MUTANTS, type Mutant } from '../testing/mutants.ts';
import { ORACLE_CAPACITIES } from '../testing/venue-naive-long.ts';
import { createEngine } from './engine.ts';

type Create = (capacity: Partial<EngineCapacity>) => Engine;

const CORE = import.meta.dirname;
const [SEEDS, COMMANDS] = [12, 2_500];
const START_MICROS = 1_700_000_000e6;
const made: string[] = [];

afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true });
});

/** A copy of the core with the one change, as a module of its own. */
async function mutated(mutant: Mutant): Promise<Create> {
  // Beside the core, so that what it imports lies where it did.
  const own = mkdtempSync(join(CORE, '../.mutant-'));
  made.push(own);
  cpSync(CORE, own, { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
  const file = join(own, mutant.file);
  const text = readFileSync(file, 'utf8');
  const isThere = text.split(mutant.find).length === 2;
  if (!isThere) throw new Error(`${mutant.file} has not once: ${mutant.find}`);
  writeFileSync(
    file,
    text.replace(mutant.find, () => mutant.replace),
  );
  const module = (await import(join(own, 'engine.ts'))) as { createEngine: Create };
  return module.createEngine;
}

/** Orders exactly at a limit, and a repeat exactly one second later: a random stream rarely has them. */
function boundaryBatches(): NaiveBatch[] {
  const account = 2;
  const buy = (price: number, qty: number) => {
    const slots = new Float64Array(RECORD_SLOTS);
    const words = new Int32Array(slots.buffer);
    writePlace(words, slots, 0, { account, instrument: 0, side: Side.buy, price, qty });
    return words;
  };
  const limits = (row: LimitRow) => limitsRecord(account, -1, row);
  const { openingTicks, tickValueMinor } = GENERATED_INSTRUMENTS[0]!;
  const records = [
    ...openingRecords(),
    limits({ orderNotional: 2 * openingTicks * tickValueMinor }),
    buy(openingTicks, 2),
    limits({ buyBandBps: 100 }),
    buy(openingTicks + openingTicks / 100, 3),
    limits({ repeats: 1 }),
    buy(openingTicks, 4),
  ];
  return [
    { timeMicros: START_MICROS, records },
    { timeMicros: START_MICROS + 1e6, records: [buy(openingTicks, 4)] },
  ];
}

/** The seed that shows the fault, 0 for the boundaries; undefined: none did. */
function killedBy(create: Create): number | undefined {
  const small = ORACLE_CAPACITIES[0]!;
  const atBoundary = compareBatches(create(small), small, boundaryBatches());
  if (atBoundary.difference !== undefined) return 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const capacity = ORACLE_CAPACITIES[seed % ORACLE_CAPACITIES.length]!;
    const shorten = false;
    const options = { seed, commands: COMMANDS, capacity, createEngine: create, shorten };
    if (compareRun(options).difference !== undefined) return seed;
  }
  return undefined;
}

test('every mutant is killed', { timeout: 600_000 }, async () => {
  expect(MUTANTS.length).toBeGreaterThanOrEqual(30);
  const survivors: string[] = [];
  for (const mutant of MUTANTS) {
    const create = await mutated(mutant);
    if (killedBy(create) === undefined) survivors.push(`${mutant.file}: ${mutant.find}`);
  }
  expect(survivors).toEqual([]);
});

test('control: the core as it is survives', { timeout: 120_000 }, () => {
  expect(killedBy(createEngine)).toBeUndefined();
});
