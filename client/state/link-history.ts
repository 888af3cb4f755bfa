// The latest changes of the connection, in memory: when, from what, to what. A new page begins anew.

import { create } from 'zustand';
import { sessionStore, type SessionState } from './session-store.ts';

type Connection = Pick<SessionState, 'feed' | 'venueStatus'>;

export interface LinkChange {
  readonly id: number;
  /** This computer's clock, ms since 1970. */
  readonly timeMs: number;
  readonly from: Connection;
  readonly to: Connection;
}

export const CHANGES_MAX = 50;

/** Newest first. */
export const linkHistory = create<{ readonly changes: readonly LinkChange[] }>(() => ({
  changes: [],
}));

/** Another attempt of the same kind is no change. */
function isSame(one: Connection, other: Connection): boolean {
  return one.feed.is === other.feed.is && one.venueStatus === other.venueStatus;
}

export function noteChange(from: Connection, to: Connection, timeMs: number): void {
  if (isSame(from, to)) return;
  const { changes } = linkHistory.getState();
  const id = (changes[0]?.id ?? 0) + 1;
  linkHistory.setState({ changes: [{ id, timeMs, from, to }, ...changes].slice(0, CHANGES_MAX) });
}

export function watchLink(): () => void {
  return sessionStore.subscribe((to, from) => {
    noteChange(from, to, Date.now());
  });
}
