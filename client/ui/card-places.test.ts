// A card has every placed column once, in order, and leaves out the rest.

import { expect, it } from 'vitest';
import { cardCells, onCard } from './card-places.ts';
import type { Column } from './table-rows.ts';

const column = (id: string): Column<string> => ({ id, title: id, width: 1, text: (row) => row });
const ids = (columns: readonly Column<string>[]) => columns.map(({ id }) => id);

it('places what has a place, in the order of the columns', () => {
  const cells = cardCells([
    onCard('low', column('qty')),
    onCard('top', column('symbol')),
    column('fee'),
    onCard('low', column('price'), '@'),
    onCard('side', column('do')),
  ]);
  const spots = Object.entries(cells).map(([spot, at]) => [spot, ids(at)]);
  expect(Object.fromEntries(spots)).toEqual({
    ...{ top: ['symbol'], topEnd: [], low: ['qty', 'price'], lowEnd: [] },
    side: ['do'],
  });
  expect(cells.low[1]?.card).toEqual({ at: 'low', before: '@' });
});

it('keeps the column as it was but for its place', () => {
  const plain = column('qty');
  expect(onCard('top', plain)).toEqual({ ...plain, card: { at: 'top' } });
  expect(plain.card).toBeUndefined();
});
