// The feed against a fake venue: every way in which frames go missing, and what the feed makes of it.

import { describe, expect, test } from 'vitest';
import { codecFor } from '../wire/codec.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK } from '../wire/schema.ts';
import type { ServerMessage, Update } from '../wire/schema.ts';
import type { FakeRig } from './fake-rig.ts';
import { bookText, createLiveRig, createRig, topicOf, venueText } from './fake-rig.ts';

const DEPTH = 'depth.AAA.10@100';
const TRADE = 'trade.AAA@0';
const QUOTE = 'quote.AAA@100';

function move(rig: FakeRig, ticks: number, lots: number): void {
  rig.venue.market.change('AAA', 'bids', ticks, lots);
  rig.venue.publish();
  rig.clock.advance(5);
}

/** Applies a fault to the next frame to the client, once. */
function faultOnce(rig: FakeRig, fault: 'drop' | 'double' | 'hold'): void {
  let isArmed = true;
  rig.link.fault = (direction) => {
    if (direction !== 'toClient' || !isArmed) return 'pass';
    isArmed = false;
    return fault;
  };
}

function stateOf(rig: FakeRig): string {
  return rig.feed.state.is;
}

function shownBook(rig: FakeRig): string {
  return bookText(rig.feed.book(topicOf(rig, DEPTH))!);
}

function resyncs(rig: FakeRig): number {
  return rig.venue.heard.filter((message) => message.is === 'resync').length;
}

describe.each([PROTOCOL_MSGPACK, PROTOCOL_JSON])('over %s', (protocol) => {
  test('signs in, is granted topics, builds the book and follows it', () => {
    const rig = createLiveRig([DEPTH, QUOTE, TRADE], { protocol });
    expect(rig.states).toEqual(['connecting', 'live']);
    expect(rig.events).toContain(`granted ${DEPTH}`);
    expect(topicOf(rig, DEPTH).health).toBe('current');
    expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
    expect(rig.feed.book(topicOf(rig, DEPTH))!.bids.count).toBe(10);

    move(rig, 1_000, 0);
    move(rig, 1_003, 5);
    rig.venue.trade('AAA', 1_003, 2);
    rig.clock.advance(5);
    expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
    expect(rig.trades.get(TRADE)).toEqual([1]);
    expect(rig.wrongBooks).toEqual([]);
  });
});

test('a refused topic is told, and does not hold up the others', () => {
  const rig = createLiveRig(['quote.NONE@100', DEPTH]);
  expect(rig.events).toContain('refused quote.NONE@100 2005');
  expect(topicOf(rig, DEPTH).health).toBe('current');
  expect(rig.feed.subscribe('nonsense')).toBe(false);
});

test('a wildcard stands for every instrument, and is given back as a whole', () => {
  const rig = createLiveRig(['quote.*@100', QUOTE]);
  expect([...rig.feed.topics()].map((topic) => topic.text)).toEqual([QUOTE, 'quote.BBB@100']);
  rig.feed.unsubscribe('quote.*@100');
  rig.clock.advance(5);
  expect([...rig.feed.topics()].map((topic) => topic.text)).toEqual([QUOTE]);
});

test('three hundred topics are asked for in frames that the server takes', () => {
  const rig = createRig();
  rig.feed.subscribe(...Array.from({ length: 300 }, (_, k) => `quote.SYMBOL${k}@100`));
  rig.feed.start();
  rig.clock.advance(20);
  const asks = rig.venue.heard.filter((message) => message.is === 'subscribe');
  expect(asks.length).toBe(4);
  expect(rig.events.length).toBe(300);
});

test('a lost delta is found at the next one and only that topic starts anew', () => {
  const rig = createLiveRig([DEPTH, 'depth.AAA.5@100']);
  let drops = 1;
  rig.link.alter = (data) => {
    const codec = codecFor(PROTOCOL_MSGPACK);
    const message = codec.decodeServer(data);
    if (message?.is !== 'market' || drops === 0) return data;
    drops -= 1;
    const { topicId } = topicOf(rig, DEPTH);
    const updates = message.updates.filter((update) => update.topicId !== topicId);
    return codec.encodeServer({ ...message, updates });
  };
  move(rig, 1_001, 5);
  expect(resyncs(rig)).toBe(0);
  move(rig, 1_002, 5);
  expect(rig.events).toContain(`healing ${DEPTH}`);
  expect(rig.events).not.toContain('healing depth.AAA.5@100');
  expect(resyncs(rig)).toBe(1);
  expect(topicOf(rig, DEPTH).health).toBe('current');
  expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
  expect(rig.link.opened.length).toBe(1);
});

