// Operators against the real core: kill switches end ten thousand orders, another person switches on
// again, a proposal is done once, and every act stands in the audit log with who and why.

import { expect, test } from 'vitest';
import { Phase } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { availableOf, by, NOW, officeStage } from '../testing/office-stage.ts';
import { PROPOSAL_LIFE_MICROS } from './four-eyes.ts';

test('halts of the venue and of an instrument: 10,200 orders gone, the next is refused', async () => {
  const { engine, place, operations, trail, fill, lane } = await officeStage();
  for (const target of ['venue', 0] as const) {
    fill();
    expect(engine.liveOrders()).toBe(10_200);
    expect(await operations.halt(by('anna'), target, 'a runaway program')).toEqual({ done: true });
    expect(engine.liveOrders()).toBe(0);
    expect(place(100)).toBe(REJECTS.instrumentHalted.code);
    const again = await operations.resume(by('anna'), target, 'it is mended');
    expect(again).toEqual({ refusal: REJECTS.secondPersonNeeded });
    expect(place(100)).toBe(REJECTS.instrumentHalted.code);
    expect(await operations.resume(by('bert'), target, 'I looked at it')).toEqual({ done: true });
    expect(place(100)).toBe(0);
    await operations.halt(by('carl'), target, 'to begin anew');
    await operations.resume(by('bert'), target, 'to begin anew');
  }
  expect((await trail()).slice(0, 5)).toEqual([
    'anna trading.halt venue ordered',
    'anna trading.halt venue done',
    'anna trading.resume venue SECOND_PERSON_NEEDED',
    'bert trading.resume venue ordered',
    'bert trading.resume venue done',
  ]);
  lane.close();
});

test('an auction collects until another person resumes; a halt may end in one', async () => {
  const { engine, place, operations, trail, lane } = await officeStage();
  const refused = { refusal: REJECTS.secondPersonNeeded };
  const auction = (user: string) => operations.callAuction(by(user), 0, 'news are due');
  expect(await auction('anna')).toEqual({ done: true });
  expect(place(100)).toBe(0);
  expect(engine.instruments()[0]!.phase).toBe(Phase.auction);
  expect(await operations.resume(by('anna'), 0, 'they are out')).toEqual(refused);
  expect(await operations.resume(by('bert'), 0, 'they are out')).toEqual({ done: true });
  expect(engine.instruments()[0]!.phase).toBe(Phase.open);
  await operations.halt(by('anna'), 0, 'a runaway program');
  expect(await auction('anna')).toEqual(refused);
  expect(await auction('bert')).toEqual({ done: true });
  // Who halted it has stopped it, whoever called the auction.
  expect(await operations.resume(by('anna'), 0, 'it is mended')).toEqual(refused);
  expect(await operations.resume(by('bert'), 0, 'I looked at it')).toEqual({ done: true });
  expect(await operations.callAuction(by('anna'), 77, 'no such thing')).toHaveProperty('refusal');
  expect((await trail()).filter((line) => line.includes('trading.auction'))).toEqual([
    'anna trading.auction instrument:0 ordered',
    'anna trading.auction instrument:0 done',
    'anna trading.auction instrument:0 SECOND_PERSON_NEEDED',
    'bert trading.auction instrument:0 ordered',
    'bert trading.auction instrument:0 done',
    'anna trading.auction instrument:77 ordered',
    'anna trading.auction instrument:77 UNKNOWN_INSTRUMENT',
  ]);
  lane.close();
});

test('a block is lifted by two persons, once', async () => {
  const { place, operations, trail, audit, lane } = await officeStage();
  await operations.block(by('anna'), 100, 'orders without end');
  expect([place(100), place(101)]).toEqual([REJECTS.accountBlocked.code, 0]);
  const asked = await operations.proposeUnblock(by('anna'), 100, 'the owner called');
  if ('refusal' in asked) throw new Error('it is proposed');
  const { id } = asked.proposal;
  expect(await operations.confirm(by('anna'), id, 'me too')).toEqual({
    refusal: REJECTS.secondPersonNeeded,
  });
  expect(place(100)).toBe(REJECTS.accountBlocked.code);
  const both = await Promise.all(
    ['bert', 'carl', 'dora'].map((user) => operations.confirm(by(user), id, 'I agree')),
  );
  expect(both.filter((one) => 'done' in one)).toHaveLength(1);
  expect(both.filter((one) => 'refusal' in one && one.refusal === REJECTS.proposalOver)).toHaveLength(2); // prettier-ignore
  expect(place(100)).toBe(0);
  expect(operations.proposals()).toMatchObject([{ state: 'done', confirmedBy: 'bert' }]);
  expect(await trail()).toContain('bert account.unblock account:100 done');
  expect(await audit.search({ what: 'account.unblock', before: 0, limit: 1 })).toMatchObject([
    { onBehalfOf: 'account:100', why: 'I agree', details: { proposedBy: 'anna' } },
  ]);
  lane.close();
});

