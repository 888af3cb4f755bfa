// Penalties of deliveries that fail, the buy-in of what is missing, and the cash that takes its place: CSDR,
// Regulation (EU) 909/2014 art. 7, by worked figures.

import { describe, expect, test } from 'vitest';
import { dayOf } from '../../shared/domain/calendars/business-days.ts';
import { buyInDateOf, CSDR_PENALTY_PPM } from '../../shared/domain/calendars/settlement-fails.ts';
import { SettlementTerms } from '../../shared/domain/calendars/settlement-terms.ts';
import { AssetClass } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { buyInRecord, type BuyIn } from './buy-in.ts';
import { accountRecord, businessDayRecord, failDeliveryRecord, transferRecord } from './definitions.ts'; // prettier-ignore
import { createEngine } from './engine.ts';
import { createStage, STAGE_CAPACITY, type Stage } from './engine-stage.ts';
import { EVENT_WORDS, EventKind, Posting } from './events.ts';
import { penaltiesRecord } from './penalties.ts';

const MONDAY = dayOf('2026-11-30');
const { usStock } = SettlementTerms;
/** One percent a day of 10 lots at 1,000 is 100. */
const RATES = { ...CSDR_PENALTY_PPM, [AssetClass.stock]: 10_000 };

/** Account 3 sells 10 lots to 2 at 1,000 without fees and fails to deliver from Tuesday, the 1st, on. */
function market(fails = 0, fees = 0): Stage {
  const stage = createStage({ settlement: usStock, makerFeePpm: fees, takerFeePpm: fees });
  stage.second = MONDAY * 86_400 + 36_000;
  stage.run(penaltiesRecord(RATES));
  stage.run(businessDayRecord(MONDAY));
  stage.place(3, Side.sell, 10, 1_000);
  stage.place(2, Side.buy, 10, 1_000);
  for (let day = 1; day <= fails; day++) failTo(stage, day);
  return stage;
}

function failTo(stage: Stage, day: number, lots = 10): void {
  stage.run(failDeliveryRecord(3, 0, lots));
  stage.run(businessDayRecord(MONDAY + day));
}

/** Balances of the last command: [posting, account, asset, amount, forced]. */
function postings(stage: Stage): number[][] {
  return told(stage, EventKind.balance, (w, f) => [w[4]!, w[1]!, w[2]!, f[6]!, w[11]!]);
}

/** Obligations: [account, day, state, lots, money, failed since, penalties]. */
function owed(stage: Stage): number[][] {
  const dayOfRow = (day: number): number => (day === 0 ? 0 : day - MONDAY);
  return told(stage, EventKind.obligation, (w, f) => [
    ...[w[1]!, dayOfRow(w[3]!), w[4]!, f[3]!, f[4]!, dayOfRow(w[5]!), f[6]!],
  ]);
}

function told(
  stage: Stage,
  kind: number,
  read: (w: Int32Array, f: Float64Array) => number[],
): number[][] {
  const { eventWords, eventSlots, eventBlocks } = stage.engine;
  const rows: number[][] = [];
  for (let at = 0; at < eventBlocks() * EVENT_WORDS; at += EVENT_WORDS) {
    if ((eventWords[at]! & 0xff) !== kind) continue;
    rows.push(read(eventWords.subarray(at, at + EVENT_WORDS), eventSlots.subarray(at / 2)));
  }
  return rows;
}

const { penalty: PENALTY, buyIn: BUY_IN } = Posting;

