// The order whose life story is shown: a blotter chooses it, the life panel shows it, the shell opens the panel.

import { create } from 'zustand';

export interface ChosenOrder {
  readonly clientOrderId: number;
  /** Raised with every choice: the same order chosen twice opens its story twice. */
  readonly number: number;
}

export const lifeStore = create<{ readonly chosen: ChosenOrder | undefined }>(() => ({
  chosen: undefined,
}));

export const useLife = lifeStore;

export function showLife(clientOrderId: number): void {
  const number = (lifeStore.getState().chosen?.number ?? 0) + 1;
  lifeStore.setState({ chosen: { clientOrderId, number } });
}
