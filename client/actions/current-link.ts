// The link of whoever is signed in: what the actions send through.

import { isSessionUser } from '../net/feed-token.ts';
import type { WorkerLink } from '../net/worker-link.ts';
import { Role } from '../../shared/domain/role.ts';
import type { NotSent } from '../state/desk-context.ts';
import { sessionStore } from '../state/session-store.ts';

let current: WorkerLink | undefined;

export function setCurrentLink(link: WorkerLink | undefined): void {
  current = link;
}

export function currentLink(): WorkerLink | undefined {
  return current;
}

/** What REST calls show: the demo user's token, nothing where the cookie stands for the session, undefined
 * while neither is there. */
export async function restBearer(): Promise<string | undefined> {
  if (current === undefined) return undefined;
  if (isSessionUser(current.user)) return '';
  const token = await current.ask('token', {});
  return token === '' ? undefined : token;
}

/** The link, if an order could be sent through it now; else why not. */
export function tradingLink(): WorkerLink | NotSent {
  const { feed, role, caughtUp } = sessionStore.getState();
  if (current === undefined) return 'signedOut';
  if (feed.is !== 'live') return 'notLive';
  if (role !== Role.trader) return 'notPermitted';
  return caughtUp ? current : 'notLive';
}
