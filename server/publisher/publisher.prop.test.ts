// The publisher on generated streams of the oracle venue: frames are numbered and whole, views and
// books equal the venue's state, two publishers give the same bytes.

import { describe, expect, test } from 'vitest';
import { RECORD_WORDS } from '../core/commands.ts';
import { EB, EVENT_BATCH_MAGIC, EVENT_BYTES } from '../core/events.ts';
import { codecFor } from '../../shared/wire/codec.ts';
import {
  PROTOCOL_JSON,
  PROTOCOL_MSGPACK,
  type RecordOf,
  type ServerMessage,
  type ServerMessages,
} from '../../shared/wire/schema.ts';
import {
  GENERATED_INSTRUMENTS,
  GENERATED_ACCOUNTS,
  openingRecords,
} from '../testing/orders-generator-market.ts';
import { createOrdersGenerator } from '../testing/orders-generator.ts';
import { prng } from '../testing/prng.ts';
import { createNaiveVenue, type NaiveVenue } from '../testing/venue-naive.ts';
import type { NaiveState } from '../testing/venue-naive-state.ts';
import { Market } from '../marketdata/market.ts';
import { AccountView } from './account-view.ts';
import type { Outlet } from './outlet.ts';
import { Publisher } from './publisher.ts';

const STAMPS = { journalMicros: 0, matchMicros: 0, durableMicros: 0 };
const CAPACITY = { orders: 256, dedupe: 1024, accounts: 64 };
const START_MICROS = 1_700_000_000e6;
const ACCOUNTS = GENERATED_ACCOUNTS;

interface Header {
  readonly batchSeq: number;
  readonly firstCommandSeq: number;
  readonly timeMicros: number;
}

function eventBatch(events: Int32Array, header: Header): Uint8Array {
  const slots = new Float64Array((EVENT_BYTES + events.byteLength) / 8);
  const words = new Int32Array(slots.buffer);
  words[EB.magic] = EVENT_BATCH_MAGIC;
  words[EB.version] = 1;
  words[EB.blocks] = events.length / RECORD_WORDS;
  words[EB.bytes] = slots.byteLength;
  slots[EB.batchSeqSlot] = header.batchSeq;
  slots[EB.firstCommandSeqSlot] = header.firstCommandSeq;
  slots[EB.timeSlot] = header.timeMicros;
  words[EB.streamEpoch] = 1;
  words.set(events, RECORD_WORDS);
  return new Uint8Array(slots.buffer);
}

function applyTo(venue: NaiveVenue, record: Int32Array, nowMicros: number, index: number): void {
  const slots = new Float64Array(record.buffer);
  venue.apply(record, slots, 0, record.length / RECORD_WORDS, nowMicros, index);
}

/** Batches of one to twenty commands on a new venue, the opening first. */
function* batches(seed: number, count: number, venue: NaiveVenue): Generator<Uint8Array> {
  const random = prng(seed ^ 0x5eed);
  const generator = createOrdersGenerator({ seed, badPercent: 6 });
  let timeMicros = START_MICROS;
  let commandSeq = 1;
  for (let batchSeq = 1; batchSeq <= count; batchSeq++) {
    timeMicros += 1 + generator.pause();
    const records =
      batchSeq === 1
        ? openingRecords()
        : Array.from({ length: 1 + random.below(20) }, () => generator.next(timeMicros));
    venue.clearEvents();
    records.forEach((record, index) => applyTo(venue, record, timeMicros, index));
    const events = venue.eventWords();
    generator.learn(events);
    yield eventBatch(events, { batchSeq, firstCommandSeq: commandSeq, timeMicros });
    commandSeq += records.length;
  }
}

/** Takes everything that the publisher hands out. */
function recorder() {
  const frames = new Map<number, Uint8Array[]>(ACCOUNTS.map((account) => [account, []]));
  const texts: string[] = [];
  const answers: ServerMessage[] = [];
  const placed: string[] = [];
  let released = 0;
  const outlet: Outlet = {
    report(account, _seq, msgpack, json) {
      frames.get(account)!.push(msgpack);
      texts.push(json());
    },
    placed: (account, clientOrderId, commandSeq) =>
      placed.push(`${account} ${clientOrderId} ${commandSeq}`),
    answer: (_session, message) => answers.push(message),
    released: () => (released += 1),
  };
  return { outlet, frames, texts, answers, placed, released: () => released };
}

function watchedPublisher(outlet: Outlet, market = new Market()): Publisher {
  const publisher = new Publisher(outlet, market);
  for (const account of ACCOUNTS) publisher.accounts.snapshot(account);
  return publisher;
}

