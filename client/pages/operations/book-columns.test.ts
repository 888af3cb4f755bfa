// What the books say of an obligation: what is open and what has settled are never mixed.

import { expect, test } from 'vitest';
import type { Translate } from '../../i18n/text-table.ts';
import { BOOK_COLUMNS, type BookWords } from './book-columns.ts';

const WORDS: BookWords = {
  t: ((key: string) => key) as Translate,
  instruments: new Map(),
  assets: new Map(),
  money: String,
  time: String,
};
const figures = { lots: 0, money_minor: 0, settled_lots: 380, settled_minor: -7_115_908 };
const row = { account: 2, instrument: 0, value_date: 20_781, status: 1, ...figures };

test('of a settled obligation nothing is open', () => {
  const cells = BOOK_COLUMNS.obligations.map(({ title, text }) => [title, text(row, WORDS)]);
  expect(Object.fromEntries(cells)).toMatchObject({
    ...{ openLots: '0', openMoney: '0', settledLots: '380', settledMoney: '-7115908' },
    ...{ valueDate: '2026-11-24', state: 'books.obligation.closed' },
  });
});

test('of one that failed in part the rest is open', () => {
  const failed = { ...row, status: 2, lots: -40, money_minor: 255, settled_lots: -20 };
  const [open] = BOOK_COLUMNS.obligations.filter(({ title }) => title === 'openLots');
  expect(open?.text(failed, WORDS)).toBe('-40');
});
