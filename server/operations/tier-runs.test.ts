// The run of the fee tiers against the real core: once for each day and account, wherever a process ends; what
// was set by hand stays until it is taken back.

import { expect, test } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { simulatedInstruments } from '../liquidity/simulated-market.ts';
import { by, discountsOf, NOW, officeStage, type OfficeStage } from '../testing/office-stage.ts';
import type { OperatorCommands } from './operator-commands.ts';
import type { Proposed } from './operator-act.ts';

const TODAY = Math.floor(NOW / 86_400e6);
const [{ id: TRADED, quoteAsset: ASSET, tickValueMinor }] = simulatedInstruments(1);
const FIRST = { makerDiscountPpm: 100_000, takerDiscountPpm: 50_000 };
const SECOND = { makerDiscountPpm: 200_000, takerDiscountPpm: 100_000 };
const TABLE = {
  asset: ASSET,
  tiers: [
    { fromMinor: 1_000, ...FIRST },
    { fromMinor: 10_000, ...SECOND },
  ],
};
const HAND = { account: 102, makerDiscountPpm: 7, takerDiscountPpm: 8 };

type Desk = Pick<OfficeStage, 'operations'>;

async function confirm({ operations }: Desk, asked: Proposed): Promise<unknown> {
  if ('refusal' in asked) throw new Error(asked.refusal.name);
  expect(operations.grantOf(asked.proposal.id)).toBe('setLimits');
  return operations.confirm(by('bert'), asked.proposal.id, 'I agree');
}
const setTable = async (desk: Desk, table: typeof TABLE & { from?: number } = TABLE) =>
  confirm(desk, await desk.operations.tiers.proposeTable(by('anna'), table, 'the price list'));
const byHand = async (desk: Desk) =>
  confirm(desk, await desk.operations.proposeDiscount(by('anna'), HAND, 'a friend'));
const trade = ({ known }: OfficeStage, volumes: Readonly<Record<number, number>>) => {
  known.turnovers.list = Object.entries(volumes).map(([account, minor]) => ({
    ...{ account: Number(account), instrument: TRADED, tickLots: BigInt(minor / tickValueMinor) },
  }));
};
const day = (desk: Desk, date: number) =>
  desk.operations.runBusinessDay(by('anna'), date, 'the day');
const has = ({ engine }: OfficeStage) => Object.fromEntries(discountsOf(engine));
/** Discounts that reached the core, repeats not among them. */
const told = async (stage: OfficeStage) =>
  (await stage.trail()).filter((line) => / discount\.set .* applied$/.test(line));

test('each day gives every account its tier, and tells the core only what is another one', async () => {
  const stage = await officeStage();
  expect(await setTable(stage)).toEqual({ done: true });
  trade(stage, { 100: 999, 101: 1_000, 102: 10_000 });
  await day(stage, TODAY + 1);
  expect(has(stage)).toEqual({ 101: FIRST, 102: SECOND });
  expect(stage.known.turnovers.asked).toEqual([
    { fromMicros: (TODAY - 29) * 86_400e6, toMicros: (TODAY + 1) * 86_400e6 },
  ]);
  const { run } = stage.operations.tiers.view();
  expect(run!.rows.map(({ account, tier, outcome, state }) => [account, tier, outcome, state])).toEqual([
    [100, 0, 'same', ''],
    [101, 1, 'sent', 'applied'],
    [102, 2, 'sent', 'applied'],
  ]); // prettier-ignore
  // The same day again, and the clock, compute nothing.
  await day(stage, TODAY + 1);
  for (let k = 0; k < 3; k++) await stage.operations.applyPlanned(NOW);
  expect(stage.known.turnovers.asked).toHaveLength(1);
  trade(stage, { 100: 1_000, 101: 1_001 });
  await day(stage, TODAY + 2);
  expect(has(stage)).toEqual({ 100: FIRST, 101: FIRST });
  expect(await told(stage)).toEqual([
    'venue discount.set account:101 applied',
    'venue discount.set account:102 applied',
    'venue discount.set account:100 applied',
    'venue discount.set account:102 applied',
  ]);
  // What the platform sends itself is no planned change of anybody.
  expect(stage.operations.planned()).toEqual([]);
  stage.lane.close();
});

test('without a table there is no run; one with a date holds from its day', async () => {
  const stage = await officeStage();
  trade(stage, { 100: 50_000 });
  await day(stage, TODAY + 1);
  expect(stage.operations.tiers.view()).toEqual({ tables: [], run: undefined, byHand: [] });
  await setTable(stage, { ...TABLE, from: TODAY + 3 });
  await day(stage, TODAY + 2);
  expect(has(stage)).toEqual({});
  await day(stage, TODAY + 3);
  expect(has(stage)).toEqual({ 100: SECOND });
  await setTable(stage, { ...TABLE, tiers: [] });
  await day(stage, TODAY + 4);
  expect(has(stage)).toEqual({});
  stage.lane.close();
});