test('limits need a second person; a proposal ends after a day, or when it is withdrawn', async () => {
  const { place, operations, lane } = await officeStage();
  const row = { restricted: 1 };
  const propose = async () => {
    const asked = await operations.proposeLimits(by('anna'), { account: 100, instrument: -1, row }, 'asked by risk'); // prettier-ignore
    if ('refusal' in asked) throw new Error('it is proposed');
    return asked.proposal.id;
  };
  const late = by('bert', NOW + PROPOSAL_LIFE_MICROS);
  const over = { refusal: REJECTS.proposalOver };
  expect(await operations.confirm(late, await propose(), 'too late')).toEqual(over);
  const taken = await propose();
  expect(await operations.withdraw(by('anna'), taken, 'a mistake')).toEqual({ done: true });
  expect(await operations.confirm(by('bert'), taken, 'I agree')).toEqual(over);
  expect(place(100)).toBe(0);
  expect(await operations.confirm(by('bert'), await propose(), 'I agree')).toEqual({ done: true });
  expect([place(100), place(101)]).toEqual([REJECTS.instrumentRestricted.code, 0]);
  const unknown = await operations.confirm(by('bert'), 99, 'I agree');
  expect(unknown).toEqual({ refusal: REJECTS.unknownProposal });
  lane.close();
});

test('what the core refuses is told, and stands in the log', async () => {
  const { operations, trail, lane } = await officeStage();
  const answer = await operations.halt(by('anna'), 77, 'no such thing');
  expect(answer).toEqual({ refusal: REJECTS.unknownInstrument });
  expect(await trail()).toContain('anna trading.halt instrument:77 UNKNOWN_INSTRUMENT');
  lane.close();
});

test('a trade is taken back by two persons, once, and only when both can give it back', async () => {
  const { operations, engine, trail, lane } = await officeStage();
  const cash = () => availableOf(engine, 100);
  const propose = async (forced: boolean) => {
    const asked = await operations.proposeBust(by('anna'), { trade: 7, forced }, 'a wrong price');
    if ('refusal' in asked) throw new Error('it is proposed');
    return asked.proposal.id;
  };
  // The buyer never held the shares that it would have to give back.
  const poor = await operations.confirm(by('bert'), await propose(false), 'I agree');
  expect(poor).toEqual({ refusal: REJECTS.insufficientHoldings });
  const before = cash();
  const id = await propose(true);
  const other = await propose(true);
  const alone = await operations.confirm(by('anna'), id, 'I agree with me');
  expect(alone).toEqual({ refusal: REJECTS.secondPersonNeeded });
  expect(await operations.confirm(by('bert'), id, 'I agree')).toEqual({ done: true });
  expect(cash()).not.toBe(before);
  const after = cash();
  expect(await operations.confirm(by('bert'), other, 'again')).toEqual({
    refusal: REJECTS.proposalOver,
  });
  expect(await operations.proposeBust(by('anna'), { trade: 7, forced: true }, 'again')).toEqual({
    refusal: REJECTS.proposalOver,
  });
  expect(cash()).toBe(after);
  expect(await operations.proposeBust(by('anna'), { trade: 8, forced: true }, 'none')).toEqual({
    refusal: REJECTS.unknownTrade,
  });
  expect(await trail()).toContain('bert trade.bust trade:7 done');
  lane.close();
});

test('the business day goes forward, never back', async () => {
  const { operations, trail, lane } = await officeStage();
  expect(await operations.runBusinessDay(by('anna'), 20_500, 'end of day')).toEqual({ done: true });
  expect(await operations.runBusinessDay(by('anna'), 20_500, 'once more')).toEqual({ done: true });
  const back = await operations.runBusinessDay(by('anna'), 20_499, 'by mistake');
  expect(back).toEqual({ refusal: REJECTS.badField });
  expect(await trail()).toContain('anna business-day.run day:20499 BAD_FIELD');
  lane.close();
});
