// What goes over the socket, counted, and the figures of the connection's health.

import type { FeedClient } from '../../shared/feed/feed-client.ts';
import type { FeedHost, OpenSocket } from '../../shared/feed/host.ts';
import type { TopicSlot } from './topic-slot.ts';
import type { HealthFigures } from './worker-protocol.ts';

type FeedFigures = Omit<
  HealthFigures,
  'messagesPerSecond' | 'updatesPerSecond' | 'journalSeq' | 'windows'
>;
type Rates = Pick<HealthFigures, 'messagesPerSecond' | 'updatesPerSecond'>;

export interface Traffic {
  /** The socket, with its messages counted. */
  readonly openSocket: OpenSocket;
  /** When the last message came, host clock. */
  readonly heardMs: number;
  /** Messages and `updates` per second since the last call. */
  rates(updates: number): Rates;
}

/** `handled` runs after every message, when what it says has been taken. */
export function createTraffic(
  openSocket: OpenSocket,
  host: FeedHost,
  handled: () => void,
): Traffic {
  let messages = 0;
  let heardMs = 0;
  let sinceMs = host.now();
  return {
    get heardMs() {
      return heardMs;
    },
    openSocket: (url, protocol, events) =>
      openSocket(url, protocol, {
        open: () => events.open(),
        message(data) {
          messages += 1;
          heardMs = host.now();
          events.message(data);
          handled();
        },
        close: (code, reason) => events.close(code, reason),
      }),
    rates(updates) {
      const nowMs = host.now();
      const seconds = Math.max(nowMs - sinceMs, 1) / 1000;
      const messagesPerSecond = Math.round(messages / seconds);
      const updatesPerSecond = Math.round(updates / seconds);
      messages = 0;
      sinceMs = nowMs;
      return { messagesPerSecond, updatesPerSecond };
    },
  };
}

export function feedFigures(
  feed: FeedClient,
  slots: Iterable<TopicSlot>,
  clientMicros: number,
): FeedFigures {
  const books = [...slots].filter(({ interest }) => interest.is === 'depth');
  const isLive = feed.state.is === 'live';
  let healingTopics = 0;
  let lostUpdates = 0;
  for (const topic of feed.topics()) {
    if (topic.health !== 'current') healingTopics += 1;
    if (topic.channel === 'trade') lostUpdates += topic.lost;
  }
  return {
    roundTripMicros: Math.round(feed.roundTripMicros() ?? 0),
    verifiedBooks: books.filter((slot) => slot.truth(isLive) === 'verified').length,
    watchedBooks: books.length,
    healingTopics,
    lostUpdates,
    privateSeq: Math.max(0, feed.account.seq),
    offsetMicros: Math.round(feed.serverMicros() - clientMicros),
  };
}
