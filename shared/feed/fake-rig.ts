// A feed on a fake venue over a fake network, with a record of everything it was told, and the judge of
// what it shows: whatever it calls current must be what the venue published under that seq.

import type { Book } from './book-builder.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeLink } from './fake-link.ts';
import { viewText } from './fake-market.ts';
import { FakeVenue } from './fake-venue.ts';
import { createFeedClient } from './feed-client.ts';
import type { FeedClient, FeedOptions } from './feed-client.ts';
import type { TopicView } from './feed-listener.ts';

export interface FakeRig {
  readonly clock: FakeClock;
  readonly venue: FakeVenue;
  readonly link: FakeLink;
  readonly feed: FeedClient;
  /** States in order, by name. */
  readonly states: string[];
  /** What happened to topics, in words. */
  readonly events: string[];
  /** Seqs of the trades that were handed on, by topic text. */
  readonly trades: Map<string, number[]>;
  /** Books that were shown as current and were not what the venue had published. */
  readonly wrongBooks: string[];
  /** The same for quotes. */
  readonly wrongQuotes: string[];
}

export function createRig(
  options: Partial<FeedOptions> & { readonly seed?: number } = {},
): FakeRig {
  const clock = new FakeClock(options.seed);
  const venue = new FakeVenue(clock);
  const link = new FakeLink(clock, venue);
  const feed = createFeedClient({
    url: 'ws://venue',
    openSocket: link.open,
    host: clock,
    token: () => 'token',
    ...options,
  });
  const rig: FakeRig = {
    clock,
    venue,
    link,
    feed,
    states: [],
    events: [],
    trades: new Map(),
    wrongBooks: [],
    wrongQuotes: [],
  };
  record(rig);
  return rig;
}

/** A rig that is signed in and has its first snapshots. */
export function createLiveRig(topics: string[], options: Partial<FeedOptions> = {}): FakeRig {
  const rig = createRig(options);
  for (let k = 0; k < 12; k++) {
    rig.venue.market.change('AAA', 'bids', 1_000 - k, 10 + k);
    rig.venue.market.change('AAA', 'asks', 1_010 + k, 20 + k);
  }
  rig.feed.subscribe(...topics);
  rig.feed.start();
  rig.clock.advance(20);
  return rig;
}

export function topicOf(rig: FakeRig, text: string): TopicView {
  for (const topic of rig.feed.topics()) if (topic.text === text) return topic;
  throw new Error(`no topic ${text}`);
}

export function bookText(book: Book): string {
  const side = (levels: Book['bids']) =>
    Array.from({ length: levels.count }, (_, k) => [levels.ticks(k), levels.lots(k)] as const);
  return viewText(side(book.bids), side(book.asks));
}

/** The venue's own view of a topic at its last seq. */
export function venueText(rig: FakeRig, text: string): string {
  const topic = rig.venue.market.topics.get(text)!;
  return viewText(topic.bids, topic.asks);
}

function record(rig: FakeRig): void {
  rig.feed.listen({
    state: (state) => rig.states.push(state.is),
    granted: (topic) => rig.events.push(`granted ${topic.text}`),
    refused: (text, code) => rig.events.push(`refused ${text} ${code}`),
    health: (topic) => rig.events.push(`${topic.health} ${topic.text}`),
    lost: (topic, count) => rig.events.push(`lost ${count} ${topic.text}`),
    forgotten(topic) {
      rig.trades.delete(topic.text);
      rig.events.push(`forgotten ${topic.text}`);
    },
    trade(topic, update) {
      const seqs = rig.trades.get(topic.text) ?? [];
      rig.trades.set(topic.text, [...seqs, update.seq]);
    },
    depth(topic, book) {
      const published = rig.venue.market.topics.get(topic.text)?.history.get(topic.seq);
      const shown = bookText(book);
      if (topic.health === 'current' && shown !== published) rig.wrongBooks.push(shown);
    },
    quote(topic, update) {
      const published = rig.venue.market.topics.get(topic.text)?.history.get(topic.seq);
      const { bid, bidLots, spread, askLots } = update;
      const bids = bidLots === 0 ? [] : [[bid, bidLots] as const];
      const asks = askLots === 0 ? [] : [[bid + spread, askLots] as const];
      const shown = viewText(bids, asks);
      if (shown !== published) rig.wrongQuotes.push(shown);
    },
  });
}
