// How the user left a table: order, columns and filter, kept by the table's id with a version.

import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { persist } from 'zustand/middleware';

export interface SortOrder {
  /** Of the column. */
  readonly id: string;
  readonly falling: boolean;
}

export interface TableLook {
  readonly order: SortOrder | undefined;
  /** Columns that the user turned: shown ones off, hidden ones on. */
  readonly turned: readonly string[];
  readonly filter: string;
}

type LookStore = UseBoundStore<StoreApi<TableLook>>;

const VERSION = 1;
const PLAIN: TableLook = { order: undefined, turned: [], filter: '' };
const stores = new Map<string, LookStore>();

/** What was stored by another version, or by hand, as far as it makes sense. */
export function readLook(stored: unknown): TableLook {
  if (typeof stored !== 'object' || stored === null) return PLAIN;
  const { order, turned, filter } = stored as Readonly<Record<string, unknown>>;
  const { id, falling } = (order ?? {}) as Readonly<Record<string, unknown>>;
  return {
    order: typeof id === 'string' ? { id, falling: falling === true } : undefined,
    turned: Array.isArray(turned) ? turned.filter((one) => typeof one === 'string') : [],
    filter: typeof filter === 'string' ? filter : '',
  };
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
