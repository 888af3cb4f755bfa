// One user intent: show an instrument in all panels of a colour.

import { instrumentsStore } from '../state/instruments-store.ts';
import { DEFAULT_COLOUR, LINK_COLOURS, linkStore, type LinkColour } from '../state/link-store.ts';

export function selectInstrument(colour: LinkColour, instrument: number): void {
  linkStore.getState().select(colour, instrument);
}

/** Colours that show nothing yet, or what is not listed: each begins with the first instrument of another
 * asset class, the default colour with the first of all. */
export function selectFirstInstruments(): void {
  const { instruments } = instrumentsStore.getState();
  const firstOfClass = new Map<number, number>();
  for (const { id, assetClass } of instruments.values())
    if (!firstOfClass.has(assetClass)) firstOfClass.set(assetClass, id);
  const firsts = [...firstOfClass.values()];
  if (firsts.length === 0) return;
  const colours = LINK_COLOURS.filter((colour) => colour !== 'none' && colour !== DEFAULT_COLOUR);
  [DEFAULT_COLOUR, ...colours].forEach((colour, k) => {
    const chosen = linkStore.getState().selected(colour);
    if (!instruments.has(chosen)) selectInstrument(colour, firsts[k % firsts.length]!);
  });
}
