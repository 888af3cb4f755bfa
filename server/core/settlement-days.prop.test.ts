// 1,000 seeded runs of ten business days and more, with trades, deliveries that fail wholly, in part and
// again, busts, penalties and buy-ins: after every command the invariants I1-I10 hold, nothing settles with
// one leg, and what is paid is received (row B12 of reliability.md).

import { afterAll, expect, test } from 'vitest';
import { dayOf } from '../../shared/domain/calendars/business-days.ts';
import { buyInDateOf } from '../../shared/domain/calendars/settlement-fails.ts';
import { SettlementTerms } from '../../shared/domain/calendars/settlement-terms.ts';
import { AssetClass } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { mutatedCores, type CreateEngine } from '../testing/mutated-core.ts';
import { prng, type Prng } from '../testing/prng.ts';
import { createSettlementBooks, type SettlementBooks } from '../testing/settlement-books.ts';
import { buyInRecord } from './buy-in.ts';
import { accountRecord, businessDayRecord, failDeliveryRecord, transferRecord } from './definitions.ts'; // prettier-ignore
import { createEngine } from './engine.ts';
import { createStage, type Stage } from './engine-stage.ts';
import { EVENT_WORDS, EventKind, SELL_BIT, TAKER_BIT } from './events.ts';
import { penaltiesRecord } from './penalties.ts';
import { reversalRecord } from './trade-reversal.ts';

const SEED = Number(process.env['OPENBELL_SEED'] ?? Date.now() % 2 ** 31);
const RUNS = Number(process.env['OPENBELL_RUNS'] ?? 1_000);
const DAYS = 10;
const MONDAY = dayOf('2026-11-23');
const TRADERS = [2, 3, 4, 8, 9];
const AGENT = 10;
const { usStock, hkStock, cnStock, fundThreeDays } = SettlementTerms;

const cores = mutatedCores();
afterAll(cores.remove);

interface Trade {
  readonly id: number;
  readonly instrument: number;
  readonly price: number;
  readonly qty: number;
  readonly account: number;
  readonly fee: number;
}

/** A venue of one run, what it traded, what fails in it, and the books that watch it. */
interface Run {
  readonly stage: Stage;
  readonly random: Prng;
  readonly books: SettlementBooks;
  readonly terms: SettlementTerms;
  readonly busted: Set<number>;
  sides: { buy: Trade; sell: Trade }[];
  fails: Map<string, { account: number; instrument: number; lots: number; since: number }>;
  day: number;
  commands: number;
  done: string[];
}

function begin(seed: number, create: CreateEngine): Run {
  const random = prng(seed);
  const terms = random.pick([usStock, hkStock, cnStock, fundThreeDays]);
  const instrument = {
    settlement: terms,
    makerFeePpm: random.pick([0, 1_000]),
    takerFeePpm: random.pick([0, 777, 3_000]),
    tickValueMinor: random.pick([1, 7]),
  };
  const stage = createStage({ ...instrument, maxNotionalMinor: 2 ** 40 }, {}, create);
  const books = createSettlementBooks();
  const run: Run = {
    ...{ stage, random, books, terms, busted: new Set<number>(), sides: [] },
    ...{ fails: new Map(), day: MONDAY, commands: 0, done: [] },
  };
  let seq = 1_000;
  for (const account of [8, 9, AGENT]) {
    stage.run(accountRecord(account));
    stage.run(transferRecord(account, 0, account === 9 ? 30_000 : 9_000_000, 1, ++seq));
    for (const asset of [1, 2]) {
      stage.run(transferRecord(account, asset, account === AGENT ? 100_000 : 300, 1, ++seq));
    }
  }
  stage.run(penaltiesRecord({ 0: 100, 1: 20, 2: 50, 3: random.pick([0, 10_000]), 4: 0 }));
  step(run, () => stage.run(businessDayRecord(MONDAY)));
  return run;
}

/** One command; the stage itself looks at I1-I10. */
function step(run: Run, command: () => string[]): string[] {
  const { stage, books } = run;
  stage.second = run.day * 86_400 + 36_000;
  const lines = command();
  run.commands++;
  const { eventWords, eventSlots } = stage.engine;
  const wrong = books.see(eventWords, eventSlots, stage.engine.eventBlocks());
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  learn(run);
  return lines;
}

function learn(run: Run): void {
  const { engine } = run.stage;
  const { eventWords: w, eventSlots: f } = engine;
  let last: Trade | undefined;
  for (let block = 0; block < engine.eventBlocks(); block++) {
    const at = block * EVENT_WORDS;
    const kind = w[at]! & 0xff;
    const [account, instrument] = [w[at + 1]!, w[at + 2]!];
    if (kind === EventKind.fill) {
      const [id, fee] = [f[at / 2 + 4]!, f[at / 2 + 6]!];
      const side = { id, instrument, price: w[at + 3]!, qty: w[at + 4]!, account, fee };
      const isSell = (w[at]! & SELL_BIT) !== 0;
      if ((w[at]! & TAKER_BIT) === 0) last = side;
      else run.sides.push(isSell ? { buy: last!, sell: side } : { buy: side, sell: last! });
    }
    if (kind !== EventKind.obligation) continue;
    const key = `${account} ${instrument}`;
    const [lots, since] = [f[at / 2 + 3]!, w[at + 5]!];
    if (w[at + 4] === 1) run.fails.delete(key);
    else if (since !== 0 && lots < 0) {
      run.fails.set(key, { account, instrument, lots: -lots, since });
    }
  }
}

