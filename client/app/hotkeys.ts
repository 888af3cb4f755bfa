// Keys of the shell. Trading keys belong to the panels and ask `armed` before they send.

import { setPref } from '../actions/set-pref.ts';
import { prefsStore } from '../state/prefs-store.ts';
import { layoutNames, layoutStore, showLayout } from './layout-store.ts';
import { closeOverlay, openOverlay, overlayStore } from './overlay-store.ts';
import { focusGroup, showTab } from './shown-dock.ts';

export interface ShellKey {
  /** As shown: `Ctrl K`. */
  readonly keys: string;
  /** Key of its words: `shell.key.<id>`. */
  readonly id: string;
  readonly matches: (event: KeyboardEvent) => boolean;
  readonly run: (event: KeyboardEvent) => void;
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

const bare = (event: KeyboardEvent) =>
  !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
const control = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey) && !event.altKey;

/** Arms or disarms the trading keys, if the user switched them on at all. */
export function toggleArmed(): void {
  const { hotkeys, armed } = prefsStore.getState();
  if (hotkeys || armed) setPref('armed', !armed);
  else openOverlay('prefs');
}

export const SHELL_KEYS: readonly ShellKey[] = [
  {
    keys: 'Ctrl K',
    id: 'palette',
    matches: (event) => control(event) && event.key.toLowerCase() === 'k',
    run: () => {
      openOverlay('palette');
    },
  },
  {
    keys: '/',
    id: 'search',
    matches: (event) => bare(event) && event.key === '/',
    run: () => {
      openOverlay('palette');
    },
  },
  {
    keys: '?',
    id: 'keys',
    matches: (event) => bare(event) && event.key === '?',
    run: () => {
      openOverlay('keys');
    },
  },
  {
    keys: 'Ctrl ,',
    id: 'prefs',
    matches: (event) => control(event) && event.key === ',',
    run: () => {
      openOverlay('prefs');
    },
  },
  {
    keys: 'Alt 1 … 9',
    id: 'layout',
    matches: (event) => event.altKey && !event.ctrlKey && /^Digit[1-9]$/.test(event.code),
    run: ({ code }) => {
      const name = layoutNames(layoutStore.getState())[Number(code.slice(-1)) - 1];
      if (name !== undefined) showLayout(name);
    },
  },
  {
    keys: 'F6',
    id: 'nextGroup',
    matches: (event) => event.key === 'F6' && !event.ctrlKey && !event.altKey,
    run: ({ shiftKey }) => {
      focusGroup(shiftKey ? -1 : 1);
    },
  },
  {
    keys: 'Ctrl ] [',
    id: 'nextTab',
    matches: (event) => control(event) && (event.key === ']' || event.key === '['),
    run: ({ key }) => {
      showTab(key === ']' ? 1 : -1);
    },
  },
  {
    keys: 'Ctrl Shift L',
    id: 'arm',
    matches: (event) => control(event) && event.shiftKey && event.code === 'KeyL',
    run: toggleArmed,
  },
];

/** Keys that work inside of what is open, for the page of keys. */
export const OTHER_KEYS: readonly { readonly keys: string; readonly id: string }[] = [
  { keys: 'Ctrl Enter', id: 'panel.ticket.send' },
  { keys: 'F2', id: 'panel.orders.amend' },
  { keys: 'Delete', id: 'panel.orders.cancel' },
  { keys: 'Alt ↑ ↓', id: 'panel.watchlist.move' },
  { keys: 'Delete', id: 'panel.watchlist.remove' },
  { keys: 'Esc', id: 'back' },
];

export function listenToKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const open = overlayStore.getState().open;
    if (open === 'palette' && event.key === 'Escape') closeOverlay();
    if (open !== undefined) return;
    const key = SHELL_KEYS.find(({ matches }) => matches(event));
    if (key === undefined) return;
    event.preventDefault();
    key.run(event);
  };
  window.addEventListener('keydown', onKey);
  return () => {
    window.removeEventListener('keydown', onKey);
  };
}
