// Who is signed in, and the state of the connection.

import { create } from 'zustand';
import { feeds, type MarketSource } from '../../shared/domain/market-source.ts';
import type { Role } from '../../shared/domain/role.ts';
import type { FeedState } from '../../shared/feed/feed-state.ts';

export type { FeedState } from '../../shared/feed/feed-state.ts';

/** notice: words of the server · refusal: an error that belongs to no order. */
export interface Notice {
  readonly id: number;
  readonly is: 'notice' | 'refusal';
  /** 0 info, 1 warning, 2 critical. */
  readonly severity: number;
  /** Notice code of the wire, or reject code of a refusal. */
  readonly code: number;
  readonly text: string;
  /** This computer's clock, ms since 1970. */
  readonly timeMs: number;
}

/** What the footer and the connection panel show; refreshed about twice a second. */
export interface Health {
  /** Shortest recent round trip in µs, 0 unknown, and the newest figures, oldest first. */
  readonly roundTripMicros: number;
  readonly roundTrips: readonly number[];
  readonly messagesPerSecond: number;
  readonly updatesPerSecond: number;
  /** Watched books whose checksum held, and watched books in all. */
  readonly verifiedBooks: number;
  readonly watchedBooks: number;
  readonly healingTopics: number;
  readonly lostUpdates: number;
  readonly privateSeq: number;
  /** Highest sequence of the venue's journal that an ack or a report named. */
  readonly journalSeq: number;
  /** Server clock minus this computer's in µs, and how far it may be off. */
  readonly offsetMicros: number;
  readonly offsetErrorMicros: number;
  /** Windows that share the connection. */
  readonly windows: number;
}

export interface SessionState {
  /** Empty: nobody is signed in. */
  readonly user: string;
  /** Undefined until the server confirmed it. */
  readonly role: Role | undefined;
  /** -1: the role has no account. */
  readonly account: number;
  readonly feed: FeedState;
  /** Status of the venue: 0 online, 1 cancel only, 2 recovering, 3 stopping. */
  readonly venueStatus: number;
  /** Who makes the market, as the venue says it; none: its users alone. */
  readonly sources: readonly MarketSource[];
  /** True while the account is complete up to now. */
  readonly caughtUp: boolean;
  readonly health: Health;
  /** Newest first. */
  readonly notices: readonly Notice[];
}

export const IDLE_HEALTH: Health = {
  roundTripMicros: 0,
  roundTrips: [],
  messagesPerSecond: 0,
  updatesPerSecond: 0,
  verifiedBooks: 0,
  watchedBooks: 0,
  healingTopics: 0,
  lostUpdates: 0,
  privateSeq: 0,
  journalSeq: 0,
  offsetMicros: 0,
  offsetErrorMicros: 0,
  windows: 1,
};

export const sessionStore = create<SessionState>(() => ({
  user: '',
  role: undefined,
  account: -1,
  feed: { is: 'idle' },
  venueStatus: 0,
  sources: [],
  caughtUp: false,
  health: IDLE_HEALTH,
  notices: [],
}));

export const useSession = sessionStore;

/** The server's clock now, µs since 1970, as far as we know it. */
export function serverNowMicros(): number {
  return Math.round(Date.now() * 1000) + sessionStore.getState().health.offsetMicros;
}

/** Of an instrument; undefined: the venue named none. */
export function sourceOf(instrument: number): MarketSource | undefined {
  if (instrument < 0) return undefined;
  return sessionStore.getState().sources.find((source) => feeds(source, instrument));
}
