// What the guide to the first order cannot see in another store: that a size was chosen in a ticket.

import { create } from 'zustand';

/** Raised whenever the user gives a ticket a size. */
export const guideStore = create<{ readonly sized: number }>(() => ({ sized: 0 }));

export function noteSized(): void {
  guideStore.setState(({ sized }) => ({ sized: sized + 1 }));
}
