import { expect, test } from 'vitest';
import type { DepthView, MarketTables } from '../../state/market-views.ts';
import { LadderBook } from './ladder-book.ts';

function watched() {
  const open = new Map<number, { truth: DepthView['truth'] }>();
  const tables: Pick<MarketTables, 'watchDepth'> = {
    watchDepth(_instrument, levels) {
      const view = { truth: 'loading' as DepthView['truth'] };
      open.set(levels, view);
      return { view: view as DepthView, release: () => void open.delete(levels) };
    },
  };
  return { open, tables, levels: () => [...open.keys()] };
}

test('the book in hand stays until the whole one came', () => {
  const { open, tables, levels } = watched();
  const book = new LadderBook(tables, 3, false);
  const first = book.view;
  book.want(true);
  book.want(true);
  expect([levels(), book.view === first, book.isWhole]).toEqual([[20, 0], true, false]);
  open.get(0)!.truth = 'verified';
  book.want(true);
  expect([levels(), book.view === first, book.isWhole]).toEqual([[0], false, true]);
  book.release();
  expect(levels()).toEqual([]);
});

test('a book that is not wanted any more is let go', () => {
  const { tables, levels } = watched();
  const book = new LadderBook(tables, 3, false);
  book.want(true);
  book.want(false);
  expect(levels()).toEqual([20]);
  book.want(true);
  book.release();
  expect(levels()).toEqual([]);
});

test('a whole book that is refused does not take the place of one that is there', () => {
  const { open, tables } = watched();
  const book = new LadderBook(tables, 3, false);
  const first = book.view;
  book.want(true);
  open.get(0)!.truth = 'refused';
  book.want(true);
  expect([book.view === first, book.isWhole]).toEqual([true, false]);
});
