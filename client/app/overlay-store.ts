// What lies above the desk: at most one of these.

import { create } from 'zustand';

export type OverlayName =
  | 'palette'
  | 'keys'
  | 'prefs'
  | 'glossary'
  | 'gallery'
  | 'saveLayout'
  | 'life'
  | 'account'
  /** The account at its section of passwords and second factors. */
  | 'security'
  | 'operations';

export const overlayStore = create<{ readonly open: OverlayName | undefined }>(() => ({
  open: undefined,
}));

export function openOverlay(name: OverlayName): void {
  overlayStore.setState({ open: name });
}

export function closeOverlay(): void {
  overlayStore.setState({ open: undefined });
}