test('a doubled delta is dropped', () => {
  const rig = createLiveRig([DEPTH]);
  faultOnce(rig, 'double');
  move(rig, 1_001, 5);
  expect(resyncs(rig)).toBe(0);
  expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
});

test('swapped deltas end in a fresh snapshot', () => {
  const rig = createLiveRig([DEPTH]);
  faultOnce(rig, 'hold');
  move(rig, 1_001, 5);
  move(rig, 1_002, 6);
  expect(resyncs(rig)).toBe(1);
  expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
  expect(rig.wrongBooks).toEqual([]);
});

test('damage inside a valid frame is found by the checksum', () => {
  const rig = createLiveRig([DEPTH]);
  const codec = codecFor(PROTOCOL_MSGPACK);
  const damage = (message: ServerMessage, keepsChecksum: boolean): ServerMessage => {
    if (message.is !== 'market') return message;
    const updates = message.updates
      .filter((update) => keepsChecksum || update.is !== 'depthChecksum')
      .map((update): Update => {
        if (update.is !== 'depthDelta') return update;
        const levels = [...update.levels];
        levels[levels.length - 1] += 1;
        return { ...update, levels };
      });
    return { ...message, updates };
  };

  // The control: without the checksum the wrong book stands, and nobody notices.
  rig.link.alter = (data) => codec.encodeServer(damage(codec.decodeServer(data)!, false));
  move(rig, 1_001, 5);
  expect(shownBook(rig)).not.toBe(venueText(rig, DEPTH));
  expect(topicOf(rig, DEPTH).health).toBe('current');

  let isArmed = true;
  rig.link.alter = (data) => {
    if (!isArmed) return data;
    const message = codec.decodeServer(data)!;
    if (message.is === 'market') isArmed = false;
    return codec.encodeServer(damage(message, true));
  };
  move(rig, 1_002, 5);
  expect(rig.events).toContain(`healing ${DEPTH}`);
  expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
});

test('a heartbeat finds a lost tail of book, quote and tape', () => {
  const rig = createLiveRig([DEPTH, QUOTE, TRADE]);
  rig.venue.trade('AAA', 1_000, 1);
  rig.clock.advance(5);
  rig.link.fault = (direction) => (direction === 'toClient' ? 'drop' : 'pass');
  rig.venue.trade('AAA', 1_000, 2);
  move(rig, 1_002, 5);
  rig.link.fault = () => 'pass';
  expect(topicOf(rig, DEPTH).health).toBe('current');
  rig.clock.advance(6_000);
  expect(rig.trades.get(TRADE)).toEqual([1, 2]);
  for (const text of [DEPTH, QUOTE, TRADE]) {
    expect(rig.events).toContain(`healing ${text}`);
    expect(topicOf(rig, text).health).toBe('current');
    expect(topicOf(rig, text).seq).toBe(rig.venue.market.topics.get(text)!.seq);
  }
  expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
});

test('a topic that the server stopped serving is found by the heartbeat and asked for again', () => {
  const rig = createLiveRig([DEPTH, TRADE]);
  rig.venue.forgetTopics();
  rig.venue.trade('AAA', 1_000, 1);
  move(rig, 1_001, 5);
  expect(topicOf(rig, DEPTH).seq).not.toBe(rig.venue.market.topics.get(DEPTH)!.seq);
  rig.clock.advance(16_000);
  expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
  expect(rig.trades.get(TRADE)).toEqual([1]);
  expect(rig.link.opened.length).toBe(1);
});

