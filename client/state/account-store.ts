// Balances and positions of the account.

import { create } from 'zustand';
import type {
  BalanceRecord,
  ObligationRecord,
  PositionRecord,
} from '../../shared/feed/account-state.ts';

export type {
  BalanceRecord,
  ObligationRecord,
  PositionRecord,
} from '../../shared/feed/account-state.ts';

export interface AccountStoreState {
  /** By asset id. */
  readonly balances: ReadonlyMap<number, BalanceRecord>;
  /** By instrument id; flat positions with a realised result stay. */
  readonly positions: ReadonlyMap<number, PositionRecord>;
  /** What is still to settle. */
  readonly obligations: readonly ObligationRecord[];
  /** Off the commission, parts per million. */
  readonly makerDiscountPpm: number;
  readonly takerDiscountPpm: number;
  readonly loaded: boolean;
}

export const accountStore = create<AccountStoreState>(() => ({
  balances: new Map(),
  positions: new Map(),
  obligations: [],
  makerDiscountPpm: 0,
  takerDiscountPpm: 0,
  loaded: false,
}));

export const useAccount = accountStore;
