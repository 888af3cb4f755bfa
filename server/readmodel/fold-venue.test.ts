// Limits that hold and the business day, from the core's own events and from its state.

import { expect, test } from 'vitest';
import { dayOf } from '../../shared/domain/calendars/business-days.ts';
import { SettlementTerms } from '../../shared/domain/calendars/settlement-terms.ts';
import { buyInRecord } from '../core/buy-in.ts';
import { businessDayRecord, failDeliveryRecord } from '../core/definitions.ts';
import { discountRecord } from '../core/discount.ts';
import { createStage, type Stage } from '../core/engine-stage.ts';
import { EB, EVENT_BATCH_MAGIC, EVENT_SCHEMA_VERSION, EVENT_WORDS } from '../core/events.ts';
import { feesRecord } from '../core/fee-change.ts';
import { limitsRecord } from '../core/limit-rows.ts';
import { penaltiesRecord } from '../core/penalties.ts';
import { stateDump } from '../sequencer/late-join-state.ts';
import { openStore } from './open-store.ts';
import { createProjector } from './projector.ts';
import { createQueries } from './queries.ts';

/** The events of the last command as the batch of this number. */
function batchOf(stage: Stage, seq: number): Uint8Array {
  const events = stage.engine.eventWords.slice(0, stage.engine.eventBlocks() * EVENT_WORDS);
  const slots = new Float64Array((EVENT_WORDS + events.length) / 2);
  const words = new Int32Array(slots.buffer);
  words.set(events, EVENT_WORDS);
  words[EB.magic] = EVENT_BATCH_MAGIC;
  words[EB.version] = EVENT_SCHEMA_VERSION;
  words[EB.blocks] = events.length / EVENT_WORDS;
  slots[EB.batchSeqSlot] = seq;
  slots[EB.firstCommandSeqSlot] = seq;
  return new Uint8Array(slots.buffer);
}

function stateOf({ engine }: Stage): Uint8Array {
  const position = { seq: 1, nextCommandSeq: 2, timeMicros: 1, leaderEpoch: 0, streamEpoch: 0 };
  return stateDump(engine, { ...position, eventCrc: 0 } as never);
}

async function reading(settlement: SettlementTerms = SettlementTerms.atOnce) {
  const stage = createStage({ settlement });
  const store = await openStore(':memory:');
  // Account 3 is one of the house: what it fails to deliver is told all the same.
  const projector = await createProjector(store, (account) => account === 3);
  const queries = createQueries(store);
  let seq = 0;
  const told = async (record: Int32Array) => {
    stage.run(record);
    projector.add(batchOf(stage, ++seq));
    await projector.flush();
  };
  const rows = async (of = {}) =>
    (await queries.limits(of)).map(({ account, instrument, figures }) => [
      account,
      instrument,
      JSON.parse(figures) as unknown,
    ]);
  return { stage, projector, queries, told, rows };
}

test('a row of limits comes, changes and goes; another account and instrument is another row', async () => {
  const { told, rows } = await reading();
  await told(limitsRecord(2, 0, { orderLots: 5, restricted: 2 }));
  await told(limitsRecord(0, -1, { ordersPerSecond: 9 }));
  await told(limitsRecord(2, 0, { orderLots: 7 }));
  expect(await rows()).toEqual([
    [0, -1, { ordersPerSecond: 9 }],
    [2, 0, { orderLots: 7 }],
  ]);
  expect(await rows({ account: 2 })).toEqual([[2, 0, { orderLots: 7 }]]);
  expect(await rows({ account: 2, instrument: -1 })).toEqual([]);
  await told(limitsRecord(2, 0, {}));
  expect(await rows()).toEqual([[0, -1, { ordersPerSecond: 9 }]]);
});

test('the business day is unknown, then what was run', async () => {
  const { queries, told } = await reading();
  expect(await queries.businessDay()).toBeUndefined();
  await told(businessDayRecord(20_000));
  expect(await queries.businessDay()).toBe(20_000);
});

test('tables that are younger than the journal take both from the state', async () => {
  const { stage, projector, queries, rows } = await reading();
  stage.run(limitsRecord(3, 1, { repeats: 4 }));
  await projector.present(stateOf(stage));
  expect(await rows()).toEqual([[3, 1, { repeats: 4 }]]);
  expect(await queries.businessDay()).toBe(0);
});