describe('a penalty', () => {
  test('goes from who fails to who waits, for each day until it is tried again', () => {
    const stage = market();
    failTo(stage, 1);
    expect(postings(stage)).toEqual([
      [PENALTY, 2, 0, 100, 0],
      [PENALTY, 3, 0, -100, 0],
    ]);
    expect(owed(stage).filter(([, , state]) => state === 2)).toEqual([
      [2, 2, 2, 10, -10_000, 1, -100],
      [3, 2, 2, -10, 10_000, 1, 100],
    ]);
    failTo(stage, 2, 4);
    expect(postings(stage).map((row) => row[3])).toEqual([40, -40]);
    failTo(stage, 3, 3);
    // Friday's fail is tried again on Monday: three days.
    failTo(stage, 4, 2);
    expect(postings(stage).map((row) => row[3])).toEqual([60, -60]);
    expect(owed(stage).at(-1)).toEqual([3, 7, 2, -2, 2_000, 1, 230]);
    stage.run(businessDayRecord(MONDAY + 7));
    expect(postings(stage)).toEqual([]);
  });

  test('is shared by what is missing, the rest of the division to the last', () => {
    const stage = market();
    stage.place(3, Side.sell, 1, 1_000);
    stage.place(4, Side.buy, 1, 1_000);
    stage.place(3, Side.sell, 20, 1_005);
    stage.place(7, Side.buy, 20, 1_005);
    stage.run(transferRecord(7, 0, 50_000, 1, 99));
    stage.place(7, Side.buy, 20, 1_005);
    failTo(stage, 1, 1_000);
    // floor(31 lots * 1,005 / 100) = 311 to 10, 1 and 20 lots.
    expect(postings(stage).map(([, account, , amount]) => [account, amount])).toEqual([
      [2, 100],
      [3, -311],
      [4, 10],
      [7, 201],
    ]);
  });

  test('is paid by who cannot pay, on credit that grows', () => {
    const stage = market();
    stage.run(transferRecord(3, 0, -10_000_000, 1, 99));
    stage.place(3, Side.buy, 10, 1_000, { instrument: 1 });
    expect(stage.engine.liveOrders()).toBe(1);
    failTo(stage, 1);
    expect(postings(stage)[1]).toEqual([PENALTY, 3, 0, -100, 1]);
  });

  test('is nothing at a rate of 0, and the rates are kept', () => {
    const stage = market();
    stage.run(penaltiesRecord({ ...RATES, [AssetClass.stock]: 0 }));
    failTo(stage, 1);
    expect(postings(stage)).toEqual([]);
    stage.run(penaltiesRecord(RATES));
    const twin = createEngine(STAGE_CAPACITY);
    twin.restore(stage.engine.snapshot());
    expect(twin.stateHash()).toBe(stage.engine.stateHash());
    stage.run(penaltiesRecord(CSDR_PENALTY_PPM));
    expect(twin.stateHash()).not.toBe(stage.engine.stateHash());
    expect(stage.run(penaltiesRecord({ ...RATES, 1: 10_001 }))).toEqual(['rejected a0 2003']);
    expect(stage.run(penaltiesRecord({ ...RATES, 1: -1 }))).toEqual(['rejected a0 2003']);
  });

  test('a fail that a purchase outweighs is none any more', () => {
    const stage = market(1);
    stage.place(4, Side.sell, 4, 1_000);
    stage.place(3, Side.buy, 4, 1_000);
    expect(owed(stage)[1]).toEqual([3, 2, 2 - 2, -6, 6_000, 1, 100]);
    stage.place(4, Side.sell, 7, 1_000);
    stage.place(3, Side.buy, 7, 1_000);
    expect(owed(stage)[1]).toEqual([3, 2, 0, 1, -1_000, 0, 0]);
  });
});

