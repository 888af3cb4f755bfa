// Lists of ids are bounded: the least used go, and an account's own before those of others.

import { expect, it } from 'vitest';
import { createIdLists, type IdListBounds } from './id-lists.ts';

const stage = (bounds: Partial<IdListBounds> = {}) =>
  createIdLists({ ids: 10, perAccount: 9, firstVersion: 100, ...bounds });
const list = (account: number, key: string, length = 4) => ({
  ...{ account, key, asOf: 1, more: false },
  ids: new Float64Array(length),
});

it('gives a version to its account and its key only', () => {
  const lists = stage();
  const { version } = lists.put(list(1, 'a'));
  expect(version).toBe(100);
  expect(lists.find(1, 'a', version)).toMatchObject({ version });
  expect(lists.find(2, 'a', version)).toBeUndefined();
  expect(lists.find(1, 'b', version)).toBeUndefined();
  expect(lists.find(1, 'a', version + 1)).toBeUndefined();
});

it('drops the least used when there are too many ids', () => {
  const lists = stage();
  const first = lists.put(list(1, 'a'));
  const second = lists.put(list(2, 'a'));
  lists.find(1, 'a', first.version);
  lists.put(list(3, 'a'));
  expect(lists.find(2, 'a', second.version)).toBeUndefined();
  expect(lists.find(1, 'a', first.version)).toBeDefined();
  expect(lists.size()).toBe(8);
});

it('drops an account’s own lists first', () => {
  const lists = stage({ perAccount: 2 });
  const others = lists.put(list(2, 'a', 1));
  const [first] = ['a', 'b', 'c'].map((key) => lists.put(list(1, key, 1)));
  expect(lists.find(1, 'a', first!.version)).toBeUndefined();
  expect(lists.newest(1, 'c')).toBeDefined();
  expect(lists.find(2, 'a', others.version)).toBeDefined();
});

it('gives the newest of a key', () => {
  const lists = stage();
  const [before, after] = [lists.put(list(1, 'a')), lists.put(list(1, 'a'))];
  lists.find(1, 'a', before.version);
  expect(lists.newest(1, 'a')?.version).toBe(after.version);
  expect(lists.newest(1, 'b')).toBeUndefined();
});
