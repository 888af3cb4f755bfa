// Obligations, the clearing run, fails, what may be sold and withdrawn, and the bust of a trade. Rows B12
// of reliability.md, J6 and J7 of features.md; DVP after CPSS-IOSCO PFMI principle 12.

import { describe, expect, test } from 'vitest';
import { dayOf } from '../../shared/domain/calendars/business-days.ts';
import { SettlementTerms } from '../../shared/domain/calendars/settlement-terms.ts';
import { Side } from '../../shared/domain/order.ts';
import { PAYOUT_ACCOUNT } from './commands.ts';
import {
  businessDayRecord,
  failDeliveryRecord,
  instrumentRecord,
  moveRecord,
  transferRecord,
} from './definitions.ts';
import { createEngine } from './engine.ts';
import { createStage, STAGE_CAPACITY, STAGE_INSTRUMENT, type Stage } from './engine-stage.ts';
import { EVENT_WORDS, EventKind } from './events.ts';
import { reversalRecord } from './trade-reversal.ts';

const [BUY, SELL] = [Side.buy, Side.sell];
const MONDAY = dayOf('2026-11-23');
const { usStock, cnStock, fundThreeDays } = SettlementTerms;

function market(settlement: SettlementTerms, fees = 0): Stage {
  const stage = createStage({ settlement, makerFeePpm: fees, takerFeePpm: fees });
  stage.second = MONDAY * 86_400 + 36_000;
  stage.run(businessDayRecord(MONDAY));
  return stage;
}

function trade(stage: Stage, buyer: number, seller: number, qty: number, price: number): void {
  stage.place(seller, SELL, qty, price);
  stage.place(buyer, BUY, qty, price);
}

/** The obligations told by the last command: [account, day after Monday, status, lots, money]. */
function told(stage: Stage): number[][] {
  const { eventWords: w, eventSlots: f } = stage.engine;
  const rows: number[][] = [];
  for (let block = 0; block < stage.engine.eventBlocks(); block++) {
    const at = block * EVENT_WORDS;
    if ((w[at]! & 0xff) !== EventKind.obligation) continue;
    rows.push([w[at + 1]!, w[at + 3]! - MONDAY, w[at + 4]!, f[at / 2 + 3]!, f[at / 2 + 4]!]);
  }
  return rows;
}

function run(stage: Stage, days: number): number[][] {
  stage.run(businessDayRecord(MONDAY + days));
  return told(stage);
}

describe('obligations', () => {
  test('are netted by account, instrument and value date, fees included', () => {
    const stage = market(usStock, 1_000);
    trade(stage, 2, 3, 10, 1_000);
    expect(told(stage)).toEqual([
      [3, 1, 0, -10, 9_990],
      [2, 1, 0, 10, -10_010],
      [1, 1, 0, 0, 20],
    ]);
    trade(stage, 3, 2, 4, 500);
    expect(told(stage).map((row) => row.slice(3))).toEqual([
      [6, -8_012],
      [-6, 7_988],
      [0, 24],
    ]);
  });

  test('settle on their date, once', () => {
    const stage = market(usStock, 1_000);
    trade(stage, 2, 3, 10, 1_000);
    expect(run(stage, 0)).toEqual([]);
    expect(run(stage, 1)).toEqual([
      [2, 1, 1, 10, -10_010],
      [3, 1, 1, -10, 9_990],
      [1, 1, 1, 0, 20],
    ]);
    const hash = stage.engine.stateHash();
    expect(run(stage, 1)).toEqual([]);
    expect(stage.engine.stateHash()).toBe(hash);
    expect(stage.run(businessDayRecord(MONDAY))).toEqual(['rejected a0 2003']);
  });

  test('a jump over several dates settles them in order', () => {
    const stage = market(usStock);
    trade(stage, 2, 3, 1, 100);
    run(stage, 1);
    trade(stage, 3, 4, 2, 100);
    stage.run(businessDayRecord(MONDAY + 30));
    expect(told(stage)).toEqual([
      [3, 2, 1, 2, -200],
      [4, 2, 1, -2, 200],
    ]);
  });

  test('an instrument that settles at once owes nothing', () => {
    const stage = market(SettlementTerms.atOnce);
    trade(stage, 2, 3, 10, 1_000);
    expect(told(stage)).toEqual([]);
  });

  test('are part of snapshot and hash, with fails to come', () => {
    const stage = market(cnStock, 777);
    trade(stage, 2, 3, 7, 913);
    stage.run(failDeliveryRecord(3, 0, 3));
    const twin = createEngine(STAGE_CAPACITY);
    twin.restore(stage.engine.snapshot());
    expect(twin.stateHash()).toBe(stage.engine.stateHash());
    expect(twin.brokenInvariants()).toEqual([]);
    const record = businessDayRecord(MONDAY + 1);
    const slots = new Float64Array(record.buffer);
    stage.run(record);
    twin.clearEvents();
    twin.apply(record, slots, 0, 1, stage.second * 1e6, 0);
    expect(twin.stateHash()).toBe(stage.engine.stateHash());
  });

  test('at the limit of the table orders are refused, cancels are not', () => {
    const settlement = usStock;
    const stage = createStage({ settlement }, { obligations: 3 });
    stage.place(4, SELL, 1, 2_000);
    const resting = stage.lastOrderId();
    trade(stage, 2, 3, 1, 1_000);
    expect(stage.place(2, BUY, 1, 900)[0]).toBe('rejected a2 9007');
    expect(stage.place(2, BUY, 1, 900, { instrument: 1 })[0]).toBe('rejected a2 9007');
    expect(stage.cancel({ account: 4, orderId: resting })[0]).toMatch(/^done/);
    stage.run(businessDayRecord(20_000));
    expect(stage.place(2, BUY, 1, 900)[0]).toMatch(/^accepted/);
  });
});

