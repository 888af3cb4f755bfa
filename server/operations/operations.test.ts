// Operators against the real core: kill switches end ten thousand orders, another person switches on
// again, a proposal is done once, and every act stands in the audit log with who and why.

import { expect, test } from 'vitest';
import { REJECTS } from '../../shared/domain/reject.ts';
import { createBusLocal } from '../bus/bus-local.ts';
import { createInternalLane } from '../bus/internal-lane.ts';
import { writePlace } from '../core/command-writer.ts';
import { RECORD_WORDS } from '../core/commands.ts';
import {
  accountRecord,
  assetRecord,
  instrumentRecord,
  transferRecord,
} from '../core/definitions.ts';
import type { Engine } from '../core/engine-port.ts';
import { createEngine } from '../core/engine.ts';
import {
  EB,
  EVENT_BATCH_MAGIC,
  EVENT_SCHEMA_VERSION,
  EventKind,
  furtherBlocks,
} from '../core/events.ts';
import { simulatedAssets, simulatedInstruments } from '../liquidity/simulated-market.ts';
import { memoryAudit } from '../testing/memory-audit.ts';
import { PROPOSAL_LIFE_MICROS } from './four-eyes.ts';
import { openOperationsStore } from './four-eyes-sqlite.ts';
import { createOperations, type Operator } from './operations.ts';
import { createOperatorCommands, OPERATOR_SOURCE } from './operator-commands.ts';

const STAMPS = { journalMicros: 0, matchMicros: 0, durableMicros: 0 };
const ACCOUNTS = [100, 101, 102, 103, 104, 105];
const ORDERS_EACH = 1_700;
const NOW = 1_790_000_000_000_000;

/** Made by account 100 against 101, as the read model would tell it. */
const TRADE = {
  ...{ buyer: 100, seller: 101, instrument: 0, price: 1_000, qty: 3, tradeId: 7 },
  ...{ buyerFeeMinor: 0, sellerFeeMinor: 0 },
};

/** Of the quote asset, out of the core's own state. */
function availableOf(engine: Engine, account: number): number {
  const [{ quoteAsset }] = simulatedInstruments(1);
  let available = 0;
  engine.dump((words, blocks) => {
    const slots = new Float64Array(words.buffer, words.byteOffset, blocks * (RECORD_WORDS / 2));
    for (let at = 0; at < blocks * RECORD_WORDS;) {
      const isBalance = (words[at]! & 0xff) === EventKind.balance;
      if (isBalance && words[at + 1] === account && words[at + 2] === quoteAsset) {
        available = slots[(at >> 1) + 3]!;
      }
      at += (1 + furtherBlocks(words, at)) * RECORD_WORDS;
    }
  });
  return available;
}

const by = (user: string, atMicros = NOW): Operator => ({
  ...{ atMicros, who: { user, role: 'risk' }, address: '10.0.0.1' },
});

function venue() {
  const engine = createEngine();
  const bus = createBusLocal();
  const [instrument] = simulatedInstruments(1);
  let seq = 1;
  function apply(words: Int32Array): void {
    engine.clearEvents();
    engine.apply(words, new Float64Array(words.buffer), 0, words.length / RECORD_WORDS, NOW, 0);
  }
  bus.serveCommands((records) => {
    apply(new Int32Array(records.slice().buffer));
    const batch = new Int32Array((1 + engine.eventBlocks()) * RECORD_WORDS);
    batch.set(engine.eventWords.subarray(0, engine.eventBlocks() * RECORD_WORDS), RECORD_WORDS);
    batch[EB.magic] = EVENT_BATCH_MAGIC;
    batch[EB.version] = EVENT_SCHEMA_VERSION;
    batch[EB.blocks] = engine.eventBlocks();
    new Float64Array(batch.buffer)[EB.firstCommandSeqSlot] = seq;
    seq += engine.applied();
    setImmediate(() => bus.publishEvents(new Uint8Array(batch.buffer), STAMPS));
    return 0;
  });
  for (const asset of simulatedAssets()) apply(assetRecord(asset));
  apply(instrumentRecord(instrument));
  ACCOUNTS.forEach((account, k) => {
    apply(accountRecord(account));
    apply(transferRecord(account, instrument.quoteAsset, 1e14, 1, k + 1));
  });
  let id = 0;
  /** 0, or the code with which a resting buy order is refused. */
  function place(account: number): number {
    const words = new Int32Array(new Float64Array(RECORD_WORDS / 2).buffer);
    const price = Math.floor(instrument.openingTicks * 0.99);
    const fields = { account, instrument: 0, side: 0, price, qty: instrument.minQtyLots };
    writePlace(words, new Float64Array(words.buffer), 0, { ...fields, clientOrderId: ++id });
    apply(words);
    return (engine.eventWords[0]! & 0xff) === EventKind.rejected ? engine.eventWords[3]! : 0;
  }
  return { engine, bus, place };
}

async function desk() {
  const { engine, bus, place } = venue();
  const audit = await memoryAudit();
  const lane = createInternalLane({ bus, source: OPERATOR_SOURCE, startedMicros: NOW });
  const commands = createOperatorCommands({ lane, nowMicros: () => NOW });
  const store = await openOperationsStore(':memory:');
  const tradeOf = (id: number) => Promise.resolve(id === TRADE.tradeId ? TRADE : undefined);
  const operations = createOperations({ audit, commands, ...store, tradeOf });
  const trail = async () =>
    (await audit.search({ before: 0, limit: 100 }))
      .map(({ who, what, object, outcome }) => `${who.user} ${what} ${object} ${outcome}`)
      .reverse();
  const fill = () => {
    for (const account of ACCOUNTS) {
      for (let k = 0; k < ORDERS_EACH; k++) expect(place(account)).toBe(0);
    }
  };
  return { engine, place, operations, audit, trail, fill, lane };
}

test('halts of the venue and of an instrument: 10,200 orders gone, the next is refused', async () => {
  const { engine, place, operations, trail, fill, lane } = await desk();
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

test('a block is lifted by two persons, once', async () => {
  const { place, operations, trail, audit, lane } = await desk();
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
  const { place, operations, lane } = await desk();
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
  const { operations, trail, lane } = await desk();
  const answer = await operations.halt(by('anna'), 77, 'no such thing');
  expect(answer).toEqual({ refusal: REJECTS.unknownInstrument });
  expect(await trail()).toContain('anna trading.halt instrument:77 UNKNOWN_INSTRUMENT');
  lane.close();
});

test('a trade is taken back by two persons, once, and only when both can give it back', async () => {
  const { operations, engine, trail, lane } = await desk();
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
  const { operations, trail, lane } = await desk();
  expect(await operations.runBusinessDay(by('anna'), 20_500, 'end of day')).toEqual({ done: true });
  expect(await operations.runBusinessDay(by('anna'), 20_500, 'once more')).toEqual({ done: true });
  const back = await operations.runBusinessDay(by('anna'), 20_499, 'by mistake');
  expect(back).toEqual({ refusal: REJECTS.badField });
  expect(await trail()).toContain('anna business-day.run day:20499 BAD_FIELD');
  lane.close();
});
