// The layouts of this browser: which one is shown, and every change of it kept at once.

import type { SerializedDockview } from 'dockview-react';
import { create } from 'zustand';
import { presetLayout, PRESETS } from './layout-presets.ts';
import { shapeOf } from './layout-marks.ts';
import { isPreset, readLayouts, type SavedLayouts } from './saved-layouts.ts';

const KEY = 'openbell.layouts';

interface LayoutState extends SavedLayouts {
  /** Raised when the dock is to be built anew: another layout, or a reset. */
  readonly build: number;
}

export const layoutStore = create<LayoutState>(() => ({
  ...readLayouts(localStorage.getItem(KEY)),
  build: 0,
}));

function keep(change: Partial<LayoutState>): void {
  layoutStore.setState(change);
  const { build: _build, ...saved } = layoutStore.getState();
  localStorage.setItem(KEY, JSON.stringify(saved));
}

/** Presets first, then own layouts by name. */
export function layoutNames({ docks }: Pick<SavedLayouts, 'docks'>): readonly string[] {
  const own = Object.keys(docks).filter((name) => !isPreset(name));
  return [...PRESETS, ...own.sort()];
}

export function currentDock(): SerializedDockview {
  const { current, docks } = layoutStore.getState();
  return docks[current] ?? presetLayout(isPreset(current) ? current : PRESETS[0]);
}

export function keepDock(dock: SerializedDockview): void {
  const { current, docks } = layoutStore.getState();
  keep({ docks: { ...docks, [current]: dock } });
}

export function showLayout(name: string): void {
  const { current, build } = layoutStore.getState();
  if (name !== current) keep({ current: name, build: build + 1 });
}

export function saveLayoutAs(name: string): void {
  const { docks } = layoutStore.getState();
  keep({ current: name, docks: { ...docks, [name]: currentDock() } });
}

/** Own layouts as they are after the server was asked. What is on the screen stays, under its new name;
 * the dock is built anew only when its layout is another one now. */
export function replaceOwnDocks(
  own: SavedLayouts['docks'],
  renamed: Readonly<Record<string, string>>,
): void {
  const { current, docks, build } = layoutStore.getState();
  const presets = Object.fromEntries(Object.entries(docks).filter(([name]) => isPreset(name)));
  const next = { ...presets, ...own };
  const moved = renamed[current] ?? current;
  const shown = isPreset(moved) || moved in next ? moved : PRESETS[0];
  const isSame = shown === moved && shapeOf(next[shown]) === shapeOf(docks[current]);
  keep({ docks: next, current: shown, build: isSame ? build : build + 1 });
}

/** A preset returns to how it came; an own layout is removed. */
export function resetLayout(): void {
  const { current, docks, build } = layoutStore.getState();
  const { [current]: _gone, ...others } = docks;
  keep({ docks: others, current: isPreset(current) ? current : PRESETS[0], build: build + 1 });
}
