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

/** Moves the focus to the next group of tabs (1) or the one before (-1). */
export function focusGroup(step: 1 | -1): void {
  const groups = shown?.api.groups ?? [];
  if (shown === undefined || groups.length === 0) return;
  const at = groups.findIndex((group) => group === shown?.api.activeGroup);
  const next = groups[(at + step + groups.length) % groups.length];
  next?.activePanel?.api.setActive();
  next?.element.querySelector<HTMLElement>('.dv-tab[tabindex="0"], .dv-tab')?.focus();
}

/** Shows the next tab of the active group (1) or the one before (-1). */
export function showTab(step: 1 | -1): void {
  const group = shown?.api.activeGroup;
  if (group === undefined) return;
  const at = group.panels.findIndex((panel) => panel === group.activePanel);
  group.panels[(at + step + group.panels.length) % group.panels.length]?.api.setActive();
}
