// What is due is bought in from the house at the end of the day, the rest waits for two persons.

import { expect, test } from 'vitest';
import { dayOf } from '../../shared/domain/calendars/business-days.ts';
import { SettlementTerms } from '../../shared/domain/calendars/settlement-terms.ts';
import { AssetClass } from '../../shared/domain/instrument.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { BuyIn } from '../core/buy-in.ts';
import { simulatedInstruments } from '../liquidity/simulated-market.ts';
import { memoryAudit } from '../testing/memory-audit.ts';
import { by, officeStage } from '../testing/office-stage.ts';
import { createClearing, type FailingDelivery } from './clearing.ts';
import type { OperatorCommands } from './operator-commands.ts';

const TUESDAY = dayOf('2026-12-01');
const [FIRST] = simulatedInstruments(1);
const INSTRUMENTS = [
  { ...FIRST, id: 0, settlement: SettlementTerms.usStock, assetClass: AssetClass.stock },
  { ...FIRST, id: 1, settlement: SettlementTerms.usStock, assetClass: AssetClass.bond },
];
const fail = (account: number, instrument: number, failedSince: number): FailingDelivery => ({
  ...{ account, instrument, failedSince, lots: 5, moneyMinor: 500, penaltyMinor: 7 },
  valueDate: failedSince + 1,
});

/** `answers`: what the core says to each seller, 0 to the others. */
async function clearing(failing: FailingDelivery[], sellers: number[], answers: number[] = []) {
  const asked: BuyIn[] = [];
  const audit = await memoryAudit();
  const commands = {
    buyIn: (buyIn: BuyIn) => Promise.resolve(answers[asked.push(buyIn) - 1] ?? 0),
  } as unknown as OperatorCommands;
  const books = {
    failing: () => Promise.resolve(failing),
    instruments: () => Promise.resolve(INSTRUMENTS),
    sellers: () => Promise.resolve(sellers),
  };
  const trail = async () =>
    (await audit.search({ before: 0, limit: 99 })).map(({ outcome }) => outcome).reverse();
  return { ...createClearing({ audit, commands, books }), asked, trail };
}

test('shares are due on the fourth business day, bonds on the seventh', async () => {
  const { failing } = await clearing([fail(2, 0, TUESDAY), fail(2, 1, TUESDAY)], []);
  expect((await failing(TUESDAY + 6)).map(({ due, isDue }) => [due - TUESDAY, isDue])).toEqual([
    [6, true],
    [9, false],
  ]);
});

test('what is due is bought in at the reference from the first house account that can', async () => {
  const none = REJECTS.insufficientHoldings.code;
  const late = [fail(100, 0, TUESDAY), fail(101, 1, TUESDAY)];
  const { orderDue, asked, trail } = await clearing(late, [10, 11, 12], [none, 0]);
  await orderDue(TUESDAY + 5, 1);
  expect(asked).toEqual([]);
  await orderDue(TUESDAY + 6, 1);
  const given = { account: 100, instrument: 0, lots: 5, price: 0 };
  expect(asked).toEqual([
    { ...given, agent: 10 },
    { ...given, agent: 11 },
  ]);
  expect(await trail()).toEqual(['ordered', 'done']);
});

test('what nobody can sell stays for the operators; nobody sells to itself', async () => {
  const { orderDue, asked, trail } = await clearing([fail(10, 0, TUESDAY)], [10]);
  await orderDue(TUESDAY + 30, 1);
  expect([asked, await trail()]).toEqual([[], []]);
  const refused = await clearing([fail(2, 0, TUESDAY)], [10, 11], [REJECTS.nothingFails.code]);
  await refused.orderDue(TUESDAY + 30, 1);
  expect(refused.asked).toHaveLength(1);
  expect(await refused.trail()).toEqual(['ordered', 'NOTHING_FAILS']);
});

test('two persons order a buy-in and set what a fail costs; the core decides', async () => {
  const { operations, trail, lane, engine } = await officeStage();
  const buyIn = { account: 100, instrument: 0, price: 0, lots: 5, agent: 101 };
  const asked = await operations.proposeBuyIn(by('anna'), buyIn, 'nobody answers');
  if ('refusal' in asked) throw new Error('it is proposed');
  const { id } = asked.proposal;
  expect(operations.grantOf(id)).toBe('runBusinessDay');
  expect(await operations.confirm(by('anna'), id, 'me too')).toEqual({
    refusal: REJECTS.secondPersonNeeded,
  });
  expect(await operations.confirm(by('bert'), id, 'go on')).toEqual({
    refusal: REJECTS.nothingFails,
  });
  const rates = { stock: 100, bond: 20, fund: 50, fx: 50, crypto: 0 };
  const dearer = await operations.proposePenalties(by('anna'), rates, 'the annex');
  if ('refusal' in dearer) throw new Error('it is proposed');
  expect(operations.grantOf(dearer.proposal.id)).toBe('setLimits');
  const before = engine.stateHash();
  expect(await operations.confirm(by('bert'), dearer.proposal.id, 'read')).toEqual({ done: true });
  expect(engine.stateHash()).not.toBe(before);
  expect(await trail()).toContain('bert delivery.buy-in account:100 NOTHING_FAILS');
  lane.close();
});

test('the end of a day orders what is due', async () => {
  const { operations, known, trail, lane } = await officeStage();
  known.failing = [fail(100, 0, TUESDAY)];
  known.sellers = [102];
  await operations.runBusinessDay(by('anna'), TUESDAY + 40, 'the day is over');
  expect((await trail()).slice(-2)).toEqual([
    'venue delivery.buy-in account:100 ordered',
    'venue delivery.buy-in account:100 NOTHING_FAILS',
  ]);
  lane.close();
});