describe('a buy-in', () => {
  const given: BuyIn = { account: 3, instrument: 0, price: 1_100, lots: 10, agent: 4 };
  /** Tuesday's fail is due on Monday: Wednesday, Thursday, Friday, Monday. */
  const due = (fees = 0): Stage => {
    const stage = market(4, fees);
    failTo(stage, 7);
    return stage;
  };

  test('is due four business days after the value date for shares, seven for others', () => {
    expect(buyInDateOf(usStock, AssetClass.stock, MONDAY + 1)).toBe(MONDAY + 7);
    expect(buyInDateOf(usStock, AssetClass.bond, MONDAY + 1)).toBe(MONDAY + 10);
    expect(market(4).run(buyInRecord(given))).toEqual(['rejected a3 5055']);
    expect(due().run(buyInRecord(given))[0]).toMatch(/^event 10/);
  });

  test('the agent delivers for money, and what was owed settles with it', () => {
    const stage = due();
    stage.run(buyInRecord(given));
    expect(postings(stage)).toEqual([
      [BUY_IN, 4, 1, -10, 0],
      [BUY_IN, 4, 0, 11_000, 0],
      [BUY_IN, 3, 1, 10, 0],
      [BUY_IN, 3, 0, -11_000, 0],
    ]);
    expect(owed(stage).map((row) => row.slice(0, 5))).toEqual([
      [3, 8, 1, -10, 10_000],
      [2, 8, 1, 10, -10_000],
    ]);
    // Sold at 1,000, bought back at 1,100; the penalties are no part of the result of the position.
    expect(told(stage, EventKind.position, (w, f) => [w[1]!, f[3]!, f[4]!, f[5]!])).toEqual([
      [4, -10, -11_000, 0],
      [3, 0, 0, -1_000],
    ]);
    stage.run(businessDayRecord(MONDAY + 8));
    expect(owed(stage)).toEqual([]);
  });

  test('at no price of its own is at the reference', () => {
    const stage = due();
    stage.run(buyInRecord({ ...given, price: 0, lots: 3 }));
    expect(postings(stage)[1]).toEqual([BUY_IN, 4, 0, 3_000, 0]);
  });

  test('in part leaves the rest failing, fees between the sides', () => {
    const stage = due(1_000);
    stage.run(buyInRecord({ ...given, lots: 3 }));
    expect(owed(stage).map((row) => row.slice(0, 6))).toEqual([
      [3, 8, 1, -3, 2_997, 1],
      [3, 8, 2, -7, 6_993, 1],
      [2, 8, 1, 3, -3_003, 1],
      [2, 8, 2, 7, -7_007, 1],
      [1, 8, 1, 0, 6, 0],
      [1, 8, 0, 0, 14, 0],
    ]);
  });

  test('is paid on credit by who has no money', () => {
    const stage = due();
    stage.run(transferRecord(3, 0, -9_990_000, 1, 99));
    stage.place(3, Side.buy, 12, 1_000, { instrument: 1 });
    stage.run(buyInRecord(given));
    expect(postings(stage)[3]).toEqual([BUY_IN, 3, 0, -11_000, 1]);
  });

  /** Sets the reference price; its rows stand on the same value date. */
  function tradeOfOthers(stage: Stage, price: number): void {
    stage.run(transferRecord(7, 0, 10_000, 1, 99));
    stage.place(4, Side.sell, 1, price);
    stage.place(7, Side.buy, 1, price);
  }

  test('without a seller: the trade goes back, and the receiver gets the difference', () => {
    const stage = due(1_000);
    tradeOfOthers(stage, 1_200);
    stage.run(buyInRecord({ ...given, price: 0, agent: 0 }));
    expect(postings(stage)).toEqual([
      [BUY_IN, 2, 1, -10, 0],
      [BUY_IN, 2, 0, 12_000, 0],
      [BUY_IN, 1, 0, -20, 0],
      [BUY_IN, 3, 1, 10, 0],
      [BUY_IN, 3, 0, -11_980, 0],
    ]);
    expect(told(stage, EventKind.position, (w, f) => [w[1]!, f[3]!, f[5]!])).toEqual([
      [2, 0, 12_000 - 10_010],
      [3, 0, 9_990 - 11_980],
    ]);
  });

  test('below the price of the trade the receiver gets back what it paid', () => {
    const stage = due();
    tradeOfOthers(stage, 900);
    stage.run(buyInRecord({ ...given, price: 0, agent: 0, lots: 4 }));
    expect(postings(stage).map(([, account, asset, amount]) => [account, asset, amount])).toEqual([
      [2, 1, -4],
      [2, 0, 4_000],
      [3, 1, 4],
      [3, 0, -4_000],
    ]);
  });

  test.each([
    [{ lots: 11 }, 5054],
    [{ account: 2 }, 5054],
    [{ instrument: 1 }, 5054],
    [{ price: 1_201 }, 5056],
    [{ price: 799 }, 5056],
    [{ lots: 0 }, 2003],
    [{ price: -1 }, 2003],
    [{ agent: 0 }, 2003],
    [{ agent: 3 }, 2003],
    [{ agent: 1 }, 5001],
    [{ agent: 9 }, 5001],
    [{ account: 9 }, 5001],
    [{ instrument: 2 }, 2004],
    [{ agent: 7 }, 3003],
  ])('%j is refused', (change, code) => {
    const stage = due();
    const [line] = stage.run(buyInRecord({ ...given, ...change }));
    expect(line).toMatch(new RegExp(`^rejected a\\d ${code}$`));
    expect(stage.run(buyInRecord({ ...given, price: 1_200 }))[0]).toMatch(/^event/);
  });

  test('an agent sells nothing that it has not received yet', () => {
    const stage = due();
    stage.run(accountRecord(8));
    stage.run(transferRecord(8, 0, 100_000, 1, 99));
    stage.place(4, Side.sell, 10, 1_000);
    stage.place(8, Side.buy, 10, 1_000);
    expect(stage.run(buyInRecord({ ...given, agent: 8 }))).toEqual(['rejected a3 3003']);
  });

  test('the same command of a source is done once', () => {
    const stage = due();
    expect(stage.run(buyInRecord({ ...given, lots: 2 }, 6, 1)).length).toBeGreaterThan(1);
    expect(stage.run(buyInRecord({ ...given, lots: 2 }, 6, 1))).toEqual([]);
  });
});
