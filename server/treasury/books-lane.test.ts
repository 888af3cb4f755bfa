// The treasury's postings in the real core: moved, refused, and after a crash neither twice nor guessed.

import { describe, expect, it } from 'vitest';
import { createInternalLane } from '../bus/internal-lane.ts';
import { createEngine } from '../core/engine.ts';
import { accountRecord, assetRecord, transferRecord } from '../core/definitions.ts';
import { E, EventKind } from '../core/events.ts';
import { createDirectVenue, submitRecords } from '../liquidity/direct-venue.ts';
import { createBooksLane, numberOf, REFERENCES, referenceOf } from './books-lane.ts';
import { IN_TRANSIT, OUTSIDE, SUSPENSE, type Posting } from './books.ts';

const EUR = 0;

function start() {
  const venue = createDirectVenue(createEngine());
  const references = new Set<string>();
  const balances = new Map<number, number>();
  venue.bus.onEvents((batch) => {
    const words = new Int32Array(batch.buffer);
    const slots = new Float64Array(batch.buffer);
    for (let at = 16; at < words.length; at += 16) {
      if ((words[at]! & 0xff) !== EventKind.balance) continue;
      const account = words[at + E.account]!;
      balances.set(account, slots[(at >> 1) + 3]!);
      references.add(`${String(account)}/${String(slots[(at >> 1) + 7])}`);
    }
  });
  submitRecords(venue, [
    assetRecord({ id: EUR, code: 'EUR', scale: 2 }),
    accountRecord(2),
    transferRecord(2, EUR, 10_000, 1, 1),
  ]);
  let life = 0;
  /** Each call is a new life of the treasury over the same core. */
  const books = () =>
    createBooksLane({
      lane: createInternalLane({ bus: venue.bus, source: 5, startedMicros: (life += 1) * 1e6 }),
      hasEntry: (account, reference) =>
        Promise.resolve(references.has(`${String(account)}/${String(reference)}`)),
    });
  return { books, balances };
}

const RESERVE: Posting = { from: 2, to: IN_TRANSIT, asset: EUR, amountMinor: 4_000 };

describe('postings of the treasury in the core', () => {
  it('move, leave, come in and wait in suspense', async () => {
    const { books, balances } = start();
    const it = books();
    expect(await it.post(1, RESERVE)).toBe(0);
    expect(await it.post(2, { ...RESERVE, from: IN_TRANSIT, to: OUTSIDE })).toBe(0);
    expect(await it.post(3, { ...RESERVE, from: OUTSIDE, to: SUSPENSE })).toBe(0);
    expect(await it.post(4, { ...RESERVE, from: SUSPENSE, to: 2 })).toBe(0);
    expect([2, IN_TRANSIT, SUSPENSE].map((account) => balances.get(account))).toEqual([
      10_000, 0, 0,
    ]);
  });

  it('are answered the same after a crash, done or refused, and booked once', async () => {
    const { books, balances } = start();
    const tooMuch = { ...RESERVE, amountMinor: 90_000 };
    expect([await books().post(1, RESERVE), await books().post(2, tooMuch)]).toEqual([0, 3002]);
    expect([await books().post(1, RESERVE), await books().post(2, tooMuch)]).toEqual([0, 3002]);
    expect([balances.get(2), balances.get(IN_TRANSIT)]).toEqual([6_000, 4_000]);
  });

  it('are refused for an account that is not open', async () => {
    const { books } = start();
    expect(await books().post(1, { ...RESERVE, from: OUTSIDE, to: 300 })).toBe(5001);
  });

  it('carry a reference of their own, whole and inside its span', () => {
    expect(numberOf(referenceOf(123_456_789))).toBe(123_456_789);
    expect(referenceOf(1)).toBeGreaterThan(REFERENCES.from);
    expect(referenceOf(999_999_999_999)).toBeLessThan(REFERENCES.to);
    expect(Number.isSafeInteger(REFERENCES.to)).toBe(true);
  });
});
