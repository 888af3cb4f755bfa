// What goes over the socket, counted, and the figures of the connection's health.

import type { FeedClient } from '../../shared/feed/feed-client.ts';
import type { FeedHost, OpenSocket } from '../../shared/feed/host.ts';
import type { TopicSlot } from './topic-slot.ts';
import type { HealthFigures } from './worker-protocol.ts';

export interface Traffic {
  /** The socket, with its messages counted. */
  readonly openSocket: OpenSocket;
  /** When the last message came, host clock. */
  readonly heardMs: number;
  /** Highest sequence of the venue that an ack or a report named. */
  journalSeq: number;
  health(
    feed: FeedClient,
    slots: readonly TopicSlot[],
    updates: number,
    offsetMicros: number,
    windows: number,
  ): HealthFigures;
}

export function createTraffic(openSocket: OpenSocket, host: FeedHost): Traffic {
  let messages = 0;
  let heardMs = 0;
  let sinceMs = 0;
  return {
    get heardMs() {
      return heardMs;
    },
    journalSeq: 0,
    openSocket: (url, protocol, events) =>
      openSocket(url, protocol, {
        open: () => events.open(),
        message(data) {
          messages += 1;
          heardMs = host.now();
          events.message(data);
        },
        close: (code, reason) => events.close(code, reason),
      }),
    health(feed, slots, updates, offsetMicros, windows) {
      const nowMs = feed.nowMs();
      const seconds = Math.max(nowMs - sinceMs, 1) / 1000;
      const books = slots.filter(({ interest }) => interest.is === 'depth');
      const isLive = feed.state.is === 'live';
      let healing = 0;
      let lost = 0;
      for (const topic of feed.topics()) {
        if (topic.health !== 'current') healing += 1;
        if (topic.channel === 'trade') lost += topic.lost;
      }
      const figures = {
        roundTripMicros: Math.round(feed.roundTripMicros() ?? 0),
        messagesPerSecond: Math.round(messages / seconds),
        updatesPerSecond: Math.round(updates / seconds),
        verifiedBooks: books.filter((slot) => slot.truth(isLive) === 'verified').length,
        watchedBooks: books.length,
        healingTopics: healing,
        lostUpdates: lost,
        privateSeq: Math.max(0, feed.account.seq),
        journalSeq: this.journalSeq,
        offsetMicros: Math.round(offsetMicros),
        windows,
      };
      messages = 0;
      sinceMs = nowMs;
      return figures;
    },
  };
}