function decode(frame: Uint8Array): ServerMessages['private'] {
  const message = codecFor(PROTOCOL_MSGPACK).decodeServer(frame);
  expect(message?.is).toBe('private');
  return message as ServerMessages['private'];
}

type Snapshot = ServerMessages['privateSnapshot'];

/** What a refused order asked for is not in its report: the client that sent it knows. */
function withoutAsked(snapshot: Snapshot): Snapshot {
  const blank = { side: 0, type: 0, tif: 0, flags: 0, price: 0, qty: 0 };
  const REJECTED = 4;
  const orders = snapshot.orders.map((order) =>
    order.status === REJECTED ? { ...order, ...blank } : order,
  );
  return { ...snapshot, orders };
}

/** The state of an account as the venue has it, in the words of the snapshot. */
function expectedState(state: NaiveState, id: number) {
  const account = state.accounts.get(id)!;
  const orders = [...state.open.values()].filter((order) => order.account === id);
  return {
    seq: account.privateSeq,
    orders: orders
      .sort((a, b) => a.id - b.id)
      .map((o) => [
        o.id,
        o.clientOrderId,
        o.instrument,
        o.side,
        o.price,
        o.qty,
        o.leaves,
        o.filled,
      ]),
    balances: [...account.balances]
      .sort(([a], [b]) => a - b)
      .filter(([, { available, held }]) => available !== 0 || held !== 0)
      .map(([asset, { available, held }]) => ({ asset, available, held })),
    positions: [...account.positions]
      .sort(([a], [b]) => a - b)
      .filter(([, { lots, cost, realised }]) => lots !== 0 || cost !== 0 || realised !== 0)
      .map(([instrument, p]) => [instrument, p.lots, p.cost, p.realised]),
  };
}

function shownState(snapshot: Snapshot) {
  const isOpen = (order: RecordOf<'order'>) => order.status === 0;
  return {
    seq: snapshot.seq,
    orders: snapshot.orders
      .filter(isOpen)
      .map((o) => [
        o.orderId,
        o.clientOrderId,
        o.instrument,
        o.side,
        o.price,
        o.qty,
        o.leaves,
        o.filled,
      ]),
    balances: snapshot.balances.filter(({ available, held }) => available !== 0 || held !== 0),
    positions: snapshot.positions
      .filter((p) => p.lots !== 0 || p.costMinor !== 0 || p.realisedMinor !== 0)
      .map((p) => [p.instrument, p.lots, p.costMinor, p.realisedMinor]),
  };
}

const SEEDS = [11, 12, 13, 14];
const BATCHES = 250;

