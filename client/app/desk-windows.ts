// The windows of one desk: panels that stand in a browser window of their own. All of them sit at the same
// worker, so that they share one socket; what the desk alone knows (chosen instruments, what a panel keeps)
// goes over a channel of the desk. The panel keeps its place in the dock, so that no layout can lose it.

import { create } from 'zustand';
import { linkStore, type LinkColour } from '../state/link-store.ts';
import type { DockCell } from './dock.ts';

/** What the address of a window says about its panel. */
export interface OwnWindow {
  readonly panelId: string;
  readonly kind: string;
  readonly colour: LinkColour;
  readonly own: Readonly<Record<string, unknown>>;
}

type WindowMessage =
  | { readonly is: 'chosen'; readonly byColour: Readonly<Partial<Record<LinkColour, number>>> }
  | { readonly is: 'own'; readonly panelId: string; readonly own: OwnWindow['own'] }
  | { readonly is: 'colour'; readonly panelId: string; readonly colour: LinkColour }
  /** A window is there; a desk that was loaded anew asks. */
  | { readonly is: 'here'; readonly panelId: string }
  | { readonly is: 'gone'; readonly panelId: string }
  | { readonly is: 'return'; readonly panelId: string }
  | { readonly is: 'who' };

/** Kept for this tab; a window that it opens is told by its address. */
const DESK_KEY = 'openbell.desk';

/** Panels of the dock that stand in a window of their own. */
export const outsideStore = create<{ readonly outside: ReadonlySet<string> }>(() => ({
  outside: new Set(),
}));

/** The panel that this window is for; undefined: it is a desk. */
export function ownWindow(search = location.search): OwnWindow | undefined {
  const query = new URLSearchParams(search);
  const [panelId, kind] = [query.get('panel'), query.get('kind')];
  if (panelId === null || kind === null) return undefined;
  const colour = (query.get('colour') ?? 'none') as LinkColour;
  return { panelId, kind, colour, own: readOwn(query.get('own')) };
}

/** Addresses can be written by anybody: what is no object is nothing. */
function readOwn(text: string | null): OwnWindow['own'] {
  try {
    const given: unknown = JSON.parse(text ?? '{}');
    const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
    return isObject ? (given as OwnWindow['own']) : {};
  } catch {
    // Not JSON: the panel starts as it does without anything kept.
    return {};
  }
}

export function windowAddress({ panelId, kind, colour, own }: OwnWindow, desk: string): string {
  const query = new URLSearchParams({ panel: panelId, kind, colour, own: JSON.stringify(own) });
  query.set('desk', desk);
  return `/?${query.toString()}`;
}

function deskName(): string {
  const given = new URLSearchParams(location.search).get('desk');
  const name = given ?? sessionStorage.getItem(DESK_KEY) ?? crypto.randomUUID();
  if (given === null) sessionStorage.setItem(DESK_KEY, name);
  return name;
}

let channel: BroadcastChannel | undefined;

function post(message: WindowMessage): void {
  channel?.postMessage(message);
}

/** Opens a window for the panel; false: the browser does not let us. */
export function openWindow({ id, kind, colour, own, body }: DockCell): boolean {
  const address = windowAddress({ panelId: id, kind, colour, own }, deskName());
  const { width, height } = body.getBoundingClientRect();
  const size = `width=${String(Math.round(width))},height=${String(Math.round(height))}`;
  const opened = window.open(address, `${deskName()} ${id}`, `popup,${size}`);
  if (opened !== null) mark(id, true);
  return opened !== null;
}

/** Closes the window of a panel: it is back in its place. */
export function returnPanel(panelId: string): void {
  post({ is: 'return', panelId });
  mark(panelId, false);
}

export function tellOwn(panelId: string, own: OwnWindow['own']): void {
  post({ is: 'own', panelId, own });
}

export function tellColour(panelId: string, colour: LinkColour): void {
  post({ is: 'colour', panelId, colour });
}

function mark(panelId: string, isOutside: boolean): void {
  const outside = new Set(outsideStore.getState().outside);
  if (isOutside) outside.add(panelId);
  else outside.delete(panelId);
  outsideStore.setState({ outside });
}

export interface DeskWindowEvents {
  own(panelId: string, own: OwnWindow['own']): void;
  colour(panelId: string, colour: LinkColour): void;
}

/** Joins the windows of this desk, as a desk or as the window of a panel; the answer leaves them. */
export function joinWindows(events: DeskWindowEvents | OwnWindow): () => void {
  const joined = new BroadcastChannel(`openbell desk ${deskName()}`);
  channel = joined;
  let heard = linkStore.getState().byColour;
  joined.addEventListener('message', ({ data }: MessageEvent<WindowMessage>) => {
    if (data.is === 'chosen') {
      heard = { ...linkStore.getState().byColour, ...data.byColour };
      linkStore.setState({ byColour: heard });
    } else if ('kind' in events) hearAsPanel(data, events.panelId);
    else hearAsDesk(data, events);
  });
  const stopLinks = linkStore.subscribe(({ byColour }) => {
    // What came from another window is not sent back.
    if (byColour !== heard) post({ is: 'chosen', byColour });
    heard = byColour;
  });
  const leave = 'kind' in events ? beHere(events.panelId) : () => undefined;
  if (!('kind' in events)) post({ is: 'who' });
  return () => {
    leave();
    stopLinks();
    joined.close();
    if (channel === joined) channel = undefined;
  };
}

function beHere(panelId: string): () => void {
  post({ is: 'here', panelId });
  const gone = () => post({ is: 'gone', panelId });
  window.addEventListener('pagehide', gone);
  return () => {
    window.removeEventListener('pagehide', gone);
  };
}

function hearAsPanel(message: WindowMessage, panelId: string): void {
  if (message.is === 'who') post({ is: 'here', panelId });
  if (message.is === 'return' && message.panelId === panelId) window.close();
}

function hearAsDesk(message: WindowMessage, events: DeskWindowEvents): void {
  if (message.is === 'here') {
    mark(message.panelId, true);
    post({ is: 'chosen', byColour: linkStore.getState().byColour });
  }
  if (message.is === 'gone') mark(message.panelId, false);
  if (message.is === 'own') events.own(message.panelId, message.own);
  if (message.is === 'colour') events.colour(message.panelId, message.colour);
}