test('what was set by hand stays, and is taken back by two persons', async () => {
  const stage = await officeStage();
  const { tiers } = stage.operations;
  await setTable(stage);
  await byHand(stage);
  trade(stage, { 102: 10_000 });
  await day(stage, TODAY + 1);
  const { account: _account, ...set } = HAND;
  expect(has(stage)).toEqual({ 102: set });
  expect(tiers.view()).toMatchObject({ byHand: [102], run: { rows: [{ tier: 2, outcome: 'byHand' }] } }); // prettier-ignore
  expect(await tiers.own(102, NOW)).toMatchObject({ ...set, isByHand: true, nextTier: 0 + 2 });
  const none = await tiers.proposeRelease(by('anna'), 101, 'a mistake');
  expect(none).toEqual({ refusal: REJECTS.notByHand });
  const asked = await tiers.proposeRelease(by('anna'), 102, 'as everybody');
  expect(await confirm(stage, asked)).toEqual({ done: true });
  expect([tiers.view().byHand, has(stage)]).toEqual([[], { 102: set }]);
  await day(stage, TODAY + 2);
  expect(has(stage)).toEqual({ 102: SECOND });
  stage.lane.close();
});

test('what the core refuses leaves no mark of a hand', async () => {
  const stage = await officeStage();
  const asked = await stage.operations.proposeDiscount(
    by('anna'),
    { ...HAND, account: 900 },
    'who',
  );
  expect(await confirm(stage, asked)).toEqual({ refusal: REJECTS.unknownAccount });
  expect(stage.operations.tiers.view().byHand).toEqual([]);
  stage.lane.close();
});

const isTier = (change: Parameters<OperatorCommands['change']>[0]) =>
  change.what === 'discount.set';
const ended = () => Promise.reject(new Error('the process ended'));

/** A process that ends at a discount: before the core has it, or before its answer is known. */
const ENDS = {
  'between compute and send': (commands: OperatorCommands): OperatorCommands => ({
    ...commands,
    nextNumber: () => {
      throw new Error('the process ended');
    },
  }),
  'when it is begun': (commands: OperatorCommands): OperatorCommands => ({
    ...commands,
    change: (change, number) => (isTier(change) ? ended() : commands.change(change, number)),
  }),
  'before the answer': (commands: OperatorCommands): OperatorCommands => ({
    ...commands,
    async change(change, number) {
      const code = await commands.change(change, number);
      return isTier(change) ? ended() : code;
    },
  }),
} as const;

for (const [when, spoil] of Object.entries(ENDS)) {
  test(`a process that ends ${when}: every account has its tier once`, async () => {
    const stage = await officeStage();
    await setTable(stage);
    trade(stage, { 100: 1_000, 101: 10_000 });
    const dying = stage.start(spoil);
    stage.known.day = TODAY + 1;
    await expect(dying.operations.applyPlanned(NOW)).rejects.toThrow('ended');
    dying.lane.close();
    // What is traded meanwhile is not of that run.
    trade(stage, { 100: 50_000, 101: 50_000 });
    const sent: string[] = [];
    const next = stage.start((commands) => ({
      ...commands,
      async change(change, number) {
        const code = await commands.change(change, number);
        if (isTier(change)) sent.push(code === 0 ? 'new' : String(code));
        return code;
      },
    }));
    await next.operations.resumePlanned(NOW);
    await next.operations.applyPlanned(NOW);
    expect(has(stage)).toEqual({ 100: FIRST, 101: SECOND });
    expect(sent).toEqual([when === 'before the answer' ? 'repeated' : 'new', 'new']);
    expect(stage.known.turnovers.asked).toHaveLength(1);
    const third = stage.start();
    await third.operations.resumePlanned(NOW);
    await third.operations.applyPlanned(NOW);
    expect(stage.tiers.rowsOf(TODAY + 1, 9).map(({ state }) => state)).toEqual([
      ...['applied', 'applied'],
    ]);
    for (const { lane } of [stage, next, third]) lane.close();
  });
}

test('a process that ends while it computes: the next start computes it', async () => {
  const stage = await officeStage();
  await setTable(stage);
  trade(stage, { 100: 1_000 });
  stage.known.day = TODAY + 1;
  const { turnovers } = stage.known;
  const asked = turnovers.asked.push.bind(turnovers.asked);
  turnovers.asked.push = () => {
    throw new Error('the process ended');
  };
  await expect(stage.operations.applyPlanned(NOW)).rejects.toThrow('ended');
  turnovers.asked.push = asked;
  expect(stage.tiers.lastDay()).toBe(0);
  const next = stage.start();
  await next.operations.resumePlanned(NOW);
  await next.operations.applyPlanned(NOW);
  expect(has(stage)).toEqual({ 100: FIRST });
  for (const { lane } of [stage, next]) lane.close();
});

test('a hand that comes between compute and send has the last word', async () => {
  const stage = await officeStage();
  await setTable(stage);
  trade(stage, { 102: 10_000 });
  const dying = stage.start(ENDS['between compute and send']);
  stage.known.day = TODAY + 1;
  await expect(dying.operations.applyPlanned(NOW)).rejects.toThrow('ended');
  dying.lane.close();
  const next = stage.start();
  await byHand(next);
  await next.operations.applyPlanned(NOW);
  const { account: _account, ...set } = HAND;
  expect(has(stage)).toEqual({ 102: set });
  expect(stage.tiers.rowsOf(TODAY + 1, 9)).toMatchObject([{ state: 'withdrawn' }]);
  for (const { lane } of [stage, next]) lane.close();
});
