// The orders of the account by client order id: those this terminal placed and those the account knows.

import { create } from 'zustand';
import type { OrderRow } from '../net/order-row.ts';

export { isWorking } from '../net/kept-rows.ts';

export type {
  ChangeStage,
  LifeEvent,
  LifeKind,
  OrderRow,
  OrderStage,
  RowChange,
} from '../net/order-row.ts';

export interface OrdersState {
  readonly rows: ReadonlyMap<number, OrderRow>;
  /** False until the account's snapshot came. */
  readonly loaded: boolean;
}

export const ordersStore = create<OrdersState>(() => ({ rows: new Map(), loaded: false }));

export const useOrders = ordersStore;
