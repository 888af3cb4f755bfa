// What was stored of a table by hand or by another version harms nobody; a view is found again by its look.

import { expect, it } from 'vitest';
import { readLook, shownView, viewOf, VIEWS_MAX } from './table-look.ts';

const NOTHING = { order: undefined, turned: [], filter: '', group: '' };
const VIEW = {
  order: { id: 'qty', falling: true },
  ...{ turned: ['ack'], filter: 'btc', group: 'instrument' },
};

it('keeps what makes sense, and nothing else', () => {
  const look = { ...VIEW, closed: ['BTCUSDT'], views: { mine: VIEW } };
  expect(readLook(look)).toEqual(look);
  expect(
    readLook({ order: { id: 4 }, turned: [1, 'fee'], filter: 7, group: 1, closed: [2], views: 3 }),
  ).toEqual({ ...NOTHING, turned: ['fee'], closed: [], views: {} });
  for (const nonsense of [null, 'x', undefined, []])
    expect(readLook(nonsense)).toEqual({ ...NOTHING, closed: [], views: {} });
  expect(readLook({ views: { odd: null } }).views).toEqual({ odd: NOTHING });
});

it('keeps so many views and no more', () => {
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, k) => [`view ${String(k)}`, VIEW]),
  );
  expect(Object.keys(readLook({ views: many }).views)).toHaveLength(VIEWS_MAX);
});

it('knows the view that it looks like, whichever groups are closed', () => {
  const look = readLook({ ...VIEW, closed: ['BTCUSDT'], views: { all: NOTHING, mine: VIEW } });
  expect(shownView(look)).toBe('mine');
  expect(shownView({ ...look, filter: 'eur' })).toBeUndefined();
  expect(viewOf(look)).toEqual(VIEW);
});
