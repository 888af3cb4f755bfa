// The dock that is on the screen now, for the palette and the keys; undefined on a phone and signed out.

import type { Dock } from './dock.ts';

let shown: Dock | undefined;

export function setShownDock(dock: Dock | undefined): void {
  shown = dock;
}

export function shownDock(): Dock | undefined {
  return shown;
}

/** Brings a panel of this kind to the front, or adds one. */
export function showPanel(kind: string): void {
  const there = shown?.api.panels.find(({ view }) => view.contentComponent === kind);
  if (there === undefined) shown?.addPanel(kind);
  else there.api.setActive();
}
