// How the user left a table: order, columns, filter and groups, and the looks that have names, kept by the
// table's id with a version.

import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { persist } from 'zustand/middleware';

export interface SortOrder {
  /** Of the column. */
  readonly id: string;
  readonly falling: boolean;
}

/** What a view keeps under a name. */
export interface TableView {
  readonly order: SortOrder | undefined;
  /** Columns that the user turned: shown ones off, hidden ones on. */
  readonly turned: readonly string[];
  readonly filter: string;
  /** Column by whose text rows stand together; empty: none. */
  readonly group: string;
}

export interface TableLook extends TableView {
  /** Texts of the groups whose rows are not shown. */
  readonly closed: readonly string[];
  readonly views: Readonly<Record<string, TableView>>;
}

type LookStore = UseBoundStore<StoreApi<TableLook>>;
type Stored = Readonly<Record<string, unknown>>;

export const VIEWS_MAX = 20;
export const VIEW_NAME_MAX = 40;

const VERSION = 1;
const PLAIN: TableLook = {
  ...{ order: undefined, turned: [], filter: '', group: '' },
  ...{ closed: [], views: {} },
};
const stores = new Map<string, LookStore>();

/** What was stored by another version, or by hand, as far as it makes sense. */
export function readLook(stored: unknown): TableLook {
  if (!isObject(stored)) return PLAIN;
  const { closed, views } = stored;
  const kept = Object.entries(isObject(views) ? views : {}).slice(0, VIEWS_MAX);
  return {
    ...readView(stored),
    closed: texts(closed),
    views: Object.fromEntries(
      kept.map(([name, view]) => [name.slice(0, VIEW_NAME_MAX), readView(view)]),
    ),
  };
}

function readView(stored: unknown): TableView {
  const { order, turned, filter, group } = isObject(stored) ? stored : {};
  const { id, falling } = isObject(order) ? order : {};
  return {
    order: typeof id === 'string' ? { id, falling: falling === true } : undefined,
    turned: texts(turned),
    filter: typeof filter === 'string' ? filter : '',
    group: typeof group === 'string' ? group : '',
  };
}

const isObject = (given: unknown): given is Stored => typeof given === 'object' && given !== null;
const texts = (given: unknown): readonly string[] =>
  Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [];

export function viewOf({ order, turned, filter, group }: TableLook): TableView {
  return { order, turned, filter, group };
}

/** The name of the view that the table looks like; undefined: none. */
export function shownView(look: TableLook): string | undefined {
  const now = JSON.stringify(viewOf(look));
  const found = Object.entries(look.views).find(([, view]) => JSON.stringify(view) === now);
  return found?.[0];
}

export function tableLook(id: string): LookStore {
  const known = stores.get(id);
  if (known !== undefined) return known;
  const store = create<TableLook>()(
    persist(() => PLAIN, {
      name: `openbell.table.${id}`,
      version: VERSION,
      migrate: readLook,
      merge: readLook,
    }),
  );
  stores.set(id, store);
  return store;
}
