// Stories of single commands: which frames, answers and acks their events become.

import { describe, expect, test } from 'vitest';
import { RECORD_WORDS, packAttributes } from '../core/commands.ts';
import { assetRecord, instrumentRecord } from '../core/definitions.ts';
import {
  EB,
  EVENT_BATCH_MAGIC,
  EventKind,
  INDEX_SHIFT,
  SELL_BIT,
  TAKER_BIT,
} from '../core/events.ts';
import { DoneCause, SelfTrade } from '../../shared/domain/order.ts';
import { codecFor } from '../../shared/wire/codec.ts';
import { PROTOCOL_JSON, PROTOCOL_MSGPACK, type ServerMessages } from '../../shared/wire/schema.ts';
import { Market } from '../marketdata/market.ts';
import { GENERATED_ASSETS, GENERATED_INSTRUMENTS } from '../testing/orders-generator-market.ts';
import { Publisher } from './publisher.ts';

type Fields = Readonly<Record<number, number>>;
type Frame = ServerMessages['private'];

const TIME = 1_700_000_000e6;
const STAMPS = { journalMicros: 1, matchMicros: 2, durableMicros: 3 };
const QUOTE = 0;
const BASE = 1;

function event(kind: number, words: Fields, slots: Fields, bits = 0, command = 0): Int32Array {
  const floats = new Float64Array(RECORD_WORDS / 2);
  const record = new Int32Array(floats.buffer);
  for (const [slot, value] of Object.entries(slots)) floats[Number(slot)] = value;
  for (const [word, value] of Object.entries(words)) record[Number(word)] = value;
  record[0] = kind | (command << INDEX_SHIFT) | bits;
  return record;
}

function definition(kind: number, words: Int32Array): Int32Array {
  words[0] = kind;
  return words;
}

function accepted(account: number, seq: number, orderId: number, qty: number, stp = 0): Int32Array {
  const words = { 1: account, 2: 0, 3: 100, 4: qty, 5: packAttributes(0, 0, 0, 0, stp), 10: seq };
  return event(EventKind.accepted, words, { 3: orderId, 4: orderId + 50, 6: 900, 7: 700 });
}

/** Publishes batches and remembers what comes out, with accounts 2 and 3 watched. */
function desk() {
  const frames: [account: number, frame: Frame][] = [];
  const log: string[] = [];
  const answers: [number, unknown][] = [];
  const publisher = new Publisher(
    {
      report(account, seq, msgpack, json) {
        const frame = codecFor(PROTOCOL_MSGPACK).decodeServer(msgpack) as Frame;
        expect(codecFor(PROTOCOL_JSON).decodeServer(json())).toEqual(frame);
        expect(frame.seq).toBe(seq);
        frames.push([account, frame]);
        log.push(`report ${account}`);
      },
      placed: (...given) => log.push(`placed ${given.join(' ')}`),
      answer: (session, message) => answers.push([session, message]),
      released: (batchSeq, timeMicros) => log.push(`released ${batchSeq} ${timeMicros - TIME}`),
    },
    new Market(),
  );
  let batchSeq = 0;
  const take = (...events: readonly Int32Array[]) => {
    const blocks = events.reduce((sum, { length }) => sum + length / RECORD_WORDS, 0);
    const slots = new Float64Array((1 + blocks) * (RECORD_WORDS / 2));
    const words = new Int32Array(slots.buffer);
    words[EB.magic] = EVENT_BATCH_MAGIC;
    words[EB.version] = 1;
    words[EB.blocks] = blocks;
    slots[EB.batchSeqSlot] = ++batchSeq;
    slots[EB.firstCommandSeqSlot] = 1_000 * batchSeq;
    slots[EB.timeSlot] = TIME + batchSeq;
    let at = RECORD_WORDS;
    for (const one of events) {
      words.set(one, at);
      at += one.length;
    }
    publisher.take(new Uint8Array(slots.buffer), STAMPS);
    return frames.splice(0);
  };
  take(
    ...GENERATED_ASSETS.map((asset) => definition(EventKind.asset, assetRecord(asset))),
    ...GENERATED_INSTRUMENTS.map((one) => definition(EventKind.instrument, instrumentRecord(one))),
  );
  log.length = 0;
  for (const account of [2, 3]) publisher.accounts.snapshot(account);
  return { publisher, take, log, answers };
}

