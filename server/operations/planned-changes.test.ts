// Limits and fees with a date, against the real core: two persons decide, the day brings them, once,
// wherever a process ends in between.

import { expect, test } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { by, NOW, officeStage, type OfficeStage } from '../testing/office-stage.ts';
import type { OperatorCommands } from './operator-commands.ts';

const TODAY = Math.floor(NOW / 86_400e6);
const FEES = { instrument: 0, makerFeePpm: 40, takerFeePpm: 900 };
const RESTRICTED = { account: 100, instrument: -1, row: { restricted: 1 } };

const feesOf = ({ engine }: OfficeStage) => {
  const { makerFeePpm, takerFeePpm, version } = engine.instruments()[0]!;
  return { makerFeePpm, takerFeePpm, version };
};
const SET = { makerFeePpm: 40, takerFeePpm: 900, version: 2 };

/** Proposed by anna, confirmed by bert. */
async function decide(
  { operations }: Pick<OfficeStage, 'operations'>,
  change: { readonly from?: number } & (typeof FEES | typeof RESTRICTED),
) {
  const asked = await ('row' in change
    ? operations.proposeLimits(by('anna'), change, 'asked by risk')
    : operations.proposeFees(by('anna'), change, 'the new price list'));
  if ('refusal' in asked) throw new Error('it is proposed');
  const { id } = asked.proposal;
  expect(operations.grantOf(id)).toBe('setLimits');
  expect(await operations.confirm(by('anna'), id, 'me too')).toEqual({
    refusal: REJECTS.secondPersonNeeded,
  });
  return operations.confirm(by('bert'), id, 'I agree');
}

test('fees without a date, of today and of an earlier day hold at their confirmation', async () => {
  for (const from of [undefined, TODAY, TODAY - 3]) {
    const stage = await officeStage();
    const change = { ...FEES, ...(from === undefined ? {} : { from }) };
    expect(await decide(stage, change)).toEqual({ done: true });
    expect(feesOf(stage)).toEqual(SET);
    expect(stage.operations.planned()).toEqual([]);
    expect(await stage.trail()).toEqual([
      'anna fees.set instrument:0 proposed',
      'anna proposal.confirm proposal:1 SECOND_PERSON_NEEDED',
      'bert fees.set instrument:0 ordered',
      'bert fees.set instrument:0 done',
    ]);
    stage.lane.close();
  }
});

test('what the core refuses is told at the confirmation, and after a date it stands in the list', async () => {
  const stage = await officeStage();
  const answer = await decide(stage, { ...FEES, instrument: 77 });
  expect(answer).toEqual({ refusal: REJECTS.unknownInstrument });
  await decide(stage, { ...FEES, instrument: 77, from: TODAY + 1 });
  await stage.operations.runBusinessDay(by('anna'), TODAY + 1, 'the next day');
  expect(stage.operations.planned()).toMatchObject([{ state: 'refused' }]);
  expect(await stage.trail()).toContain('venue fees.set instrument:77 UNKNOWN_INSTRUMENT');
  stage.lane.close();
});

test('a later day: nothing before it, both at its run, nothing again after it', async () => {
  const stage = await officeStage();
  const { operations, place } = stage;
  const before = feesOf(stage);
  expect(await decide(stage, { ...FEES, from: TODAY + 2 })).toEqual({ done: true });
  expect(await decide(stage, { ...RESTRICTED, from: TODAY + 2 })).toEqual({ done: true });
  await operations.runBusinessDay(by('anna'), TODAY + 1, 'a day before');
  await operations.applyPlanned(NOW);
  expect([feesOf(stage), place(100)]).toEqual([before, 0]);
  expect(operations.planned()).toMatchObject([
    { what: 'limits.set', fromDay: TODAY + 2, state: 'planned' },
    { what: 'fees.set', proposedBy: 'anna', confirmedBy: 'bert', state: 'planned' },
  ]);
  await operations.runBusinessDay(by('anna'), TODAY + 2, 'the day');
  expect([feesOf(stage), place(100)]).toEqual([SET, REJECTS.instrumentRestricted.code]);
  for (let k = 0; k < 3; k++) await operations.applyPlanned(NOW);
  await operations.runBusinessDay(by('anna'), TODAY + 3, 'the day after');
  expect(feesOf(stage)).toEqual(SET);
  expect(operations.planned().map(({ state }) => state)).toEqual(['applied', 'applied']);
  const told = (await stage.trail()).filter((line) => line.includes('fees.set'));
  expect(told).toEqual([
    'anna fees.set instrument:0 proposed',
    'bert fees.set instrument:0 ordered',
    'bert fees.set instrument:0 planned',
    'venue fees.set instrument:0 ordered',
    'venue fees.set instrument:0 applied',
  ]);
  stage.lane.close();
});