test('fees that are set stand in the instrument; a hold that changed is no cash entry', async () => {
  const { stage, queries, told } = await reading();
  stage.place(2, 0, 10, 1_000);
  await told(feesRecord(0, { makerFeePpm: 40_000, takerFeePpm: 7 }));
  const [instrument] = await queries.instruments();
  expect(instrument).toMatchObject({ makerFeePpm: 40_000, takerFeePpm: 7, version: 2 });
  expect(await queries.balances(2)).toMatchObject([{ asset: 0, held_minor: 10_400 }]);
  const entries = await queries.cashEntries({ account: 2, limit: 9, before: '' });
  expect(entries.rows).toEqual([]);
});

test('what fails stands in a table until it is delivered or bought in, with its penalties', async () => {
  const { stage, projector, queries, told } = await reading(SettlementTerms.usStock);
  const monday = dayOf('2026-11-30');
  const rows = async () =>
    (await queries.failing()).map((row) => [
      ...[row.account, row.value_date - monday, row.lots, row.failed_since - monday],
      row.penalty_minor,
    ]);
  await told(penaltiesRecord({ 0: 10_000, 1: 2, 2: 3, 3: 4, 4: 0 }));
  expect((await queries.penaltyRates()).map(({ ppm }) => ppm)).toEqual([10_000, 2, 3, 4, 0]);
  await told(businessDayRecord(monday));
  stage.place(3, 1, 10, 1_000);
  stage.place(2, 0, 10, 1_000);
  for (const [day, fails, expected] of [
    [1, 10, [3, 2, 10, 1, 100]],
    [2, 10, [3, 3, 10, 1, 200]],
    [3, 6, [3, 4, 6, 1, 260]],
    [4, 6, [3, 7, 6, 1, 440]],
    [7, 6, [3, 8, 6, 1, 500]],
  ] as const) {
    await told(failDeliveryRecord(3, 0, fails));
    await told(businessDayRecord(monday + day));
    expect(await rows()).toEqual([expected]);
  }
  await told(buyInRecord({ account: 3, instrument: 0, price: 0, lots: 2, agent: 4 }));
  expect(await rows()).toEqual([[3, 8, 4, 1, 500]]);
  const cash = await queries.cashEntries({ account: 2, limit: 9, before: '', cause: 6 });
  expect(cash.rows.map((row) => row.amount_minor)).toEqual([60, 180, 60, 100, 100]);
  const sold = await queries.cashEntries({ account: 4, limit: 9, before: '', cause: 7 });
  expect(sold.rows.map((row) => row.amount_minor)).toEqual([2_000, -2]);
  await projector.present(stateOf(stage));
  expect(await rows()).toEqual([[3, 8, 4, 1, 500]]);
  await told(businessDayRecord(monday + 8));
  expect(await rows()).toEqual([]);
});

test('control: tables that are younger than the fail have it from the state', async () => {
  const { stage, projector, queries } = await reading(SettlementTerms.usStock);
  stage.run(businessDayRecord(dayOf('2026-11-30')));
  stage.place(3, 1, 10, 1_000);
  stage.place(2, 0, 10, 1_000);
  stage.run(failDeliveryRecord(3, 0, 10));
  stage.run(businessDayRecord(dayOf('2026-12-01')));
  expect(await queries.failing()).toEqual([]);
  await projector.present(stateOf(stage));
  expect(await queries.failing()).toMatchObject([{ account: 3, lots: 10 }]);
});

test('a discount comes, changes and goes; the state tells it to a read model that begins', async () => {
  const { stage, queries, told } = await reading();
  const off = (account: number, maker: number, taker: number) =>
    told(discountRecord(account, { makerDiscountPpm: maker, takerDiscountPpm: taker }));
  await off(2, 5, 0);
  await off(3, 0, 7);
  await off(2, 6, 1);
  const both = [
    { account: 2, maker_ppm: 6, taker_ppm: 1 },
    { account: 3, maker_ppm: 0, taker_ppm: 7 },
  ];
  expect(await queries.discounts()).toEqual(both);
  expect(await queries.discounts(3)).toEqual(both.slice(1));
  const later = await reading();
  await later.projector.present(stateOf(stage));
  expect(await later.queries.discounts()).toEqual(both);
  await off(2, 0, 0);
  expect(await queries.discounts()).toEqual(both.slice(1));
});