/** One side of a fill of 4 at 100, with the balances and the position that it leaves. */
function filled(account: number, seq: number, orderId: number, leaves: number, bits: number) {
  const words = { 1: account, 2: 0, 3: 100, 4: 4, 5: leaves, 10: seq, 11: 4 };
  const settled = { 1: 10 + account, 2: 20, 3: 30, 4: 40, 5: 50, 6: -60, 7: 4 };
  return [
    event(EventKind.fill, words, { 3: orderId, 4: 77, 6: 5, 7: orderId + 50 }, bits),
    event(EventKind.settled, { 1: account }, settled),
  ];
}

describe('private frames', () => {
  test('a trade is one frame per account, maker first, with its funds at the end', () => {
    const { take, log } = desk();
    const frames = take(
      accepted(2, 1, 9, 4),
      ...filled(3, 1, 8, 6, SELL_BIT),
      ...filled(2, 1, 9, 0, TAKER_BIT),
    );
    const settled = (account: number) => [
      { is: 'balance', asset: BASE, available: 10 + account, held: 20 },
      { is: 'position', instrument: 0, lots: 4, costMinor: 50, realisedMinor: -60 },
    ];
    const [balanceOfTaker, positionOfTaker] = settled(2);
    const quote = { is: 'balance', asset: QUOTE, available: 30, held: 40 };
    expect(frames.map(([account]) => account)).toEqual([2, 3]);
    const [[, taker], [, maker]] = frames;
    expect(taker).toMatchObject({ seq: 1, prev: 0, engineMicros: TIME + 2, commandSeq: 2_000 });
    expect(taker.reports).toEqual([
      expect.objectContaining({ is: 'accepted', orderId: 9, clientOrderId: 59, qty: 4 }),
      expect.objectContaining({ is: 'fill', taker: true, side: 0, leaves: 0, feeMinor: 5 }),
      quote,
      balanceOfTaker,
      positionOfTaker,
    ]);
    expect(maker.reports[0]).toMatchObject({ is: 'fill', taker: false, side: 1, tradeId: 77 });
    expect(maker.reports.slice(1)).toEqual([settled(3)[0], quote, settled(3)[1]]);
    expect(log).toEqual(['placed 2 59 2000', 'report 2', 'report 3', 'released 2 2']);
  });

  test('what is to settle is told with the trade, and again when its day has come', () => {
    const { take, publisher } = desk();
    const owed = (account: number, seq: number, lots: number, state: number, command = 0) => {
      const words = { 1: account, 2: 0, 3: 20_000, 4: state, 10: seq };
      return event(EventKind.obligation, words, { 3: lots, 4: -400 }, 0, command);
    };
    const [[, first]] = take(...filled(2, 1, 9, 0, TAKER_BIT), owed(2, 1, 4, 0), owed(1, 0, 0, 0));
    const row = { instrument: 0, valueDate: 20_000, lots: 4, moneyMinor: -400 };
    expect(first.reports[1]).toEqual({ is: 'obligation', ...row, state: 0 });
    expect(publisher.accounts.snapshot(2).obligations).toEqual([row]);
    const [[account, second]] = take(owed(2, 2, 4, 1));
    expect([account, second.prev, second.reports]).toEqual([
      2,
      1,
      [{ is: 'obligation', ...row, state: 1 }],
    ]);
    expect(publisher.accounts.snapshot(2).obligations).toEqual([]);
  });

  test('each command of a batch has its own frame', () => {
    const { take } = desk();
    const done = { 1: 2, 2: 0, 3: DoneCause.user, 4: 4, 5: 0, 10: 2 };
    const frames = take(
      accepted(2, 1, 9, 4),
      event(EventKind.done, done, { 3: 9, 4: 59, 6: 1_600, 7: 0 }, 0, 1),
    );
    expect(frames.map(([, { seq, prev, commandSeq }]) => [seq, prev, commandSeq])).toEqual([
      [1, 0, 2_000],
      [2, 1, 2_001],
    ]);
    expect(frames[1][1].reports).toEqual([
      expect.objectContaining({ is: 'ended', cause: DoneCause.user, cancelled: 4 }),
      { is: 'balance', asset: QUOTE, available: 1_600, held: 0 },
    ]);
  });

  test('an account that nobody asked for is folded, not reported', () => {
    const { take, publisher, log } = desk();
    expect(take(accepted(4, 1, 9, 4))).toEqual([]);
    expect(log[0]).toBe('placed 4 59 2000');
    expect(publisher.accounts.privateSeq(4)).toBe(1);
    expect(publisher.accounts.framesAfter(4, 0, 'msgpack')).toBeUndefined();
    expect(publisher.accounts.snapshot(4).orders).toHaveLength(1);
  });

  test('a refusal goes into the private stream, whatever it echoes', () => {
    const { take, answers, publisher } = desk();
    const words = { 1: 2, 2: -1, 3: 2004, 4: 1, 5: -7, 10: 1, 11: 5, 12: -3, 13: 9, 14: 1 << 8 };
    const frames = take(event(EventKind.rejected, words, { 3: 0.5, 4: 61 }));
    expect(frames[0][1].reports).toEqual([
      {
        is: 'rejected',
        ...{ requestId: 0, command: 1, clientOrderId: 61, orderId: 0, instrument: -1, code: 2004 },
      },
    ]);
    expect(answers).toEqual([]);
    const known = publisher.accounts.orderByClientId(2, 61);
    expect(known).toMatchObject({ status: 4, cause: 2004, side: 1, price: 0, qty: 9 });
  });

  test('a refusal without a private stream, and a repeat, answer the session alone', () => {
    const { take, answers } = desk();
    const refused = { 1: 60, 2: 0, 3: 5001, 4: 1, 5: 31, 10: 0, 11: 5 };
    const repeated = { 1: 2, 2: 0, 3: 0, 5: 32, 11: 6 };
    const frames = take(
      event(EventKind.rejected, refused, { 4: 3 }),
      event(EventKind.replayed, repeated, { 3: 9, 4: 59 }, 0, 1),
    );
    expect(frames).toEqual([]);
    expect(answers).toEqual([
      [5, expect.objectContaining({ is: 'error', requestId: 31, name: 'UNKNOWN_ACCOUNT' })],
      [6, { is: 'replayed', requestId: 32, clientOrderId: 59, orderId: 9, code: 0 }],
    ]);
  });

  test('what decrement took off a resting order is told by its own amended', () => {
    const { take, publisher } = desk();
    const own = { 1: 2, 2: 0, 3: DoneCause.selfTrade, 4: 3, 5: 0, 10: 1 };
    const amended = { 1: 2, 2: 0, 3: 100, 4: 7, 5: 7, 10: 1, 11: 1 };
    const frames = take(
      accepted(2, 1, 9, 10, SelfTrade.decrement),
      event(EventKind.done, own, { 3: 8, 4: 58, 6: 40, 7: 0 }, SELL_BIT),
      event(EventKind.amended, amended, { 3: 9, 4: 59, 6: 950, 7: 650 }),
    );
    const { reports } = frames[0][1];
    expect(reports.filter(({ is }) => is === 'balance')).toEqual([
      { is: 'balance', asset: QUOTE, available: 950, held: 650 },
      { is: 'balance', asset: BASE, available: 40, held: 0 },
    ]);
    expect(publisher.accounts.snapshot(2).orders[0]).toMatchObject({
      qty: 7,
      leaves: 7,
      filled: 0,
    });
  });
});
