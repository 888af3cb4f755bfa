// The account's fills, newest first: history from the server, then those that come.

import { create } from 'zustand';
import type { FillRow } from '../net/order-row.ts';

export type { FillRow } from '../net/order-row.ts';

export interface FillsState {
  readonly fills: readonly FillRow[];
  /** loading: history is asked for · failed: it could not be read, only new fills are shown. */
  readonly history: 'idle' | 'loading' | 'ready' | 'failed';
}

export const fillsStore = create<FillsState>(() => ({ fills: [], history: 'idle' }));

export const useFills = fillsStore;
