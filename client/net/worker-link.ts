// The page's end of the feed worker in a browser.

import type { WorkerLink } from './link-contract.ts';
import { linkOverPort } from './link-over-port.ts';
import { openFeedPort } from './open-feed-port.ts';
import { createOrderMemory } from './order-memory.ts';

export type { LinkEvents, LinkMessage, WorkerLink } from './link-contract.ts';

/** The link of a user to the worker of this browser. */
export function createWorkerLink(user: string): WorkerLink {
  const link = linkOverPort(user, openFeedPort(user), createOrderMemory(user, localStorage));
  const gone = new AbortController();
  const { signal } = gone;
  const close = () => {
    if (signal.aborted) return;
    gone.abort();
    link.close();
  };
  window.addEventListener('online', () => link.retry(), { signal });
  window.addEventListener('pagehide', close, { signal });
  // A page that was put aside whole has left the worker; when it is taken up again it begins anew.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
  return { ...link, close };
}
