import { describe, expect, it } from 'vitest';
import { createQueries } from '../readmodel/queries.ts';
import { openStore } from '../readmodel/open-store.ts';
import { EntryCause } from '../../shared/domain/entry-cause.ts';
import { referenceOf } from '../treasury/books-lane.ts';
import { hasEntry, ledgerOf } from './ledger-readmodel.ts';

const DAY = Date.parse('2026-11-23T00:00:00Z');
const HOUR = 3_600_000;

async function start() {
  const store = await openStore(':memory:');
  const blank = { ordinal: 0, asset: 1, cause: EntryCause.transfer };
  const rows = [
    { account: 2, amount_minor: 500, reference: referenceOf(1), time_micros: DAY * 1000 },
    { account: 5, amount_minor: -70, reference: referenceOf(2), time_micros: (DAY + HOUR) * 1000 },
    // Not ours, another day, and a move inside the house.
    { account: 2, amount_minor: 9, reference: 0, time_micros: DAY * 1000 },
    { account: 2, amount_minor: 9, reference: 6e12 + 1, time_micros: DAY * 1000 },
    { account: 2, amount_minor: 9, reference: referenceOf(3), time_micros: DAY * 1000 - 1 },
    { account: 2, amount_minor: 9, reference: referenceOf(4), time_micros: (DAY + 24 * HOUR) * 1000 }, // prettier-ignore
    { account: 2, amount_minor: 9, reference: referenceOf(5), time_micros: DAY * 1000, cause: EntryCause.move }, // prettier-ignore
  ];
  for (const [k, row] of rows.entries())
    await store
      .insertInto('cash_entry')
      .values({ ...blank, command_seq: k + 1, ...row })
      .execute();
  return { ...createQueries(store), flush: () => Promise.resolve() };
}

describe('the ledger of the treasury', () => {
  it('holds its own transfers of the span, and nothing else', async () => {
    const lines = await ledgerOf(await start()).outside(DAY, DAY + 24 * HOUR);
    expect(lines).toEqual([
      { number: 1, account: 2, asset: 1, amountMinor: 500, timeMs: DAY },
      { number: 2, account: 5, asset: 1, amountMinor: -70, timeMs: DAY + HOUR },
    ]);
  });

  it('knows which postings were done', async () => {
    const readModel = await start();
    expect(await hasEntry(readModel, 5, referenceOf(2))).toBe(true);
    expect(await hasEntry(readModel, 2, referenceOf(2))).toBe(false);
    expect(await hasEntry(readModel, 5, referenceOf(9))).toBe(false);
  });
});
