// One user intent: show an instrument in all panels of a colour.

import { instrumentsStore } from '../state/instruments-store.ts';
import { DEFAULT_COLOUR, linkStore, type LinkColour } from '../state/link-store.ts';

export function selectInstrument(colour: LinkColour, instrument: number): void {
  linkStore.getState().select(colour, instrument);
}

/** Nothing is chosen yet, or what was chosen is not listed: the first instrument is shown. */
export function selectFirstInstrument(): void {
  const { instruments } = instrumentsStore.getState();
  const first = instruments.keys().next();
  if (first.done === true) return;
  const chosen = linkStore.getState().selected(DEFAULT_COLOUR);
  if (!instruments.has(chosen)) selectInstrument(DEFAULT_COLOUR, first.value);
}
