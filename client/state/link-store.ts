// Colour links: panels of one colour show the same instrument.

import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export const LINK_COLOURS = ['none', 'blue', 'violet', 'amber', 'teal', 'rose'] as const;
/** none: the panel goes its own way. */
export type LinkColour = (typeof LINK_COLOURS)[number];

/** What a desk starts with, and what a panel without a colour of its own follows. */
export const DEFAULT_COLOUR: LinkColour = 'blue';

export interface LinkState {
  /** Instrument id by colour; a colour that is missing has none chosen. */
  readonly byColour: Readonly<Partial<Record<LinkColour, number>>>;
  /** -1: none chosen yet. */
  selected(colour: LinkColour): number;
  select(colour: LinkColour, instrument: number): void;
}

/** Kept for this tab: after a reload the panels show what they showed. */
export const linkStore = create<LinkState>()(
  persist(
    (set, get) => ({
      byColour: {},
      selected: (colour) => get().byColour[colour] ?? -1,
      select(colour, instrument) {
        set({ byColour: { ...get().byColour, [colour]: instrument } });
      },
    }),
    {
      name: 'openbell.links',
      version: 1,
      storage: createJSONStorage(() => sessionStorage),
      partialize: ({ byColour }) => ({ byColour }),
    },
  ),
);

export const useLinks = linkStore;

/** The instrument of a colour, as a hook. */
export function useSelected(colour: LinkColour): number {
  return linkStore((state) => state.byColour[colour] ?? -1);
}