test('the clock applies it: the day that the read model knows, or the day in UTC before any run', async () => {
  const known = await officeStage();
  await decide(known, { ...FEES, from: TODAY + 2 });
  known.known.day = TODAY + 2;
  await known.operations.applyPlanned(NOW);
  expect(feesOf(known)).toEqual(SET);
  known.lane.close();
  const utc = await officeStage();
  await decide(utc, { ...FEES, from: TODAY + 1 });
  await utc.operations.applyPlanned((TODAY + 1) * 86_400e6 - 1);
  expect(feesOf(utc).version).toBe(1);
  await utc.operations.applyPlanned((TODAY + 1) * 86_400e6);
  expect(feesOf(utc)).toEqual(SET);
  utc.lane.close();
});

test('of two for one day the later decided holds; a run over several days keeps their order', async () => {
  const stage = await officeStage();
  await decide(stage, { ...FEES, makerFeePpm: 3, from: TODAY + 3 });
  await decide(stage, { ...FEES, makerFeePpm: 1, from: TODAY + 1 });
  await decide(stage, { ...FEES, makerFeePpm: 4, from: TODAY + 3 });
  await stage.operations.runBusinessDay(by('anna'), TODAY + 9, 'after a long holiday');
  expect(feesOf(stage)).toMatchObject({ makerFeePpm: 4, version: 4 });
  stage.lane.close();
});

test('it may be taken back until it holds', async () => {
  const stage = await officeStage();
  const { operations } = stage;
  await decide(stage, { ...FEES, from: TODAY + 1 });
  const [plan] = operations.planned();
  const { id } = plan!;
  const unknown = await operations.withdrawPlan(by('carl'), id + 1, 'a mistake');
  expect(unknown).toEqual({ refusal: REJECTS.unknownPlan });
  expect(await operations.withdrawPlan(by('carl'), id, 'a mistake')).toEqual({ done: true });
  const again = await operations.withdrawPlan(by('carl'), id, 'a mistake');
  expect(again).toEqual({ refusal: REJECTS.planOver });
  await operations.runBusinessDay(by('anna'), TODAY + 1, 'the day');
  expect(feesOf(stage).version).toBe(1);
  expect(await stage.trail()).toContain(`carl plan.withdraw plan:${String(id)} withdrawn`);
  await decide(stage, { ...FEES, from: TODAY + 2 });
  await operations.runBusinessDay(by('anna'), TODAY + 2, 'the day');
  const late = await operations.withdrawPlan(by('carl'), id + 1, 'too late');
  expect(late).toEqual({ refusal: REJECTS.planOver });
  expect(feesOf(stage)).toEqual(SET);
  stage.lane.close();
});

/** A process that ends while a change is sent: before the core has it, or before its answer is known. */
const ENDS = {
  'before it is sent': (commands: OperatorCommands): OperatorCommands => ({
    ...commands,
    change: () => Promise.reject(new Error('the process ended')),
  }),
  'before its answer is known': (commands: OperatorCommands): OperatorCommands => ({
    ...commands,
    async change(...given) {
      await commands.change(...given);
      throw new Error('the process ended');
    },
  }),
} as const;

for (const [when, spoil] of Object.entries(ENDS)) {
  test(`a process that ends ${when}: the next start does it once`, async () => {
    const stage = await officeStage();
    await decide(stage, { ...FEES, from: TODAY + 1 });
    await decide(stage, { ...FEES, instrument: 77, from: TODAY + 1 });
    const dying = stage.start(spoil);
    stage.known.day = TODAY + 1;
    await expect(dying.operations.applyPlanned(NOW)).rejects.toThrow('ended');
    expect(stage.plans.begun()).toHaveLength(1);
    dying.lane.close();

    const next = stage.start();
    // The number is dropped where the core has it, also when a later change is sent at the same time.
    const resumed = next.operations.resumePlanned(NOW);
    const later = decide(next, { ...FEES, makerFeePpm: 41 });
    await Promise.all([resumed, later]);
    await next.operations.applyPlanned(NOW);
    expect(feesOf(stage)).toEqual({ ...SET, makerFeePpm: 41, version: 3 });
    const states = next.operations.planned().map(({ state }) => state);
    expect(states).toEqual(['refused', 'applied']);

    const third = stage.start();
    await third.operations.resumePlanned(NOW);
    await third.operations.applyPlanned(NOW);
    expect(feesOf(stage).version).toBe(3);
    for (const { lane } of [stage, next, third]) lane.close();
  });
}

test('a process that ends between the run of the day and the change: the next start does it', async () => {
  const stage = await officeStage();
  await decide(stage, { ...FEES, from: TODAY + 1 });
  const dying = stage.start((commands) => ({
    ...commands,
    nextNumber: () => {
      throw new Error('the process ended');
    },
  }));
  const run = dying.operations.runBusinessDay(by('anna'), TODAY + 1, 'the day');
  await expect(run).rejects.toThrow('ended');
  dying.lane.close();
  expect(feesOf(stage).version).toBe(1);
  stage.known.day = TODAY + 1;
  const next = stage.start();
  await next.operations.resumePlanned(NOW);
  await next.operations.applyPlanned(NOW);
  expect(feesOf(stage)).toEqual(SET);
  for (const { lane } of [stage, next]) lane.close();
});
