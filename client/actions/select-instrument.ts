// One user intent: show an instrument in all panels of a colour.

import { linkStore, type LinkColour } from '../state/link-store.ts';

export function selectInstrument(colour: LinkColour, instrument: number): void {
  linkStore.getState().select(colour, instrument);
}
