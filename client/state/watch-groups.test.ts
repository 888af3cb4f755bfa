// The user's own lists: what may be done with them, and what is made of a broken memory.

import { beforeEach, describe, expect, it } from 'vitest';
import {
  addSymbol,
  createList,
  deleteList,
  moveSymbol,
  MOST_LISTS,
  readLists,
  removeSymbol,
  renameList,
  watchGroupsStore,
} from './watch-groups.ts';
import { readListFile, unknownSymbols } from './watch-list-file.ts';

const lists = () => watchGroupsStore.getState().lists;

beforeEach(() => {
  watchGroupsStore.setState({ lists: [] });
});

describe('own watchlists', () => {
  it('hold an instrument in many lists, once in each', () => {
    const a = createList(' Main ')!;
    const b = createList('FX', ['EUR/USD', 'EUR/USD'])!;
    addSymbol(a, 'EUR/USD');
    addSymbol(a, 'EUR/USD');
    expect(lists()).toEqual([
      { id: a, name: 'Main', symbols: ['EUR/USD'] },
      { id: b, name: 'FX', symbols: ['EUR/USD'] },
    ]);
    removeSymbol(a, 'EUR/USD');
    expect(lists().map(({ symbols }) => symbols)).toEqual([[], ['EUR/USD']]);
  });

  it('are renamed and deleted; a name of blanks is none', () => {
    const a = createList('Main')!;
    renameList(a, '  ');
    expect(lists()[0]?.name).toBe('Main');
    renameList(a, 'Mine');
    expect(lists()[0]?.name).toBe('Mine');
    expect(createList(' ')).toBeUndefined();
    deleteList(a);
    expect(lists()).toEqual([]);
  });

  it('never give the id of a list that is there to a new one', () => {
    const first = createList('a')!;
    createList('b');
    deleteList(first);
    createList('c');
    expect(new Set(lists().map(({ id }) => id)).size).toBe(2);
  });

  it('are put in order by moving one symbol to the place of another', () => {
    const a = createList('a', ['A', 'B', 'C', 'D'])!;
    moveSymbol(a, 'A', 'C');
    expect(lists()[0]?.symbols).toEqual(['B', 'C', 'A', 'D']);
    moveSymbol(a, 'D', 'B');
    expect(lists()[0]?.symbols).toEqual(['D', 'B', 'C', 'A']);
    moveSymbol(a, 'D', 'nowhere');
    expect(lists()[0]?.symbols).toEqual(['D', 'B', 'C', 'A']);
  });

  it('are limited in number', () => {
    for (let k = 0; k < MOST_LISTS; k++) expect(createList(`l ${String(k)}`)).toBeDefined();
    expect(createList('one more')).toBeUndefined();
  });

  it('come back from a broken memory as far as they are lists', () => {
    expect(readLists(undefined)).toEqual([]);
    expect(readLists({ lists: 'x' })).toEqual([]);
    const stored = [
      { id: 'l1', name: 'good', symbols: ['A', 7, 'A', '', 'B'] },
      { id: 'l1', name: 'same id', symbols: [] },
      { id: 'l2', name: '', symbols: [] },
      { id: 'l3', name: 'no symbols' },
      null,
    ];
    expect(readLists({ lists: stored })).toEqual([
      { id: 'l1', name: 'good', symbols: ['A', 'B'] },
      { id: 'l3', name: 'no symbols', symbols: [] },
    ]);
  });
});

describe('the file of a watchlist', () => {
  it('says why it is not read', () => {
    expect(readListFile('no json')).toEqual({ ok: false, why: 'unreadable' });
    expect(readListFile('{"name":"x","symbols":[]}')).toEqual({ ok: false, why: 'unreadable' });
    const newer = '{"format":"openbell.watchlist","version":9,"name":"x","symbols":[]}';
    expect(readListFile(newer)).toEqual({ ok: false, why: 'newer' });
  });

  it('names the symbols that are not listed', () => {
    expect(unknownSymbols(['A', 'B', 'C'], (symbol) => symbol === 'B')).toEqual(['A', 'C']);
  });
});
