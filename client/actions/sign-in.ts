// One user intent: sign in, as a demo user or with the session that a cookie stands for. The desk stands
// from here until sign-out.

import { Role } from '../../shared/domain/role.ts';
import { browserFrameClock } from '../market/frame-loop.ts';
import { createMarketTables } from '../market/market-tables.ts';
import { isSessionUser } from '../net/feed-token.ts';
import { createWorkerLink } from '../net/worker-link.ts';
import type { LinkMessage, WorkerLink } from '../net/link-contract.ts';
import { deskStore } from '../state/desk-context.ts';
import { identityStore } from '../state/identity-store.ts';
import { routeMessage } from '../state/route-message.ts';
import { sessionStore } from '../state/session-store.ts';
import { selectFirstInstruments } from './select-instrument.ts';
import { currentLink, setCurrentLink } from './current-link.ts';
import { deskActions } from './desk-actions.ts';
import { createMessageBatch } from './message-batch.ts';
import { loadFillHistory } from './load-history.ts';
import { leaveDesk } from './sign-out.ts';

export type SignedIn = { readonly ok: true } | { readonly ok: false; readonly why: 'already' };

/** The demo user, kept for this tab, so that a reload goes on where it was. */
const USER_KEY = 'openbell.user';

export function signIn(user: string): SignedIn {
  if (currentLink() !== undefined) return { ok: false, why: 'already' };
  openDesk(createWorkerLink(user));
  // A session of one's own is found again by its cookie.
  if (!isSessionUser(user)) sessionStorage.setItem(USER_KEY, user);
  return { ok: true };
}

/** After a reload: the demo user who was signed in is signed in again. False: nobody was. */
export function resumeSignIn(): boolean {
  const user = sessionStorage.getItem(USER_KEY);
  return user !== null && user !== '' && signIn(user).ok;
}

/** Builds the desk over a link; tests bring a link of their own. */
export function openDesk(link: WorkerLink): void {
  setCurrentLink(link);
  const take = (message: LinkMessage): void => {
    routeMessage(message);
    if (message.is === 'listings') selectFirstInstruments();
    // Another window signed the user out: this one follows.
    const isOut = message.is === 'feed' && message.state.is === 'closed';
    if (isOut && message.state.reason.is === 'user') leaveDesk();
    // The server ended the session, and gives no ticket for another connection.
    if (isOut && message.state.reason.is === 'refused' && isSessionUser(link.user)) {
      identityStore.setState({ me: undefined, wasEnded: true });
      leaveDesk();
    }
    if (message.is === 'signedIn' && message.role === Role.trader) void loadFillHistory();
  };
  const batch = createMessageBatch(take, browserFrameClock.later);
  link.listen({ message: batch.hold });
  const tables = createMarketTables(link);
  // The first of the painters: those after it draw what the messages said.
  tables.frames.add(batch.flush);
  deskStore.setState({ desk: { tables, actions: deskActions, close: () => tables.close() } });
  sessionStore.setState({ user: link.user });
}