test('trades go on after a cut where they stopped, none twice, none lost', () => {
  const rig = createLiveRig([TRADE]);
  rig.venue.trade('AAA', 1_000, 1);
  rig.clock.advance(5);
  rig.link.cut();
  for (let k = 0; k < 10; k++) rig.venue.trade('AAA', 1_000, 2);
  rig.clock.advance(1_000);
  rig.venue.trade('AAA', 1_000, 3);
  rig.clock.advance(5);
  expect(rig.trades.get(TRADE)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(topicOf(rig, TRADE).lost).toBe(0);
});

test('trades that the server no longer has are counted as lost', () => {
  const rig = createLiveRig([TRADE]);
  rig.venue.trade('AAA', 1_000, 1);
  rig.clock.advance(5);
  rig.link.cut();
  for (let k = 0; k < 10; k++) rig.venue.trade('AAA', 1_000, 2);
  rig.venue.market.tradesKeptAfter = 6;
  rig.clock.advance(1_000);
  expect(rig.trades.get(TRADE)).toEqual([1, 9, 10, 11]);
  expect(rig.events).toContain(`lost 7 ${TRADE}`);
  expect(topicOf(rig, TRADE).health).toBe('current');
});

test('a new epoch voids what was built, on the same connection and over a restart', () => {
  const rig = createLiveRig([DEPTH, TRADE]);
  rig.venue.trade('AAA', 1_000, 1);
  move(rig, 1_001, 5);
  rig.venue.market.newEpoch();
  rig.venue.say({ is: 'notice', code: 4, severity: 1, value: 2, text: 'new epoch' });
  rig.clock.advance(5_000);
  expect(rig.events).toContain(`forgotten ${DEPTH}`);
  expect(topicOf(rig, DEPTH).epoch).toBe(2);
  expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
  rig.venue.trade('AAA', 1_000, 1);
  move(rig, 1_002, 5);
  expect(rig.trades.get(TRADE)).toEqual([1]);

  rig.link.cut();
  rig.venue.market.newEpoch();
  rig.clock.advance(1_000);
  expect(topicOf(rig, DEPTH).epoch).toBe(3);
  const last = rig.venue.heard.filter((message) => message.is === 'subscribe').at(-1);
  expect(last?.topics.find((ask) => ask.topic === TRADE)?.lastSeq).toBe(null);
  expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
  expect(rig.wrongBooks).toEqual([]);
});

test('a restart that comes to the same numbers in the same epoch is not taken for the same state', () => {
  const rig = createLiveRig([DEPTH, QUOTE, TRADE]);
  const quotes: number[] = [];
  rig.feed.listen({ quote: (_topic, { bid }) => quotes.push(bid) });
  rig.venue.trade('AAA', 1_000, 1);
  rig.clock.advance(5);
  const { seq } = topicOf(rig, QUOTE);
  rig.link.cut();
  rig.venue.market.change('AAA', 'bids', 1_005, 5);
  rig.venue.market.restart();
  rig.clock.advance(1_000);
  expect(topicOf(rig, QUOTE).seq).toBe(seq);
  expect(quotes).toEqual([1_005]);
  expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
  expect(rig.wrongQuotes).toEqual([]);
  rig.venue.trade('AAA', 1_000, 1);
  rig.clock.advance(10_000);
  expect(rig.trades.get(TRADE)).toEqual([1, 1_002]);
  expect(rig.events).toContain(`lost 1000 ${TRADE}`);
  expect(topicOf(rig, TRADE).health).toBe('current');
});

test('a mute socket is stale within 5 s and replaced within 10 s', () => {
  const rig = createLiveRig([DEPTH]);
  rig.clock.advance(10_000);
  expect(rig.states).toEqual(['connecting', 'live']);
  let isMute = true;
  rig.link.fault = () => (isMute ? 'mute' : 'pass');
  const startMs = rig.clock.now();
  while (stateOf(rig) === 'live') rig.clock.advance(10);
  expect(stateOf(rig)).toBe('stale');
  expect(rig.clock.now() - startMs).toBeLessThanOrEqual(5_000);
  isMute = false;
  while (stateOf(rig) !== 'live') rig.clock.advance(10);
  expect(rig.clock.now() - startMs).toBeLessThanOrEqual(10_000);
  rig.clock.advance(20);
  expect(topicOf(rig, DEPTH).health).toBe('current');
});

test('a quiet but living connection never becomes stale', () => {
  const rig = createLiveRig([DEPTH]);
  rig.clock.advance(120_000);
  expect(rig.states).toEqual(['connecting', 'live']);
});

test('reconnects wait longer and longer, up to 15 s, and start anew after success', () => {
  const rig = createLiveRig([DEPTH]);
  rig.clock.advance(10_000);
  rig.link.isUp = false;
  rig.link.cut();
  const before = rig.link.opened.length;
  rig.clock.advance(180_000);
  const opened = rig.link.opened.slice(before);
  const waits = opened.slice(1).map((at, k) => at - opened[k]);
  waits.forEach((wait, k) => {
    expect(wait).toBeLessThanOrEqual(Math.min(15_000, 250 * 2 ** (k + 1)) + 5);
  });
  expect(Math.max(...waits)).toBeGreaterThan(2_000);
  rig.link.isUp = true;
  rig.clock.advance(30_000);
  expect(stateOf(rig)).toBe('live');
  rig.link.cut();
  rig.clock.advance(300);
  expect(stateOf(rig)).toBe('live');
});

test('a sign-in that is refused for good ends the feed, one that may succeed later does not', () => {
  const rig = createRig();
  rig.venue.refuseSignIn = 9_003;
  rig.feed.start();
  rig.clock.advance(2_000);
  expect(stateOf(rig)).not.toBe('closed');
  rig.venue.refuseSignIn = 1_002;
  rig.clock.advance(20_000);
  expect(rig.feed.state).toEqual({ is: 'closed', reason: { is: 'refused', code: 1_002 } });
  const opened = rig.link.opened.length;
  rig.clock.advance(60_000);
  expect(rig.link.opened.length).toBe(opened);
});

test('the token is renewed before it expires, without a new connection', () => {
  const rig = createRig();
  rig.venue.tokenLifeMs = 60_000;
  rig.feed.start();
  rig.clock.advance(100_000);
  expect(rig.venue.heardKinds().filter((is) => is === 'signIn').length).toBe(4);
  expect(rig.states).toEqual(['connecting', 'live']);
});

test('the clock offset is measured', () => {
  const rig = createLiveRig([]);
  rig.clock.advance(3_000);
  expect(rig.feed.offsetMicros()).toBe(7_000_000);
  expect(rig.feed.roundTripMicros()).toBe(2_000);
  expect(Math.abs(rig.feed.serverMicros() - rig.venue.serverMicros())).toBeLessThanOrEqual(1);
});

test('a frame that is none ends the connection, not the feed', () => {
  const rig = createLiveRig([DEPTH]);
  let isArmed = true;
  rig.link.alter = (data) => {
    if (!isArmed) return data;
    isArmed = false;
    return new Uint8Array([0xc1, 0xff]);
  };
  move(rig, 1_001, 5);
  expect(rig.states).toContain('reconnecting');
  rig.clock.advance(1_000);
  expect(stateOf(rig)).toBe('live');
  expect(shownBook(rig)).toBe(venueText(rig, DEPTH));
});

test('a question is answered once, or lost with the connection', async () => {
  const rig = createLiveRig([]);
  const answered = rig.feed.ask({ is: 'deadMan', seconds: 10 });
  rig.clock.advance(5);
  await expect(answered).resolves.toMatchObject({ is: 'answer', message: { is: 'done' } });
  rig.link.fault = () => 'drop';
  const lost = rig.feed.ask({ is: 'deadMan', seconds: 10 });
  rig.link.cut();
  rig.clock.advance(5);
  await expect(lost).resolves.toEqual({ is: 'lost' });
});

test('close signs out, stops every timer and stays closed', () => {
  const rig = createLiveRig([DEPTH]);
  rig.feed.close();
  rig.clock.advance(60_000);
  expect(rig.feed.state).toEqual({ is: 'closed', reason: { is: 'user' } });
  expect(rig.link.opened.length).toBe(1);
});

test('a cut at every single frame: the feed comes back with the right book and all trades', () => {
  const run = (cutAt: number) => {
    const rig = createRig();
    rig.link.fault = (_direction, index) => (index === cutAt ? 'cut' : 'pass');
    rig.venue.market.change('AAA', 'bids', 1_000, 5);
    rig.feed.subscribe(DEPTH, TRADE, QUOTE);
    rig.feed.start();
    for (let k = 0; k < 10; k++) {
      rig.venue.trade('AAA', 1_000, 1);
      move(rig, 1_000 - k, 10 + k);
      rig.clock.advance(300);
    }
    rig.clock.advance(1_000);
    return rig;
  };
  const frames = run(-1).link.frames;
  expect(frames).toBeGreaterThan(25);
  for (let cutAt = 0; cutAt < frames; cutAt++) {
    const rig = run(cutAt);
    expect(shownBook(rig), `cut at ${cutAt}`).toBe(venueText(rig, DEPTH));
    expect(rig.wrongBooks).toEqual([]);
    expect(rig.wrongQuotes).toEqual([]);
    const seqs = rig.trades.get(TRADE)!;
    const last = rig.venue.market.topics.get(TRADE)!.seq;
    const first = seqs[0];
    expect(seqs, `cut at ${cutAt}`).toEqual(
      Array.from({ length: last - first + 1 }, (_, k) => first + k),
    );
  }
});
