// Layouts as they are kept in the browser: a version, the name of the one that is shown, and the docks.
// What cannot be read is given up, never half applied; panels that this version does not know stay in
// their place and say so.

import type { SerializedDockview } from 'dockview-react';
import { PRESETS, type PresetName } from './layout-presets.ts';

export const LAYOUT_VERSION = 1;

export interface SavedLayouts {
  readonly version: typeof LAYOUT_VERSION;
  readonly current: string;
  /** Changed presets and own layouts by name; a preset that is missing is as it came. */
  readonly docks: Readonly<Record<string, SerializedDockview>>;
}

export const FRESH_LAYOUTS: SavedLayouts = {
  version: LAYOUT_VERSION,
  current: PRESETS[0],
  docks: {},
};

type Loose = Readonly<Record<string, unknown>>;

export function isPreset(name: string): name is PresetName {
  return (PRESETS as readonly string[]).includes(name);
}

/** By the version that it takes: makes the next version of it. */
export type UpgradeSteps = ReadonlyMap<number, (old: Loose) => Loose>;
const NO_STEPS: UpgradeSteps = new Map();

/** Reads what was kept, step by step up to this version. Text of a newer version or that is damaged gives
 * the fresh layouts. */
export function readLayouts(text: string | null, steps = NO_STEPS): SavedLayouts {
  const upgraded = upgrade(text === null ? undefined : parseObject(text), steps);
  if (upgraded?.['version'] !== LAYOUT_VERSION) return FRESH_LAYOUTS;
  const docks: Record<string, SerializedDockview> = {};
  for (const [name, dock] of Object.entries(asObject(upgraded['docks']))) {
    const whole = mendDock(dock);
    if (whole !== undefined) docks[name] = whole;
  }
  const wanted = upgraded['current'];
  const known = typeof wanted === 'string' && (isPreset(wanted) || wanted in docks);
  return { version: LAYOUT_VERSION, current: known ? wanted : PRESETS[0], docks };
}

function upgrade(kept: Loose | undefined, steps: UpgradeSteps): Loose | undefined {
  let raw = kept;
  for (let left = steps.size; left > 0 && raw !== undefined; left--) {
    const version = raw['version'];
    const step = typeof version === 'number' ? steps.get(version) : undefined;
    if (step === undefined) break;
    raw = step(raw);
  }
  return raw;
}

/** The dock with every tab that has its panel and every panel that has its tab; undefined: not a dock. */
export function mendDock(value: unknown): SerializedDockview | undefined {
  const dock = asObject(value);
  const grid = asObject(dock['grid']);
  const panels = asObject(dock['panels']);
  const shown = new Set<string>();
  const root = mendNode(grid['root'], panels, shown);
  if (root === undefined || root['type'] !== 'branch') return undefined;
  if (typeof grid['width'] !== 'number' || typeof grid['height'] !== 'number') return undefined;
  const kept = Object.fromEntries(Object.entries(panels).filter(([id]) => shown.has(id)));
  // Floating groups are not offered; a layout that has some is shown without them.
  const { grid: _grid, panels: _panels, ...rest } = dock;
  delete rest['floatingGroups'];
  delete rest['popoutGroups'];
  return { ...rest, grid: { ...grid, root }, panels: kept } as unknown as SerializedDockview;
}

function mendNode(node: unknown, panels: Loose, shown: Set<string>): Loose | undefined {
  const { type, data, ...rest } = asObject(node);
  if (type === 'branch') {
    if (!Array.isArray(data)) return undefined;
    const children = data
      .map((child: unknown) => mendNode(child, panels, shown))
      .filter((child) => child !== undefined);
    return children.length === 0 ? undefined : { ...rest, type, data: children };
  }
  if (type !== 'leaf') return undefined;
  const group = asObject(data);
  const views = (Array.isArray(group['views']) ? group['views'] : []).filter(
    (id: unknown): id is string => typeof id === 'string' && hasKind(panels[id]) && !shown.has(id),
  );
  if (views.length === 0) return undefined;
  for (const id of views) shown.add(id);
  const front = group['activeView'];
  const activeView = typeof front === 'string' && views.includes(front) ? front : views[0];
  return { ...rest, type, data: { ...group, views, activeView } };
}

function hasKind(panel: unknown): boolean {
  return typeof asObject(panel)['contentComponent'] === 'string';
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function parseObject(text: string): Loose | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Loose) : undefined;
  } catch {
    // Damaged storage is the same as none.
    return undefined;
  }
}
