// Tax lots: nothing is lost, whatever the method; and the cases of the textbook.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { STAGE_INSTRUMENT } from '../core/engine-stage.ts';
import { createLotBook, isMoreThanAYear, LOT_METHODS, type LotFill } from './tax-lots.ts';

const SEED = Number(process.env['OPENBELL_SEED'] ?? Date.now() % 2 ** 31);
const DAY = 86_400_000_000;
const instruments: Instrument[] = [0, 1].map((id) => ({
  ...STAGE_INSTRUMENT,
  id,
  tickValueMinor: 7,
}));

const fill = (side: Side, qty: number, price: number, fee = 0, day = 0): LotFill => ({
  ...{ trade_id: day, instrument: 0, side, price_ticks: price, qty_lots: qty, fee_minor: fee },
  time_micros: day * DAY,
});
const { buy: BUY, sell: SELL } = Side;

const fills = fc.array(
  fc.record({
    instrument: fc.integer({ min: 0, max: 1 }),
    side: fc.constantFrom(BUY, SELL),
    qty_lots: fc.integer({ min: 1, max: 1_000_000 }),
    price_ticks: fc.integer({ min: 1, max: 1_000_000 }),
    fee_minor: fc.integer({ min: 0, max: 6 }),
  }),
  { maxLength: 40 },
);

/** Money in less money out of all fills, and lots, by instrument. */
function ledgerOf(all: readonly LotFill[]): Map<number, { money: bigint; lots: number }> {
  const sums = new Map<number, { money: bigint; lots: number }>();
  for (const { instrument, side, qty_lots, price_ticks, fee_minor } of all) {
    const before = sums.get(instrument) ?? { money: 0n, lots: 0 };
    const notional = BigInt(qty_lots) * BigInt(price_ticks) * 7n;
    const money = (side === BUY ? -notional : notional) - BigInt(fee_minor);
    const lots = side === BUY ? qty_lots : -qty_lots;
    sums.set(instrument, { money: before.money + money, lots: before.lots + lots });
  }
  return sums;
}

describe(`lots, seed ${String(SEED)}`, () => {
  test.each(LOT_METHODS)(
    '%s: gains and open lots are what the fills brought and cost',
    (method) => {
      fc.assert(
        fc.property(fills, (given) => {
          const all = given.map((one, k) => ({ ...one, trade_id: k, time_micros: k * DAY }));
          const book = createLotBook(instruments, method);
          const closed = all.flatMap((one) => book.add(one));
          const open = book.open();
          for (const [id, { money, lots }] of ledgerOf(all)) {
            const gains = closed.filter((lot) => lot.instrument === id);
            const still = open.filter((lot) => lot.instrument === id);
            const held = still.map(({ isShort, lots: n }) => (isShort ? -n : n));
            expect(held.reduce((sum, n) => sum + n, 0)).toBe(lots);
            const value = still.map((lot) =>
              BigInt(lot.isShort ? lot.valueMinor : -lot.valueMinor),
            );
            const gain = gains.reduce((sum, lot) => sum + BigInt(lot.gainMinor), 0n);
            expect(value.reduce((sum, one) => sum + one, gain)).toBe(money);
            expect(new Set(still.map((lot) => lot.isShort)).size).toBeLessThanOrEqual(1);
          }
          for (const lot of closed) expect(lot.openedMicros).toBeLessThanOrEqual(lot.closedMicros);
        }),
        { seed: SEED, numRuns: 300 },
      );
    },
  );

  test('all methods make the same of a history that is closed in the end', () => {
    fc.assert(
      fc.property(fills, (given) => {
        const all: LotFill[] = given.map((one, k) => ({
          ...{ ...one, instrument: 0, trade_id: k, time_micros: k },
        }));
        const lots = ledgerOf(all).get(0)?.lots ?? 0;
        if (lots !== 0)
          all.push({ ...fill(lots > 0 ? SELL : BUY, Math.abs(lots), 9), trade_id: 99 });
        const gains = LOT_METHODS.map((method) => {
          const book = createLotBook(instruments, method);
          const closed = all.flatMap((one) => book.add(one));
          expect(book.open()).toEqual([]);
          return closed.reduce((sum, lot) => sum + BigInt(lot.gainMinor), 0n);
        });
        expect(new Set(gains).size).toBeLessThanOrEqual(1);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

describe('which lot goes', () => {
  const bought = [fill(BUY, 10, 100, 0, 1), fill(BUY, 10, 300, 0, 2), fill(BUY, 10, 200, 0, 3)];
  test.each([
    ['fifo', [700, 1_400]],
    ['lifo', [1_400, 2_100]],
    ['hifo', [2_100, 1_400]],
  ] as const)('%s', (method, units) => {
    const book = createLotBook(instruments, method);
    for (const one of bought) book.add(one);
    const closed = book.add(fill(SELL, 15, 400, 0, 4));
    // 10 lots of the first choice, 5 of the second; lifo: the third, then half of the second.
    const cost = closed.map(({ costMinor, lots }) => costMinor / lots);
    expect(closed.map(({ lots }) => lots)).toEqual([10, 5]);
    expect(cost).toEqual(method === 'fifo' ? [700, 2_100] : units);
    expect(closed.map(({ proceedsMinor }) => proceedsMinor)).toEqual([28_000, 14_000]);
  });

  test('fees belong to cost and proceeds; a part takes its share, the last one the rest', () => {
    const book = createLotBook(instruments, 'fifo');
    book.add(fill(BUY, 3, 10, 10, 1));
    const [first] = book.add(fill(SELL, 1, 20, 3, 2));
    // 210 + 10 for three: 73, 73 and 74.
    expect(first).toMatchObject({ costMinor: 73, proceedsMinor: 137, gainMinor: 64 });
    const [second] = book.add(fill(SELL, 2, 20, 3, 3));
    expect(second).toMatchObject({ costMinor: 147, proceedsMinor: 277 });
  });

  test('a sale beyond what is there closes all and opens a short lot, which buying closes', () => {
    const book = createLotBook(instruments, 'fifo');
    book.add(fill(BUY, 4, 10, 0, 1));
    expect(book.add(fill(SELL, 10, 20, 0, 2))).toHaveLength(1);
    expect(book.open()).toMatchObject([{ isShort: true, lots: 6, valueMinor: 840 }]);
    const [covered] = book.add(fill(BUY, 6, 15, 0, 900));
    expect(covered).toMatchObject({ isShort: true, gainMinor: 840 - 630, isLongTerm: false });
  });

  test.each([
    ['2024-03-01T12:00:00Z', '2025-03-01T23:59:59Z', false],
    ['2024-03-01T12:00:00Z', '2025-03-02T00:00:00Z', true],
    ['2024-02-29T00:00:00Z', '2025-03-01T23:00:00Z', false],
    ['2024-02-29T00:00:00Z', '2025-03-02T00:00:00Z', true],
  ])('from %s to %s: more than a year %s', (opened, closed, isLong) => {
    const micros = (text: string) => Date.parse(text) * 1_000;
    expect(isMoreThanAYear(micros(opened), micros(closed))).toBe(isLong);
  });
});
