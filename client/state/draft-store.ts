// An order that a panel suggests: the ticket opens with it. Nothing is sent by suggesting.

import { create } from 'zustand';

export interface DraftOrder {
  readonly instrument: number;
  /** 0 buy, 1 sell. */
  readonly side: number;
  /** Limit price in ticks; 0 suggests a market order. */
  readonly price: number;
  /** Lots; left out, the size in the ticket stays. */
  readonly qty?: number;
  /** Raised with every suggestion: the same one twice is taken twice. */
  readonly number: number;
}

export const draftStore = create<{ readonly draft: DraftOrder | undefined }>(() => ({
  draft: undefined,
}));

export const useDraft = draftStore;

export function suggestOrder(draft: Omit<DraftOrder, 'number'>): void {
  const number = (draftStore.getState().draft?.number ?? 0) + 1;
  draftStore.setState({ draft: { ...draft, number } });
}