describe('the publisher', () => {
  test.each(SEEDS)('shows every account as the venue has it after every batch, seed %i', (seed) => {
    const venue = createNaiveVenue(CAPACITY);
    const publisher = watchedPublisher(recorder().outlet);
    for (const batch of batches(seed, BATCHES, venue)) {
      expect(publisher.take(batch, STAMPS)).toBe('folded');
      for (const account of ACCOUNTS) {
        if (!venue.state().accounts.has(account)) continue;
        const shown = shownState(publisher.accounts.snapshot(account));
        expect(shown, `seed ${seed} batch ${publisher.batchSeq} account ${account}`).toEqual(
          expectedState(venue.state(), account),
        );
      }
    }
  });

  test.each(SEEDS)('gives frames from which a client has the same view, seed %i', (seed) => {
    const venue = createNaiveVenue(CAPACITY);
    const { outlet, frames, texts } = recorder();
    const publisher = watchedPublisher(outlet);
    const clients = new Map(ACCOUNTS.map((account) => [account, new AccountView(account)]));
    for (const batch of batches(seed, BATCHES, venue)) {
      publisher.take(batch, STAMPS);
      for (const account of ACCOUNTS) {
        const client = clients.get(account)!;
        for (const bytes of frames.get(account)!.splice(0)) {
          const frame = decode(bytes);
          expect([frame.seq, frame.prev]).toEqual([client.seq + 1, client.seq]);
          expectGrammar(frame);
          for (const report of frame.reports) client.apply(report, frame.engineMicros);
          client.seq = frame.seq;
        }
        const server = publisher.accounts.snapshot(account);
        expect(client.snapshot()).toEqual(withoutAsked(server));
      }
    }
    expect(texts.length).toBeGreaterThan(BATCHES);
    for (const text of texts.slice(0, 500)) {
      const message = codecFor(PROTOCOL_JSON).decodeServer(text)!;
      expect(codecFor(PROTOCOL_JSON).encodeServer(message)).toBe(text);
    }
  });

  test('gives the same bytes twice, also from bytes that lie askew', () => {
    const [one, other] = [recorder(), recorder()];
    const first = watchedPublisher(one.outlet);
    const second = watchedPublisher(other.outlet);
    for (const batch of batches(21, BATCHES, createNaiveVenue(CAPACITY))) {
      first.take(batch, STAMPS);
      const askew = new Uint8Array(batch.length + 4).subarray(4);
      askew.set(batch);
      second.take(askew, STAMPS);
    }
    expect(other.frames).toEqual(one.frames);
    expect(other.texts).toEqual(one.texts);
    expect(other.answers).toEqual(one.answers);
    expect(other.placed).toEqual(one.placed);
    expect(one.answers.some(({ is }) => is === 'replayed')).toBe(true);
    expect(one.answers.some(({ is }) => is === 'error')).toBe(true);
    expect(one.released()).toBe(BATCHES);
  });

  test('replays exactly the frames that were given out, in both encodings', () => {
    const { outlet, frames } = recorder();
    const publisher = watchedPublisher(outlet);
    for (const batch of batches(31, 120, createNaiveVenue(CAPACITY))) publisher.take(batch, STAMPS);
    for (const account of ACCOUNTS) {
      const given = frames.get(account)!;
      const { accounts } = publisher;
      expect(accounts.privateSeq(account)).toBe(given.length);
      expect(accounts.framesAfter(account, 0, 'msgpack')).toEqual(given);
      expect(accounts.framesAfter(account, given.length, 'msgpack')).toEqual([]);
      expect(accounts.framesAfter(account, given.length + 1, 'msgpack')).toBeUndefined();
      const texts = accounts.framesAfter(account, 5, 'json')!;
      texts.forEach((text, k) => {
        expect(codecFor(PROTOCOL_JSON).decodeServer(text)).toEqual(decode(given[5 + k]));
      });
    }
  });

  test('skips a batch it has, and refuses one after a gap', () => {
    const publisher = watchedPublisher(recorder().outlet);
    const [first, second, third] = [...batches(41, 3, createNaiveVenue(CAPACITY))];
    expect(publisher.take(first, STAMPS)).toBe('folded');
    expect(publisher.take(third, STAMPS)).toBe('gap');
    expect(publisher.take(second, STAMPS)).toBe('folded');
    expect(publisher.take(second, STAMPS)).toBe('old');
    expect(publisher.take(third, STAMPS)).toBe('folded');
  });

  test('knows what became of an order by the id that its owner gave it', () => {
    const venue = createNaiveVenue(CAPACITY);
    const publisher = watchedPublisher(recorder().outlet);
    for (const batch of batches(51, 60, venue)) publisher.take(batch, STAMPS);
    let known = 0;
    for (const [key, { code, orderId }] of venue.state().remembered) {
      const [account, clientOrderId] = key.split(':').map(Number);
      const order = publisher.accounts.orderByClientId(account, clientOrderId);
      if (order === undefined) continue;
      known += 1;
      expect([order.orderId, order.status === 4 ? order.cause : 0]).toEqual([orderId, code]);
    }
    expect(known).toBeGreaterThan(100);
    expect(publisher.accounts.orderByClientId(2, 987_654)).toBeUndefined();
  });

  test('brings the book of the venue to the market', () => {
    const venue = createNaiveVenue(CAPACITY);
    const market = new Market();
    const publisher = watchedPublisher(recorder().outlet, market);
    for (const batch of batches(61, BATCHES, venue)) {
      publisher.take(batch, STAMPS);
      for (const { id } of GENERATED_INSTRUMENTS) {
        const [bids, asks] = venue.state().queues[id];
        const quote = market.quote(id)!;
        expect([quote.bidTicks, quote.askTicks]).toEqual([
          bids[0]?.price ?? 0,
          asks[0]?.price ?? 0,
        ]);
        const atBest = bids.filter(({ price }) => price === quote.bidTicks);
        expect(quote.bidLots).toBe(atBest.reduce((sum, { leaves }) => sum + leaves, 0));
      }
    }
  });
});

/** Reports first, then each balance once, then each position once; fills of one side per order. */
function expectGrammar(frame: ServerMessages['private']): void {
  const rank = frame.reports.map(({ is }) => (is === 'balance' ? 1 : is === 'position' ? 2 : 0));
  expect([...rank].sort((a, b) => a - b)).toEqual(rank);
  expect(frame.reports.length).toBeGreaterThan(0);
  const assets = frame.reports.flatMap((one) => (one.is === 'balance' ? [one.asset] : []));
  expect(new Set(assets).size).toBe(assets.length);
  const held = frame.reports.flatMap((one) => (one.is === 'position' ? [one.instrument] : []));
  expect(new Set(held).size).toBe(held.length);
}