describe('a delivery that fails', () => {
  test('wholly: neither lots nor money move, all of it is tried again the next day', () => {
    const stage = market(usStock);
    trade(stage, 2, 3, 10, 1_000);
    stage.run(failDeliveryRecord(3, 0, 10));
    expect(run(stage, 1)).toEqual([
      [2, 1, 1, 0, 0],
      [2, 2, 2, 10, -10_000],
      [3, 1, 1, 0, 0],
      [3, 2, 2, -10, 10_000],
    ]);
    expect(run(stage, 1)).toEqual([]);
    expect(run(stage, 2)).toEqual([
      [2, 2, 1, 10, -10_000],
      [3, 2, 1, -10, 10_000],
    ]);
  });

  test('in part: receivers are served in order, money moves with the lots', () => {
    const stage = market(usStock);
    trade(stage, 2, 3, 6, 1_000);
    trade(stage, 4, 3, 4, 1_000);
    stage.run(failDeliveryRecord(3, 0, 3));
    expect(run(stage, 1)).toEqual([
      [2, 1, 1, 6, -6_000],
      [3, 1, 1, -7, 7_000],
      [3, 2, 2, -3, 3_000],
      [4, 1, 1, 1, -1_000],
      [4, 2, 2, 3, -3_000],
    ]);
    expect(run(stage, 2)).toHaveLength(2);
  });

  test('of more than is owed, of nothing, taken back, by nobody', () => {
    const stage = market(usStock);
    trade(stage, 2, 3, 10, 1_000);
    stage.run(failDeliveryRecord(3, 0, 99));
    stage.run(failDeliveryRecord(3, 0, 0));
    expect(run(stage, 1)).toHaveLength(2);
    expect(stage.run(failDeliveryRecord(3, 0, -1))).toEqual(['rejected a3 2003']);
    expect(stage.run(failDeliveryRecord(9, 0, 1))).toEqual(['rejected a9 5001']);
    expect(stage.run(failDeliveryRecord(3, 2, 1))).toEqual(['rejected a3 2004']);
  });
});

describe('before it is delivered', () => {
  test('what was bought may be sold in New York, not in Shanghai', () => {
    for (const [settlement, answer] of [
      [usStock, 'accepted a2 sell 10001 @5'],
      [cnStock, 'rejected a2 3003'],
    ] as const) {
      const stage = market(settlement);
      stage.run(
        instrumentRecord({
          ...STAGE_INSTRUMENT,
          ...{ settlement, maxQtyLots: 20_000, version: 2 },
          ...{ makerFeePpm: 0, takerFeePpm: 0 },
        }),
      );
      trade(stage, 2, 3, 10, 100);
      expect(stage.place(2, SELL, 10_001, 5)[0]).toBe(answer);
      if (settlement === usStock) continue;
      expect(stage.place(2, SELL, 10_000, 5)[0]).toMatch(/^accepted/);
      stage.cancelMany({ account: 2, cause: 1 });
      run(stage, 1);
      expect(stage.place(2, SELL, 10_010, 5)[0]).toMatch(/^accepted/);
    }
  });

  test('selling on the day does not free what was bought on it', () => {
    const stage = market(cnStock);
    trade(stage, 2, 3, 100, 100);
    stage.run(transferRecord(2, 1, -9_990, 5, 1));
    trade(stage, 3, 2, 10, 100);
    expect(stage.place(2, SELL, 1, 100)[0]).toBe('rejected a2 3003');
  });

  test('money to be received buys, but does not leave', () => {
    const stage = market(fundThreeDays);
    trade(stage, 2, 3, 10, 1_000);
    const all = 10_010_000;
    expect(stage.run(moveRecord(3, PAYOUT_ACCOUNT, 0, all, 5, 1))).toEqual(['rejected a3 3002']);
    expect(stage.run(transferRecord(3, 0, -all, 5, 2))).toEqual(['rejected a3 3002']);
    const settled = all - 10_000;
    expect(stage.run(moveRecord(3, PAYOUT_ACCOUNT, 0, settled, 5, 3))).toHaveLength(2);
    expect(stage.run(moveRecord(3, PAYOUT_ACCOUNT, 0, 1, 5, 4))).toEqual(['rejected a3 3002']);
    expect(stage.place(3, BUY, 10, 1_000)[0]).toMatch(/^accepted/);
    stage.cancelMany({ account: 3, cause: 1 });
    run(stage, 7);
    expect(stage.run(moveRecord(3, PAYOUT_ACCOUNT, 0, 10_000, 5, 5))).toHaveLength(2);
  });
});

