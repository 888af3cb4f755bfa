// What keys and clicks choose in a table.

import { expect, it } from 'vitest';
import { nextRow, NOTHING_CHOSEN, pick, pickAll } from './table-selection.ts';

const ids = [1, 2, 3, 4, 5];
const chosen = (selection: { readonly chosen: ReadonlySet<unknown> }) => [...selection.chosen];

it('chooses one, a range in both directions from the same start, and one by one', () => {
  const one = pick(NOTHING_CHOSEN, ids, 3, 'one');
  expect(chosen(one)).toEqual([3]);
  const down = pick(one, ids, 5, 'range');
  expect(chosen(down)).toEqual([3, 4, 5]);
  expect(chosen(pick(down, ids, 1, 'range'))).toEqual([1, 2, 3]);
  const more = pick(down, ids, 1, 'toggle');
  expect(chosen(more)).toEqual([3, 4, 5, 1]);
  expect(chosen(pick(more, ids, 4, 'toggle'))).toEqual([3, 5, 1]);
});

it('walks without choosing, chooses all, and starts anew when the start of a range is gone', () => {
  const one = pick(NOTHING_CHOSEN, ids, 2, 'one');
  expect(pick(one, ids, 4, 'cursor')).toEqual({ ...one, cursor: 4 });
  expect(chosen(pickAll(one, ids))).toEqual(ids);
  expect(chosen(pick(one, [3, 4, 5], 5, 'range'))).toEqual([5]);
});

it('stops at both ends', () => {
  const keys = ['ArrowUp', 'PageUp', 'Home', 'ArrowDown', 'PageDown', 'End', 'x'];
  expect(keys.map((key) => nextRow(key, 1, 3))).toEqual([0, 0, 0, 2, 2, 2, undefined]);
  expect(nextRow('ArrowDown', -1, 0)).toBeUndefined();
});
