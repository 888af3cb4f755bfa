// The panels of the desk: what there is, how it is called, how big it wants to be, and where its code is.
// Code and texts of a panel come when it is first shown.

import type { ComponentType } from 'react';
import { loadTexts } from '../i18n/texts.ts';
import type { TextKey } from '../i18n/text-table.ts';
import type { LinkColour } from '../state/link-store.ts';

export interface PanelProps {
  readonly panelId: string;
  /** The colour that the panel is linked to; choose instruments through it. */
  readonly colour: LinkColour;
  /** What the panel kept for itself; saved with the layout. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly setParams: (params: Record<string, unknown>) => void;
}

export type PanelGroup = 'market' | 'trading' | 'account' | 'system';

export interface PanelEntry {
  readonly id: string;
  readonly title: TextKey;
  readonly group: PanelGroup;
  /** px wanted when it is added by hand. */
  readonly defaultSize: { readonly width: number; readonly height: number };
  /** Namespaces of texts beside its own. */
  readonly texts: readonly string[];
}

type PanelComponent = ComponentType<PanelProps>;
type PanelModule = { readonly default?: PanelComponent };

const modules = import.meta.glob<PanelModule>('../panels/*/*Panel.tsx');
const entries = new Map<string, PanelEntry>();
const components = new Map<string, PanelComponent>();

type Registered = Pick<PanelEntry, 'id' | 'group'> & {
  readonly width: number;
  readonly height: number;
  readonly texts?: readonly string[];
};

/** The panel `tape` is the default export of `client/panels/<folder>/TapePanel.tsx`. */
export function registerPanel({ id, group, width, height, texts = [] }: Registered): void {
  const title: TextKey = `shell.panel.${id}`;
  entries.set(id, { id, title, group, defaultSize: { width, height }, texts });
}

registerPanel({ id: 'watchlist', group: 'market', width: 296, height: 600 });
registerPanel({ id: 'overview', group: 'market', width: 560, height: 480 });
registerPanel({
  id: 'chart',
  group: 'market',
  width: 560,
  height: 480,
  texts: ['reject', 'cause'],
});
registerPanel({ id: 'depth', group: 'market', width: 280, height: 400 });
registerPanel({ id: 'tape', group: 'market', width: 280, height: 300 });
registerPanel({
  id: 'ladder',
  group: 'trading',
  width: 300,
  height: 560,
  texts: ['reject'],
});
registerPanel({
  id: 'ticket',
  group: 'trading',
  width: 280,
  height: 480,
  texts: ['reject', 'cause', 'glossary'],
});
registerPanel({
  id: 'orders',
  group: 'trading',
  width: 860,
  height: 268,
  texts: ['reject', 'cause'],
});
registerPanel({
  id: 'life',
  group: 'trading',
  width: 560,
  height: 480,
  texts: ['orders', 'reject', 'cause'],
});
registerPanel({ id: 'fills', group: 'trading', width: 860, height: 268, texts: ['orders'] });
registerPanel({
  id: 'positions',
  group: 'account',
  width: 860,
  height: 268,
  texts: ['reject', 'orders'],
});
registerPanel({ id: 'balances', group: 'account', width: 600, height: 268 });
registerPanel({ id: 'results', group: 'account', width: 560, height: 480 });
registerPanel({
  id: 'connection',
  group: 'system',
  width: 400,
  height: 400,
  texts: ['reject'],
});
registerPanel({ id: 'notices', group: 'system', width: 400, height: 300, texts: ['reject'] });

export function panelEntries(): readonly PanelEntry[] {
  return [...entries.values()];
}

export function panelEntry(id: string): PanelEntry | undefined {
  return entries.get(id);
}

/** True when the panel's code is part of this build. */
export function panelExists(id: string): boolean {
  return entries.has(id) && modulePath(id) !== undefined;
}

function modulePath(id: string): string | undefined {
  const name = `/${id.charAt(0).toUpperCase()}${id.slice(1)}Panel.tsx`;
  return Object.keys(modules).find((path) => path.endsWith(name));
}

/** The component, if it is loaded already. */
export function loadedPanel(id: string): PanelComponent | undefined {
  return components.get(id);
}

/** Loads code and texts; undefined: there is no such panel in this build. */
export async function loadPanel(id: string): Promise<PanelComponent | undefined> {
  const path = modulePath(id);
  const load = path === undefined ? undefined : modules[path];
  if (load === undefined) return undefined;
  const texts = [id, ...(entries.get(id)?.texts ?? [])];
  const [module] = await Promise.all([load(), ...texts.map(loadTexts)]);
  if (module.default !== undefined) components.set(id, module.default);
  return module.default;
}