describe('the bust of a trade', () => {
  const bust = { buyer: 2, seller: 3, instrument: 0, price: 1_000, qty: 10, tradeId: 1 };

  test('leaves balances, positions and obligations as they were before it', () => {
    for (const settlement of [SettlementTerms.atOnce, usStock, cnStock]) {
      const stage = market(settlement, 1_000);
      const before = lines(stage);
      trade(stage, 2, 3, 10, 1_000);
      expect(lines(stage)).not.toEqual(before);
      stage.run(reversalRecord({ ...bust, buyerFeeMinor: 10, sellerFeeMinor: 10 }));
      expect(lines(stage)).toEqual(before);
    }
  });

  test('after settlement it is owed back', () => {
    const stage = market(usStock);
    trade(stage, 2, 3, 10, 1_000);
    run(stage, 1);
    stage.run(reversalRecord({ ...bust, ...{ buyerFeeMinor: 0, sellerFeeMinor: 0 } }));
    expect(told(stage)).toEqual([
      [2, 2, 0, -10, 10_000],
      [3, 2, 0, 10, -10_000],
    ]);
  });

  test('is refused where one cannot give it back, unless it is forced', () => {
    const fees = { buyerFeeMinor: 0, sellerFeeMinor: 0 };
    const stage = market(SettlementTerms.atOnce);
    trade(stage, 2, 3, 10, 1_000);
    stage.run(transferRecord(2, 1, -10_001, 5, 1));
    expect(stage.run(reversalRecord({ ...bust, ...fees }))).toEqual(['rejected a2 3003']);
    expect(stage.run(reversalRecord({ ...bust, ...fees, forced: true })).length).toBe(6);
    expect(stage.run(transferRecord(2, 1, 1, 5, 2))).toEqual(['event 10 a2']);

    const poor = market(SettlementTerms.atOnce);
    trade(poor, 2, 3, 10, 1_000);
    poor.run(transferRecord(3, 0, -10_000_001, 5, 1));
    expect(poor.run(reversalRecord({ ...bust, ...fees }))).toEqual(['rejected a2 3002']);
    const unpaid = { ...bust, buyerFeeMinor: 1, sellerFeeMinor: 0 };
    expect(market(usStock).run(reversalRecord(unpaid))).toEqual(['rejected a2 3002']);
  });

  test.each([
    [{ buyer: 3 }, 2003],
    [{ price: 0 }, 2003],
    [{ qty: 0 }, 2003],
    [{ buyerFeeMinor: -1 }, 2003],
    [{ sellerFeeMinor: 10_001 }, 2003],
    [{ tradeId: 0.5 }, 2003],
    [{ valueDate: 84_001 }, 2003],
    [{ seller: 1 }, 5001],
    [{ buyer: 9 }, 5001],
    [{ instrument: 2 }, 2004],
  ])('%j is refused', (change, code) => {
    const stage = market(usStock);
    const record = reversalRecord({ ...bust, buyerFeeMinor: 0, sellerFeeMinor: 0, ...change });
    expect(stage.run(record)[0]).toMatch(new RegExp(`^rejected a\\d ${code}$`));
  });
});

/** Balances, positions and obligations of the state. */
function lines(stage: Stage): string[] {
  const kept = new Set<number>([EventKind.balance, EventKind.position, EventKind.obligation]);
  const found: string[] = [];
  stage.engine.dump((words, blocks) => {
    const slots = new Float64Array(words.buffer, words.byteOffset);
    for (let block = 0; block < blocks; block++) {
      const at = block * EVENT_WORDS;
      const kind = words[at]! & 0xff;
      if (kind >= EventKind.asset && kind <= EventKind.limits) block += words[at + 15]!;
      if (!kept.has(kind)) continue;
      const figures = [3, 4, 5].map((k) =>
        k === 5 && kind === EventKind.balance ? 0 : slots[at / 2 + k]!,
      );
      found.push([kind, words[at + 1], words[at + 2], ...figures].join(' '));
    }
  });
  return found;
}
