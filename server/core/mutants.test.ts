// No seeded fault of ledger, risk or settlement survives: the core is copied with one line changed, and
// the comparison with the naive venue, with the invariants looked at on the way, must find it.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Engine, EngineCapacity } from './engine-port.ts';
import { Side } from '../../shared/domain/order.ts';
import {
  FUNDING_SOURCE,
  GENERATED_ACCOUNTS,
  GENERATED_INSTRUMENTS,
  openingRecords,
} from '../testing/orders-generator-market.ts';
import { compareBatches, compareRun } from '../testing/venue-naive-compare.ts';
import type { NaiveBatch } from '../testing/venue-naive-compare.ts';
import { writePlace, type PlaceFields } from './command-writer.ts';
import { PAYOUT_ACCOUNT, RECORD_SLOTS } from './commands.ts';
import { moveRecord } from './definitions.ts';
import { feesRecord } from './fee-change.ts';
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

function order(fields: PlaceFields): Int32Array {
  const slots = new Float64Array(RECORD_SLOTS);
  const words = new Int32Array(slots.buffer);
  writePlace(words, slots, 0, fields);
  return words;
}

/** A least commission that falls below what was charged, fees that an order cannot hold, fees told twice,
 * and money on its way out that is not there yet. */
function moneyBatches(): NaiveBatch[] {
  const [seller, buyer, poor] = [2, 4, GENERATED_ACCOUNTS.at(-1)!];
  const { id: instrument, openingTicks: price, quoteAsset } = GENERATED_INSTRUMENTS[1]!;
  const at = { instrument, price };
  const rates = { makerFeePpm: 999, takerFeePpm: 0 };
  const least = (minFeeMinor: number) =>
    feesRecord(instrument, { ...rates, extras: { buyDutyPpm: 0, sellDutyPpm: 0, minFeeMinor } });
  const sell = order({ ...at, account: seller, side: Side.sell, qty: 2 });
  const all = { makerFeePpm: 1_000_000, takerFeePpm: 1_000_000 };
  const records = [
    ...openingRecords(),
    ...[least(500), order({ ...at, account: buyer, side: Side.buy, qty: 9 })],
    ...[sell, least(1), sell, least(0)],
    ...[100_000_100, 99_000_000].map((amount, k) =>
      moveRecord(seller, PAYOUT_ACCOUNT, quoteAsset, amount, FUNDING_SOURCE, 9_000 + k),
    ),
    order({ instrument, price: price - 1, account: seller, side: Side.buy, qty: 2 }),
    order({ ...at, account: poor, side: Side.buy, qty: 2 }),
    ...[feesRecord(instrument, all, 12, 1), feesRecord(instrument, rates, 12, 1)],
  ];
  return [{ timeMicros: START_MICROS, records }];
}

/** Orders exactly at a limit, and a repeat exactly one second later: a random stream rarely has them. */
function boundaryBatches(): NaiveBatch[] {
  const account = 2;
  const buy = (price: number, qty: number) =>
    order({ account, instrument: 0, side: Side.buy, price, qty });
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
  for (const batches of [boundaryBatches(), moneyBatches()]) {
    if (compareBatches(create(small), small, batches).difference !== undefined) return 0;
  }
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
