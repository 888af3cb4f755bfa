// Balances and positions of the account.

import { create } from 'zustand';
import type { BalanceRecord, PositionRecord } from '../../shared/feed/account-state.ts';

export type { BalanceRecord, PositionRecord } from '../../shared/feed/account-state.ts';

export interface AccountStoreState {
  /** By asset id. */
  readonly balances: ReadonlyMap<number, BalanceRecord>;
  /** By instrument id; flat positions with a realised result stay. */
  readonly positions: ReadonlyMap<number, PositionRecord>;
  readonly loaded: boolean;
}

export const accountStore = create<AccountStoreState>(() => ({
  balances: new Map(),
  positions: new Map(),
  loaded: false,
}));

export const useAccount = accountStore;
