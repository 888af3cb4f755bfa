// One user intent: sign out, in all windows of this user. Working orders stay.

import { deskStore } from '../state/desk-context.ts';
import { clearStores } from '../state/route-message.ts';
import { currentLink, setCurrentLink } from './current-link.ts';

export function signOut(): void {
  currentLink()?.signOut();
  leaveDesk();
}

/** Takes the desk down, whoever ended the session. */
export function leaveDesk(): void {
  const link = currentLink();
  if (link === undefined) return;
  setCurrentLink(undefined);
  sessionStorage.removeItem('openbell.user');
  deskStore.getState().desk?.close();
  deskStore.setState({ desk: undefined });
  link.close();
  clearStores();
}