function trade(run: Run): void {
  const { stage, random } = run;
  const [seller, buyer] = [random.pick(TRADERS), random.pick(TRADERS)];
  if (seller === buyer) return;
  const [qty, price] = [1 + random.below(30), 900 + random.below(200)];
  const more = { instrument: random.below(2) };
  step(run, () => stage.place(seller, Side.sell, qty, price, more));
  step(run, () => stage.place(buyer, Side.buy, qty, price, { ...more, tif: 1 }));
  step(run, () => stage.cancelMany({ account: seller, cause: 1 }));
}

function fail(run: Run): void {
  const { stage, random, fails } = run;
  const again = [...fails.values()].filter(() => random.chance(4, 5));
  for (const { account, instrument, lots } of again) {
    const most = random.chance(1, 3) ? 1 + random.below(lots) : lots;
    step(run, () => stage.run(failDeliveryRecord(account, instrument, most)));
  }
  if (random.chance(1, 3)) return;
  const [account, lots] = [random.pick(TRADERS), random.pick([1, 7, 1_000])];
  step(run, () => stage.run(failDeliveryRecord(account, random.below(2), lots)));
}

function bust(run: Run): void {
  const { stage, random, sides, busted } = run;
  if (sides.length === 0 || !random.chance(1, 4)) return;
  const { buy, sell } = random.pick(sides);
  if (busted.has(buy.id)) return;
  busted.add(buy.id);
  const { instrument, price, qty, id: tradeId } = buy;
  const reversal = {
    ...{ buyer: buy.account, seller: sell.account, instrument, price, qty, tradeId },
    ...{ buyerFeeMinor: buy.fee, sellerFeeMinor: sell.fee, forced: true },
    valueDate: run.day + random.below(4),
  };
  step(run, () => stage.run(reversalRecord(reversal)));
}

/** Some of what is due, in whole or in part, from an agent that has it or not, or for cash. */
function buyIn(run: Run): void {
  const { stage, random, terms, day } = run;
  for (const { account, instrument, lots, since } of run.fails.values()) {
    const isDue = day >= buyInDateOf(terms, AssetClass.stock, since);
    if (!random.chance(isDue ? 2 : 1, 3)) continue;
    const agent = random.pick([0, 0, AGENT, AGENT, AGENT, 3]);
    const price = agent === 0 ? 0 : 850 + random.below(300);
    const part = random.chance(1, 2) ? lots : 1 + random.below(lots);
    const record = buyInRecord({ account, instrument, price, lots: part, agent });
    const [line] = step(run, () => stage.run(record));
    const isRefused = line!.startsWith('rejected');
    if (!isDue && !isRefused) throw new Error(`bought in before its time: ${line!}`);
    run.done.push(isRefused ? line!.slice(-4) : agent === 0 ? 'cash' : 'bought in');
  }
}

/** Applies the seed's commands; throws what is wrong. */
function runOf(seed: number, create: CreateEngine): Run {
  const run = begin(seed, create);
  for (let day = 0; day < DAYS; day++) {
    for (let left = 1 + run.random.below(4); left > 0; left--) trade(run);
    bust(run);
    fail(run);
    run.day += run.random.pick([1, 1, 1, 2, 4]);
    step(run, () => run.stage.run(businessDayRecord(run.day)));
    buyIn(run);
  }
  return run;
}

test(`${RUNS} runs of ${DAYS} business days, seed ${SEED}`, { timeout: 600_000 }, () => {
  const total = { commands: 0, settled: 0, inPart: 0, penalties: 0, boughtIn: 0 };
  const acts: Record<string, number> = {};
  for (let k = 0; k < RUNS; k++) {
    const run = runOf(SEED + k, createEngine);
    const { settled, inPart, penalties, boughtIn } = run.books.seen;
    total.commands += run.commands;
    total.settled += settled;
    total.inPart += inPart;
    total.penalties += penalties;
    total.boughtIn += boughtIn;
    for (const act of run.done) acts[act] = (acts[act] ?? 0) + 1;
  }
  process.stdout.write(
    `${RUNS} runs of ${DAYS} days held: ${JSON.stringify({ ...total, ...acts })}\n`,
  );
  expect(acts['bought in']).toBeGreaterThan(RUNS / 10);
  expect(acts['cash']).toBeGreaterThan(RUNS / 10);
  expect(total.inPart).toBeGreaterThan(RUNS);
  expect(total.penalties).toBeGreaterThan(RUNS);
});

test('control: a penalty on one side, a leg alone and a buy-in without its money are found', async () => {
  const faults = [
    ['penalties.ts', 'return 0 - part;', 'return 0;'],
    ['settlement.ts', 'const money = shareOf(row, lots);', 'const money = row.money;'],
    ['buy-in.ts', 'entries(agent, instrument, 0 - lots, value, account);', 'entries(agent, instrument, 0 - lots, 0, account);'],
    ['buy-in.ts', 'if (counters[CounterSlot.businessDay]! < due)', 'if (counters[CounterSlot.businessDay]! < 0)'],
  ] as const; // prettier-ignore
  for (const [file, find, replace] of faults) {
    const create = await cores.create({ file, find, replace });
    const tries = (): void => {
      for (let seed = 1; seed <= 50; seed++) runOf(seed, create);
    };
    expect(tries, find).toThrow();
  }
});
