// The synthetic venue speaks the protocol: a client signs in, gets definitions and quotes of every
// instrument that are true and young, a verified book, statistics, and a real answer to an order.

import { afterEach, expect, test } from 'vitest';
import { createFeedClient } from '../../../shared/feed/index.ts';
import { createClockSystem } from '../../../server/sequencer/clock-system.ts';
import { nodeHost } from '../../examples/node-host.ts';
import { openWsSocket } from '../../examples/ws-socket.ts';
import { come } from '../../e2e/wire-user.ts';
import { startFloodVenue, type FloodVenue } from './flood-venue.ts';
import { stampAgeMs } from './quote-stamp.ts';

const INSTRUMENTS = 500;
const YOUNG_MS = 30_000;
const clock = createClockSystem();
const open: { stop(): Promise<void> | void }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop();
});

async function start(): Promise<FloodVenue> {
  const venue = await startFloodVenue(INSTRUMENTS, { terminal: '', peers: '' });
  open.push(venue);
  return venue;
}

function connect(venue: FloodVenue) {
  const seen = { symbols: new Set<string>(), quoted: new Set<number>(), oldest: 0, quotes: 0 };
  const feed = createFeedClient({
    url: `ws://127.0.0.1:${String(venue.port)}/ws`,
    ...{ openSocket: openWsSocket, host: nodeHost },
    token: () => 'bench0000',
    quotes(topic, _bid, bidLots) {
      seen.quotes += 1;
      seen.quoted.add(topic.instrument);
      seen.oldest = Math.max(seen.oldest, stampAgeMs(bidLots, clock.wallMicros() / 1000));
    },
  });
  feed.listen({ instrument: (_topic, { symbol }) => seen.symbols.add(symbol) });
  feed.subscribe('instruments', 'quote.*@10', 'stats.*@100', 'depth.BTCUSDT.20@50');
  feed.start();
  open.push({ stop: () => feed.close() });
  return { feed, seen };
}

test('every instrument is defined and quoted, nothing is lost, the book is verified', async () => {
  const venue = await start();
  const { feed, seen } = connect(venue);
  venue.market.settings = { quotesPerSecond: 20_000, statsEveryFrame: true };
  await come(() => seen.symbols.size === INSTRUMENTS, 'all definitions');
  await come(() => seen.quoted.size === INSTRUMENTS && seen.quotes > 5_000, 'quotes of all');
  const healthOf = (channel: string) =>
    new Set([...feed.topics()].filter((one) => one.channel === channel).map((one) => one.health));
  await come(() => healthOf('depth').has('current'), 'a book that can be trusted');
  await come(() => healthOf('stats').has('current'), 'statistics');
  expect(healthOf('quote')).toEqual(new Set(['current']));
  expect([...feed.topics()].reduce((sum, { lost }) => sum + lost, 0)).toBe(0);
  expect(seen.oldest).toBeLessThan(YOUNG_MS);
});

test('without a rate no quote is sent beyond the first of each instrument: the control', async () => {
  const venue = await start();
  const { seen } = connect(venue);
  await come(() => seen.quoted.size === INSTRUMENTS, 'the first quotes');
  expect(venue.market.sent).toBe(0);
  expect(seen.quotes).toBe(INSTRUMENTS);
});

test('an order is answered by the core', async () => {
  const venue = await start();
  const { feed } = connect(venue);
  const reports: string[] = [];
  feed.listen({ report: ({ is }) => reports.push(is) });
  await come(() => feed.caughtUp, 'the account');
  feed.sendEncoded(
    feed.encode({
      ...{ is: 'place', requestId: feed.nextRequestId(), clientOrderId: 77, instrument: 0 },
      ...{ side: 0, type: 0, tif: 0, flags: 0, stp: 0, expireSeconds: 0, deadlineMicros: 0 },
      ...{ clientMicros: 0, price: 17_000, qty: 1 },
    }),
  );
  await come(() => reports.length > 0, 'the answer');
  expect(reports[0]).toBe('accepted');
});
