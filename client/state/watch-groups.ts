// The user's own watchlists: many lists, an instrument in as many of them as wanted, in the user's order.
// Kept in this browser by symbol, so that a symbol which is not listed today is not lost.

import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export interface WatchList {
  readonly id: string;
  readonly name: string;
  /** In the user's order, none twice. */
  readonly symbols: readonly string[];
}

export interface WatchGroupsState {
  readonly lists: readonly WatchList[];
}

const VERSION = 1;
export const MOST_LISTS = 64;
export const LONGEST_NAME = 40;
const LONGEST_SYMBOL = 16;

/** What was stored by another version, or by hand: whatever is no list is left out. */
export function readLists(stored: unknown): readonly WatchList[] {
  const given: unknown = (stored as { readonly lists?: unknown } | null | undefined)?.lists;
  if (!Array.isArray(given)) return [];
  const lists: WatchList[] = [];
  for (const one of given as readonly unknown[]) {
    const { id, name, symbols } = (one ?? {}) as Partial<Record<keyof WatchList, unknown>>;
    if (typeof id !== 'string' || id === '' || lists.some((list) => list.id === id)) continue;
    const called = readName(name);
    if (called === undefined || lists.length === MOST_LISTS) continue;
    lists.push({ id, name: called, symbols: readSymbols(symbols) });
  }
  return lists;
}

/** A name as it is kept; undefined when it is none. */
export function readName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const kept = [...name.trim()].slice(0, LONGEST_NAME).join('').trim();
  return kept === '' ? undefined : kept;
}

export function readSymbols(symbols: unknown): readonly string[] {
  if (!Array.isArray(symbols)) return [];
  const fits = (one: unknown): one is string =>
    typeof one === 'string' && one !== '' && one.length <= LONGEST_SYMBOL;
  return [...new Set((symbols as readonly unknown[]).filter(fits))];
}

export const watchGroupsStore = create<WatchGroupsState>()(
  persist((): WatchGroupsState => ({ lists: [] }), {
    name: 'openbell.watchlists',
    version: VERSION,
    migrate: (stored) => ({ lists: readLists(stored) }),
    merge: (stored) => ({ lists: readLists(stored) }),
  }),
);

export const useWatchGroups = watchGroupsStore;

/** The id of the new list; undefined when there are too many, or the name is none. */
export function createList(name: string, symbols: readonly string[] = []): string | undefined {
  const { lists } = watchGroupsStore.getState();
  const called = readName(name);
  if (called === undefined || lists.length >= MOST_LISTS) return undefined;
  const highest = Math.max(0, ...lists.map((list) => Number(list.id.slice(1)) || 0));
  const id = `l${String(highest + 1)}`;
  watchGroupsStore.setState({
    lists: [...lists, { id, name: called, symbols: readSymbols(symbols) }],
  });
  return id;
}

export function renameList(id: string, name: string): void {
  const called = readName(name);
  if (called !== undefined) change(id, (list) => ({ ...list, name: called }));
}

export function deleteList(id: string): void {
  const { lists } = watchGroupsStore.getState();
  watchGroupsStore.setState({ lists: lists.filter((list) => list.id !== id) });
}

export function addSymbol(id: string, symbol: string): void {
  change(id, (list) => ({ ...list, symbols: readSymbols([...list.symbols, symbol]) }));
}

export function removeSymbol(id: string, symbol: string): void {
  change(id, (list) => ({ ...list, symbols: list.symbols.filter((one) => one !== symbol) }));
}

/** Puts a symbol where another one of the list stands; the others make room. */
export function moveSymbol(id: string, symbol: string, place: string): void {
  change(id, (list) => {
    const from = list.symbols.indexOf(symbol);
    const to = list.symbols.indexOf(place);
    if (from < 0 || to < 0 || from === to) return list;
    const symbols = list.symbols.filter((one) => one !== symbol);
    symbols.splice(to, 0, symbol);
    return { ...list, symbols };
  });
}

function change(id: string, make: (list: WatchList) => WatchList): void {
  const { lists } = watchGroupsStore.getState();
  watchGroupsStore.setState({ lists: lists.map((list) => (list.id === id ? make(list) : list)) });
}
