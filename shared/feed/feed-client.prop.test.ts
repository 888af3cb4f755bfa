// Random losses, doubles, swaps, cuts and silences against the feed: nothing it calls current is wrong,
// nothing is lost without being told, and in the end it has what the venue has.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { codecFor } from '../wire/codec.ts';
import { PROTOCOL_MSGPACK } from '../wire/schema.ts';
import { BookBuilder } from './book-builder.ts';
import type { Fault } from './fake-link.ts';
import type { FakeRig } from './fake-rig.ts';
import { bookText, createRig, topicOf, venueText } from './fake-rig.ts';

const TOPICS = ['depth.AAA.5@100', 'depth.AAA.full@100', 'quote.AAA@100', 'trade.AAA@0'];
const TRADE = 'trade.AAA@0';
const RUNS = 1_000;
const STEPS = 40;

interface Weather {
  /** Chance of each fault per frame. */
  readonly drop: number;
  readonly double: number;
  readonly hold: number;
  readonly cut: number;
  readonly mute: number;
}

const weather = fc.record({
  drop: fc.double({ min: 0, max: 0.3, noNaN: true }),
  double: fc.double({ min: 0, max: 0.1, noNaN: true }),
  hold: fc.double({ min: 0, max: 0.1, noNaN: true }),
  cut: fc.double({ min: 0, max: 0.03, noNaN: true }),
  mute: fc.double({ min: 0, max: 0.01, noNaN: true }),
});

function pick(chances: Weather, random: number): Fault {
  let left = random;
  for (const fault of ['drop', 'double', 'hold', 'cut', 'mute'] as const) {
    left -= chances[fault];
    if (left < 0) return fault;
  }
  return 'pass';
}

/** The control: a reader that applies every delta that comes and checks nothing. Returns how often its
 * book was not the one that the venue had published. */
function watchNaively({ link, venue }: FakeRig): () => number {
  const codec = codecFor(PROTOCOL_MSGPACK);
  const book = new BookBuilder(5);
  let wrong = 0;
  link.alter = (data) => {
    const message = codec.decodeServer(data);
    const topic = venue.market.topics.get(TOPICS[0]);
    for (const update of message?.is === 'market' ? message.updates : []) {
      if (update.topicId !== topic?.topicId) continue;
      if (update.is === 'depthSnapshot') book.snapshot(update);
      if (update.is !== 'depthDelta') continue;
      book.delta(update);
      if (bookText(book) !== topic.history.get(update.seq)) wrong += 1;
    }
    return data;
  };
  return () => wrong;
}

/** Fair weather first, so that the numbering starts at one; then faults; then fair weather again. */
function sail(seed: number, chances: Weather) {
  const rig = createRig({ seed });
  const naiveErrors = watchNaively(rig);
  const { clock, venue, link, feed } = rig;
  venue.market.change('AAA', 'bids', 500, 1);
  feed.subscribe(...TOPICS);
  feed.start();
  clock.advance(20);
  link.fault = () => pick(chances, clock.random());
  for (let step = 0; step < STEPS; step++) stir(rig);
  link.fault = () => 'pass';
  clock.advance(60_000);
  venue.trade('AAA', 500, 1);
  clock.advance(20_000);
  return { rig, naiveErrors: naiveErrors() };
}

function stir({ clock, venue }: FakeRig): void {
  for (let k = clock.between(1, 4); k > 0; k--) {
    const isBid = clock.random() < 0.5;
    const ticks = isBid ? clock.between(480, 500) : clock.between(501, 520);
    const lots = clock.random() < 0.3 ? 0 : clock.between(1, 99);
    venue.market.change('AAA', isBid ? 'bids' : 'asks', ticks, lots);
  }
  venue.publish();
  if (clock.random() < 0.5) venue.trade('AAA', 500, clock.between(1, 9));
  clock.advance(clock.random() < 0.1 ? clock.between(1_000, 12_000) : clock.between(1, 300));
}

function expectTruth(rig: FakeRig): void {
  expect(rig.feed.state.is).toBe('live');
  expect(rig.wrongBooks).toEqual([]);
  expect(rig.wrongQuotes).toEqual([]);
  for (const text of TOPICS) {
    const topic = topicOf(rig, text);
    expect(topic.health).toBe('current');
    expect(topic.seq).toBe(rig.venue.market.topics.get(text)!.seq);
    const book = rig.feed.book(topic);
    if (book !== undefined) expect(bookText(book)).toBe(venueText(rig, text));
  }
  const seqs = rig.trades.get(TRADE) ?? [];
  const isAscending = seqs.every((seq, k) => k === 0 || seq > seqs[k - 1]);
  expect(isAscending).toBe(true);
  const all = rig.venue.market.topics.get(TRADE)!.seq;
  expect(seqs.length + topicOf(rig, TRADE).lost).toBe(all);
}

test('random faults: undetected losses 0, final books equal', () => {
  const seed = Date.now() & 0x7fffffff;
  process.stdout.write(`feed faults: seed ${seed}\n`);
  let runsWithNaiveErrors = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 0x7fffffff }), weather, (runSeed, chances) => {
      const { rig, naiveErrors } = sail(runSeed, chances);
      expectTruth(rig);
      if (naiveErrors > 0) runsWithNaiveErrors += 1;
    }),
    { seed, numRuns: RUNS },
  );
  expect(runsWithNaiveErrors).toBeGreaterThan(RUNS / 20);
});
