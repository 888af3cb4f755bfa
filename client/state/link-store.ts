// Colour links: panels of one colour show the same instrument.

import { create } from 'zustand';

export const LINK_COLOURS = ['none', 'blue', 'violet', 'amber', 'teal', 'rose'] as const;
/** none: the panel goes its own way. */
export type LinkColour = (typeof LINK_COLOURS)[number];

export interface LinkState {
  /** Instrument id by colour; a colour that is missing has none chosen. */
  readonly byColour: Readonly<Partial<Record<LinkColour, number>>>;
  /** -1: none chosen yet. */
  selected(colour: LinkColour): number;
  select(colour: LinkColour, instrument: number): void;
}

export const linkStore = create<LinkState>((set, get) => ({
  byColour: {},
  selected: (colour) => get().byColour[colour] ?? -1,
  select(colour, instrument) {
    set({ byColour: { ...get().byColour, [colour]: instrument } });
  },
}));

export const useLinks = linkStore;

/** The instrument of a colour, as a hook. */
export function useSelected(colour: LinkColour): number {
  return linkStore((state) => state.byColour[colour] ?? -1);
}
