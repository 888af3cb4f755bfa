// The bare book: stories as tables, ladders side by side, and a naive book beside it.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBook, type Book } from './book.ts';

const SEED = Number(process.env['OPENBELL_SEED'] ?? Date.now() % 2 ** 31);

interface Fills {
  readonly book: Book;
  readonly fills: string[];
}

function bookOf(instruments: number, limit: number): Fills {
  const fills: string[] = [];
  const book = createBook(
    { instruments, levels: instruments * (limit + 32), orders: 1024 },
    (maker, price, qty, left) => fills.push(`${maker}: ${qty} @${price} left ${left}`),
  );
  for (let k = 0; k < instruments; k++) book.defineLadder(k, limit);
  return { book, fills };
}

/** Runs lines like `buy 10 @100`, `take sell 5 @99`, `cancel 1`, `modify 2 10 @98`. */
function play({ book, fills }: Fills, lines: string): string {
  for (const line of lines.trim().split('\n')) {
    const [verb, ...rest] = line.trim().replaceAll('@', '').split(/\s+/);
    if (verb === 'cancel') book.cancel(0, Number(rest[0]));
    else if (verb === 'modify') book.modify(0, Number(rest[0]), Number(rest[2]), Number(rest[1]));
    else {
      const [side, qty, price] = verb === 'take' ? rest : [verb, ...rest];
      book.add(0, side === 'buy' ? 0 : 1, Number(price), Number(qty), verb !== 'take');
    }
  }
  return [...fills, `bid ${describeBest(book, 0)}`, `ask ${describeBest(book, 1)}`].join('\n');
}

function describeBest(book: Book, side: number): string {
  const price = side === 0 ? book.bestBid(0) : book.bestAsk(0);
  return price === 0 ? '-' : `${book.lotsAt(0, price)} @${price} in ${book.ordersAt(0, price)}`;
}

const table = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .join('\n');

describe('a story of the book', () => {
  test.each([
    ['an empty book', 'cancel 1', 'bid -\nask -'],
    ['two rest at one price', 'buy 10 @100\nbuy 5 @100', 'bid 15 @100 in 2\nask -'],
    [
      'time decides at one price',
      'buy 10 @100\nbuy 5 @100\ntake sell 12 @100',
      '1: 10 @100 left 0\n2: 2 @100 left 3\nbid 3 @100 in 1\nask -',
    ],
    [
      'price decides before time, and the maker sets it',
      'sell 5 @103\nsell 5 @101\nbuy 7 @103',
      '2: 5 @101 left 0\n1: 2 @103 left 3\nbid -\nask 3 @103 in 1',
    ],
    [
      'what is left rests as the new best',
      'sell 5 @101\nbuy 7 @101',
      '1: 5 @101 left 0\nbid 2 @101 in 1\nask -',
    ],
    [
      'a cancel in the middle keeps the queue',
      'sell 1 @50\nsell 2 @50\nsell 3 @50\ncancel 2\ntake buy 4 @50',
      '1: 1 @50 left 0\n3: 3 @50 left 0\nbid -\nask -',
    ],
    [
      'modify goes to the end of the queue',
      'buy 1 @50\nbuy 2 @50\nmodify 1 1 @50\ntake sell 2 @50',
      '2: 2 @50 left 0\nbid 1 @50 in 1\nask -',
    ],
    [
      'modify may trade',
      'buy 1 @50\nsell 2 @60\nmodify 1 1 @60',
      '2: 1 @60 left 1\nbid -\nask 1 @60 in 1',
    ],
    [
      'a slot is used again, last in, first out',
      'buy 1 @50\nbuy 1 @51\ncancel 1\ncancel 2\nbuy 7 @49\ntake sell 7 @49',
      '2: 7 @49 left 0\nbid -\nask -',
    ],
  ])('%s', (_, lines, expected) => {
    expect(play(bookOf(1, 200), lines)).toBe(table(expected));
  });

  test('the ends of a ladder hold orders, and neighbours are not seen', () => {
    const { book } = bookOf(3, 1_000);
    book.add(0, 0, 999, 1, true);
    book.add(2, 0, 1, 1, true);
    expect([book.bestBid(1), book.bestAsk(1)]).toEqual([0, 0]);
    book.add(1, 0, 1, 5, true);
    book.add(1, 1, 999, 6, true);
    expect([book.bestBid(1), book.bestAsk(1)]).toEqual([1, 999]);
    expect([book.bestBid(0), book.bestAsk(0), book.bestBid(2)]).toEqual([999, 0, 1]);
    book.cancel(1, 3);
    book.cancel(1, 4);
    expect([book.bestBid(1), book.bestAsk(1)]).toEqual([0, 0]);
  });

  test('a ladder of 2^24 ticks finds its next best price across all tiers', () => {
    const { book } = bookOf(1, 1 << 24);
    for (const price of [1, 31, 1_024, 40_000, 2_000_000, 16_777_215])
      book.add(0, 1, price, 1, true);
    const seen: number[] = [];
    for (let ask = book.bestAsk(0); ask !== 0; ask = book.bestAsk(0)) {
      seen.push(ask);
      book.add(0, 0, ask, 1, false);
    }
    expect(seen).toEqual([1, 31, 1_024, 40_000, 2_000_000, 16_777_215]);
  });

  test('levels that do not suffice are refused, orders beyond the table do not rest', () => {
    const book = createBook({ instruments: 2, levels: 128, orders: 3 }, () => {});
    expect([book.defineLadder(0, 100), book.defineLadder(1, 1)]).toEqual([true, false]);
    expect([1, 2, 3].map(() => book.add(0, 0, 5, 1, true))).toEqual([1, 2, 0]);
  });
});

test(`agrees with sorted arrays on generated tapes, seed ${SEED}`, () => {
  const command = fc.record({
    kind: fc.integer({ min: 0, max: 9 }),
    side: fc.integer({ min: 0, max: 1 }),
    price: fc.integer({ min: 90, max: 110 }),
    qty: fc.integer({ min: 1, max: 9 }),
    pick: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(command, { maxLength: 120 }), (commands) => {
      const { book, fills } = bookOf(1, 128);
      const naive: { slot: number; side: number; price: number; qty: number }[] = [];
      const expected: string[] = [];
      for (const { kind, side, price, qty, pick } of commands) {
        if (kind === 0 && naive.length > 0) {
          const [gone] = naive.splice(pick % naive.length, 1);
          expect(book.cancel(0, gone!.slot)).toBe(gone!.qty);
          continue;
        }
        let left = qty;
        const better = (a: number, b: number): number => (side === 0 ? a - b : b - a);
        for (const maker of [...naive].sort((a, b) => better(a.price, b.price))) {
          if (maker.side === side || better(maker.price, price) > 0 || left === 0) continue;
          const take = Math.min(left, maker.qty);
          left -= take;
          maker.qty -= take;
          expected.push(`${maker.slot}: ${take} @${maker.price} left ${maker.qty}`);
          if (maker.qty === 0) naive.splice(naive.indexOf(maker), 1);
        }
        const slot = book.add(0, side, price, qty, true);
        expect(slot !== 0).toBe(left > 0);
        if (left > 0) naive.push({ slot, side, price, qty: left });
      }
      expect(fills).toEqual(expected);
      for (let price = 90; price <= 110; price++) {
        const at = naive.filter((order) => order.price === price);
        expect(book.ordersAt(0, price)).toBe(at.length);
        expect(book.lotsAt(0, price)).toBe(at.reduce((sum, order) => sum + order.qty, 0));
      }
    }),
    { seed: SEED, numRuns: 200 },
  );
});
