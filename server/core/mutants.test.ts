// No seeded fault of ledger, risk, settlement or auctions survives: the core is copied with one line changed, and
// the comparison with the naive venue, with the invariants looked at on the way, must find it.

import { afterAll, expect, test } from 'vitest';
import { OrderFlag, Phase, Side } from '../../shared/domain/order.ts';
import {
  FUNDING_SOURCE,
  GENERATED_ACCOUNTS,
  GENERATED_INSTRUMENTS,
  openingRecords,
} from '../testing/orders-generator-market.ts';
import { CRASH_CAPACITY, crashBatches } from '../testing/crash-market.ts';
import { compareBatches, compareRun } from '../testing/venue-naive-compare.ts';
import type { NaiveBatch } from '../testing/venue-naive-compare.ts';
import { buyInRecord } from './buy-in.ts';
import { writePlace, writeSetPhase, type PlaceFields } from './command-writer.ts';
import { PAYOUT_ACCOUNT } from './commands.ts';
import { businessDayRecord, failDeliveryRecord } from './definitions.ts';
import { instrumentRecord, moveRecord } from './definitions.ts';
import { hotRecord } from './engine-stage.ts';
import { feesRecord } from './fee-change.ts';
import { limitsRecord, type LimitRow } from './limit-rows.ts';
import { penaltiesRecord } from './penalties.ts';
import { MUTANTS } from '../testing/mutants.ts';
import { mutatedCores, type CreateEngine } from '../testing/mutated-core.ts';
import { ORACLE_CAPACITIES } from '../testing/venue-naive-long.ts';
import { createEngine } from './engine.ts';

const [SEEDS, COMMANDS, CRASHES] = [12, 2_500, 2];
const START_MICROS = 1_700_000_000e6;
const cores = mutatedCores();
afterAll(cores.remove);

function order(fields: PlaceFields): Int32Array {
  return hotRecord((words, slots, block) => writePlace(words, slots, block, fields));
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
  const duty = (buyDutyPpm: number) =>
    feesRecord(instrument, { ...rates, extras: { buyDutyPpm, sellDutyPpm: 0, minFeeMinor: 0 } });
  const sell = order({ ...at, account: seller, side: Side.sell, qty: 2 });
  const all = { makerFeePpm: 1_000_000, takerFeePpm: 1_000_000 };
  const records = [
    ...openingRecords(),
    ...[least(500), order({ ...at, account: buyer, side: Side.buy, qty: 9 })],
    ...[sell, least(1), sell, least(0), duty(70_000), duty(0)],
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

/** A delivery that fails for two weeks of an account that has spent what it got, and cash in its place at a
 * price that has risen; then time, so that the invariants are looked at. */
function failingBatches(): NaiveBatch[] {
  const trade = (seller: number, buyer: number, price: number, qty: number) =>
    [seller, buyer].map((account, side) =>
      order({ account, instrument: 1, side: 1 - side, price, qty }),
    );
  const traded = Math.floor(START_MICROS / 86_400e6);
  const away = 50_010_000;
  const days = Array.from({ length: 16 }, (_, k) => [
    failDeliveryRecord(3, 1, 100),
    businessDayRecord(traded + k),
  ]);
  const batches = [
    [...openingRecords(), penaltiesRecord({ 0: 100, 1: 20, 2: 50, 3: 10_000, 4: 0 })],
    trade(3, 2, 300, 100),
    [moveRecord(3, PAYOUT_ACCOUNT, 0, away, 5, 1), moveRecord(3, 2, 0, away, 5, 2)],
    ...days,
    trade(8, 4, 400, 10),
    [buyInRecord({ account: 3, instrument: 1, price: 0, lots: 60, agent: 0 })],
    ...Array.from({ length: 5 }, () => [businessDayRecord(traded + 15)]),
  ];
  return batches.map((records, k) => ({ timeMicros: START_MICROS + k, records }));
}

/** An offer that the window has left on its lower side, and an auction with reduce-only orders for more than
 * the position. */
function windowBatches(): NaiveBatch[] {
  const [short, other] = [2, 4];
  const market = GENERATED_INSTRUMENTS[0]!;
  const { openingTicks: price } = market;
  const trade = (account: number, side: Side, more: Partial<PlaceFields> = {}) =>
    order({ account, instrument: 0, side, price, qty: 2, ...more });
  const phase = (to: Phase) =>
    hotRecord((w, s, b) => writeSetPhase(w, s, b, { instrument: 0, phase: to }));
  const reduces = { flags: OrderFlag.reduceOnly };
  const records = [
    ...openingRecords(),
    ...[trade(other, Side.buy), trade(short, Side.sell), phase(Phase.auction)],
    ...[trade(short, Side.buy, reduces), trade(short, Side.buy, { qty: 1, price: price + 1 })],
    ...[trade(other, Side.sell, { qty: 3 }), phase(Phase.open)],
    trade(other, Side.sell, { price: price - 20 }),
    instrumentRecord({ ...market, windowBps: 20, version: 2 }),
    trade(short, Side.buy),
  ];
  return [{ timeMicros: START_MICROS, records }];
}

/** The seed that shows the fault, 0 for what was thought of; undefined: none did. */
function killedBy(create: CreateEngine): number | undefined {
  const small = ORACLE_CAPACITIES[0]!;
  const thoughtOf = [boundaryBatches(), moneyBatches(), failingBatches(), windowBatches()];
  for (const batches of thoughtOf) {
    if (compareBatches(create(small), small, batches).difference !== undefined) return 0;
  }
  for (let seed = 1; seed <= SEEDS; seed++) {
    const capacity = ORACLE_CAPACITIES[seed % ORACLE_CAPACITIES.length]!;
    const shorten = false;
    const options = { seed, commands: COMMANDS, capacity, createEngine: create, shorten };
    if (compareRun(options).difference !== undefined) return seed;
  }
  for (let seed = 1; seed <= CRASHES; seed++) {
    const batches = crashBatches(seed, 500);
    const { difference } = compareBatches(create(CRASH_CAPACITY), CRASH_CAPACITY, batches);
    if (difference !== undefined) return seed;
  }
  return undefined;
}

test('every mutant is killed', { timeout: 600_000 }, async () => {
  expect(MUTANTS.length).toBeGreaterThanOrEqual(30);
  const survivors: string[] = [];
  for (const mutant of MUTANTS) {
    const create = await cores.create(mutant);
    if (killedBy(create) === undefined) survivors.push(`${mutant.file}: ${mutant.find}`);
  }
  expect(survivors).toEqual([]);
});

test('control: the core as it is survives', { timeout: 120_000 }, () => {
  expect(killedBy(createEngine)).toBeUndefined();
});
