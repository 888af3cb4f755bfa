// The layouts that come with the terminal, as short trees, and their long form for the dock.

import type { SerializedDockview } from 'dockview-react';
import { DEFAULT_COLOUR, type LinkColour } from '../state/link-store.ts';

export const PRESETS = ['trading', 'charting', 'ladders', 'portfolio'] as const;
export type PresetName = (typeof PRESETS)[number];

interface PresetPanel {
  readonly kind: string;
  readonly colour?: LinkColour;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Panels of one group are tabs, the first is in front. Splits alternate: the outermost is a row. */
type PresetNode =
  | { readonly px: number; readonly tabs: readonly PresetPanel[] }
  | { readonly px: number; readonly split: readonly PresetNode[] };

const WIDTH_PX = 1440;
const HEIGHT_PX = 836;

const panel = (kind: string, colour: LinkColour = DEFAULT_COLOUR, params = {}): PresetPanel => ({
  kind,
  colour,
  params,
});
const group = (px: number, ...tabs: readonly PresetPanel[]): PresetNode => ({ px, tabs });
const split = (px: number, ...nodes: readonly PresetNode[]): PresetNode => ({ px, split: nodes });
const blotter = (px: number) =>
  group(px, panel('orders'), panel('fills'), panel('positions'), panel('balances'));

const TREES: Readonly<Record<PresetName, readonly PresetNode[]>> = {
  trading: [
    group(298, panel('watchlist')),
    split(
      860,
      split(
        568,
        group(560, panel('chart'), panel('overview')),
        group(300, panel('ladder'), panel('depth')),
      ),
      blotter(268),
    ),
    split(282, group(496, panel('ticket')), group(340, panel('tape'))),
  ],
  charting: [
    group(298, panel('watchlist')),
    split(
      860,
      group(568, panel('chart', DEFAULT_COLOUR, { spanSeconds: 60 })),
      group(268, panel('chart', DEFAULT_COLOUR, { spanSeconds: 900 })),
    ),
    split(282, group(418, panel('depth')), group(418, panel('tape'), panel('ticket'))),
  ],
  ladders: [
    split(
      1140,
      split(
        568,
        group(380, panel('ladder')),
        group(380, panel('ladder', 'amber')),
        group(380, panel('ladder', 'teal')),
      ),
      blotter(268),
    ),
    split(300, group(496, panel('ticket')), group(340, panel('watchlist'), panel('tape'))),
  ],
  portfolio: [
    split(
      940,
      group(400, panel('positions'), panel('overview')),
      group(436, panel('orders'), panel('life'), panel('fills')),
    ),
    split(
      500,
      group(500, panel('balances'), panel('results')),
      group(336, panel('notices'), panel('connection')),
    ),
  ],
};

/** What a panel of the dock carries in its saved parameters. */
export interface DockParams {
  readonly colour: LinkColour;
  readonly own: Readonly<Record<string, unknown>>;
}

export function presetLayout(name: PresetName): SerializedDockview {
  const panels: SerializedDockview['panels'] = {};
  const counts = new Map<string, number>();
  let groups = 0;

  function addPanel({ kind, colour = DEFAULT_COLOUR, params = {} }: PresetPanel): string {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const id = `${kind}-${String(count)}`;
    const carried: DockParams = { colour, own: params };
    panels[id] = { id, contentComponent: kind, title: kind, params: { ...carried } };
    return id;
  }

  function serialize(node: PresetNode): SerializedDockview['grid']['root'] {
    if ('split' in node) return { type: 'branch', size: node.px, data: node.split.map(serialize) };
    const views = node.tabs.map(addPanel);
    groups += 1;
    const data = { id: String(groups), views, activeView: views[0]! };
    return { type: 'leaf', size: node.px, data };
  }

  const root: SerializedDockview['grid']['root'] = {
    type: 'branch',
    size: HEIGHT_PX,
    data: TREES[name].map(serialize),
  };
  // The dock's own word for a row; its enumeration has no value to import without its code.
  const orientation = 'HORIZONTAL' as SerializedDockview['grid']['orientation'];
  return {
    grid: { root, width: WIDTH_PX, height: HEIGHT_PX, orientation },
    panels,
    activeGroup: '1',
  };
}
