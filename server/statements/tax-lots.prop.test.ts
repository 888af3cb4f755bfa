// Tax lots: nothing is lost, whatever the method; and the cases of the textbook.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { STAGE_INSTRUMENT } from '../core/engine-stage.ts';
import { createLotDays, heldDays, isMoreThanAYear } from './lot-days.ts';
import { LOT_METHODS } from './lot-queue.ts';
import { createLotBook, type ClosedLot, type LotFill } from './tax-lots.ts';

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
    ['2024-03-01', '2025-03-01', false],
    ['2024-03-01', '2025-03-02', true],
    ['2024-02-29', '2025-03-01', false],
    ['2024-02-29', '2025-03-02', true],
    // A leap year has 366 days, and is not more than a year.
    ['2023-06-01', '2024-06-01', false],
    ['2023-06-01', '2024-06-02', true],
  ])('from %s to %s: more than a year %s', (opened, closed, isLong) => {
    expect(isMoreThanAYear(opened, closed)).toBe(isLong);
    expect(createLotDays('UTC').isLong(opened, closed)).toBe(isLong);
  });

  test('or more than the days that were asked for', () => {
    const days = createLotDays('UTC', 365);
    expect(heldDays('2023-06-01', '2024-06-01')).toBe(366);
    expect(days.isLong('2023-06-01', '2024-06-01')).toBe(true);
    expect(days.isLong('2022-06-01', '2023-06-01')).toBe(false);
  });

  test('days are those of the zone', () => {
    const [opened, closed] = ['2025-01-01T20:00:00Z', '2026-01-02T02:00:00Z'];
    const micros = (text: string) => Date.parse(text) * 1_000;
    const sale = (zone: string): ClosedLot => {
      const book = createLotBook(instruments, 'fifo', createLotDays(zone));
      book.add({ ...fill(BUY, 1, 10), time_micros: micros(opened) });
      return book.add({ ...fill(SELL, 1, 20), time_micros: micros(closed) })[0]!;
    };
    const day = { openedDay: '2025-01-01', closedDay: '2026-01-02', isLongTerm: true };
    expect(sale('UTC')).toMatchObject({ ...day, heldDays: 366 });
    expect(sale('Asia/Shanghai')).toMatchObject({ openedDay: '2025-01-02', isLongTerm: false });
    expect(sale('America/New_York')).toMatchObject({ closedDay: '2026-01-01', isLongTerm: false });
  });
});

describe('without a fill', () => {
  const move = (signedLots: number, day: number, valueMinor?: number) => ({
    ...{ instrument: 0, signedLots, timeMicros: day * DAY },
    ...(valueMinor === undefined ? {} : { valueMinor }),
  });

  test('what is deposited costs nothing that is known, and is marked', () => {
    const book = createLotBook(instruments, 'hifo');
    book.move(move(5, 1));
    expect(book.open()).toMatchObject([{ lots: 5, valueMinor: 0, isTransferred: true }]);
    book.add(fill(BUY, 5, 10, 0, 2));
    const closed = book.add(fill(SELL, 7, 20, 0, 3));
    expect(closed).toMatchObject([
      { isTransferred: false, lots: 5, costMinor: 350, gainMinor: 350 },
      { isTransferred: true, lots: 2, costMinor: 0, gainMinor: 280 },
    ]);
  });

  test('what is taken out leaves the oldest lots without a gain, whatever the method', () => {
    for (const method of LOT_METHODS) {
      const book = createLotBook(instruments, method);
      book.add(fill(BUY, 4, 10, 0, 1));
      book.add(fill(BUY, 4, 30, 0, 2));
      expect(book.move(move(-6, 3))).toMatchObject([
        { isTakenOut: true, lots: 4, costMinor: 280, proceedsMinor: 280, gainMinor: 0 },
        { isTakenOut: true, lots: 2, costMinor: 420, proceedsMinor: 420, gainMinor: 0 },
      ]);
      expect(book.open()).toMatchObject([{ lots: 2, valueMinor: 420 }]);
    }
  });

  test('a buy-in is a purchase at what was paid, and a sale at what was got', () => {
    const book = createLotBook(instruments, 'fifo');
    book.add(fill(SELL, 4, 10, 0, 1));
    expect(book.move(move(4, 2, 301))).toMatchObject([{ isShort: true, gainMinor: 280 - 301 }]);
    book.move(move(3, 3, 100));
    expect(book.move(move(-3, 4, 90))).toMatchObject([{ costMinor: 100, gainMinor: -10 }]);
  });
});

test('a long history is folded in its length: 200,000 fills by each method', () => {
  for (const method of LOT_METHODS) {
    const book = createLotBook(instruments, method);
    let [gain, money] = [0, 0];
    for (let k = 0; k < 200_000; k++) {
      const side = k < 100_000 ? BUY : SELL;
      const price = 1 + ((k * 7_919) % 1_000);
      money += (side === BUY ? -7 : 7) * price;
      for (const lot of book.add(fill(side, 1, price))) gain += lot.gainMinor;
    }
    expect([method, gain]).toEqual([method, money]);
  }
}, 60_000);

test('the dearest of all goes first, as a search of all of them says', () => {
  fc.assert(
    fc.property(fills, (given) => {
      const book = createLotBook(instruments, 'hifo');
      for (const [k, one] of given.entries()) {
        const before = book.open().filter((lot) => lot.instrument === one.instrument);
        const [first] = book.add({ ...one, trade_id: k, time_micros: k * DAY });
        if (first === undefined) continue;
        const lot = before.find(({ tradeId }) => tradeId === first.openTradeId)!;
        for (const other of before) {
          const [a, b] = [lot, other].map((one) => one.valueMinor / one.lots) as [number, number];
          // What is left of a lot is rounded: less than a minor unit for each that was sold of it.
          const room = 1 / lot.lots + 1 / other.lots + Math.abs(a) * 1e-12;
          if (first.isShort) expect(a).toBeLessThanOrEqual(b + room);
          else expect(a).toBeGreaterThanOrEqual(b - room);
        }
      }
    }),
    { seed: SEED, numRuns: 200 },
  );
});
