// The engine against the naive venue where one command meets more makers, or ends more orders, than it
// may: 16,384.

import { describe, expect, test } from 'vitest';
import { DoneCause, OrderType, SelfTrade, Side, TimeInForce } from '../../shared/domain/order.ts';
import { GENERATED_INSTRUMENTS, openingRecords } from '../testing/orders-generator-market.ts';
import { compareBatches } from '../testing/venue-naive-compare.ts';
import type { NaiveBatch } from '../testing/venue-naive-compare.ts';
import { writeCancelMany, writeClock, writeDeadMan, writePlace } from './command-writer.ts';
import type { PlaceFields } from './command-writer.ts';
import { RECORD_SLOTS } from './commands.ts';
import { accountRecord, creditRecord, instrumentRecord } from './definitions.ts';
import { createEngine } from './engine.ts';

const MAKERS_MAX = 16_384;
const NOW_MICROS = 1_700_000_000e6;
const CAPACITY = {
  accounts: 64,
  assets: 8,
  instruments: 8,
  levels: 1 << 14,
  orders: 1 << 15,
  dedupe: 1 << 16,
};
const [MAKER, TAKER] = [2, 4];
const INSTRUMENT = 1;
const PRICE = 300;

function hot(write: (words: Int32Array, slots: Float64Array) => void): Int32Array {
  const slots = new Float64Array(RECORD_SLOTS);
  const words = new Int32Array(slots.buffer);
  write(words, slots);
  return words;
}

function place(fields: Partial<PlaceFields>): Int32Array {
  const order = { account: MAKER, instrument: INSTRUMENT, side: Side.sell, price: PRICE, qty: 2 };
  return hot((words, slots) => writePlace(words, slots, 0, { ...order, ...fields }));
}

function batch(records: readonly Int32Array[], seconds = 0): NaiveBatch {
  return { timeMicros: NOW_MICROS + seconds * 1e6, records };
}

const WIDE = { ...GENERATED_INSTRUMENTS[INSTRUMENT]!, maxQtyLots: 1e6, maxNotionalMinor: 1e12 };

const OPENING = batch([
  ...openingRecords(),
  instrumentRecord(WIDE),
  accountRecord(MAKER, 1 << 20),
  creditRecord(MAKER, 2, 1e12),
  creditRecord(TAKER, 0, 1e12),
]);

/** Makers of two lots each at one price. */
function makers(count: number, fields: Partial<PlaceFields> = {}): NaiveBatch {
  return batch(Array.from({ length: count }, () => place(fields)));
}

function taker(lots: number, fields: Partial<PlaceFields>): Int32Array {
  return place({ account: TAKER, side: Side.buy, qty: lots, ...fields });
}

/** Applies the batches to both; every one of the makers must have been accepted. */
function expectEqual(batches: readonly NaiveBatch[]): void {
  const compared = compareBatches(createEngine(CAPACITY), CAPACITY, [OPENING, ...batches]);
  expect(compared.difference).toBeUndefined();
  // Accepted and level for each maker, and its end.
  expect(compared.eventBlocks).toBeGreaterThan(3 * MAKERS_MAX);
}

const MORE = MAKERS_MAX + 10;

describe('one command and 16,384 orders', () => {
  test('a self-trading taker ends all makers it may, then itself', { timeout: 60_000 }, () => {
    const mode = { account: MAKER, side: Side.buy, stp: SelfTrade.expireMaker, qty: 400 };
    expectEqual([makers(MORE), batch([place(mode), place(mode)])]);
  });

  test('fills, fill-or-kill and market orders stop there', { timeout: 60_000 }, () => {
    const { fok, ioc } = TimeInForce;
    const most = 2 * MAKERS_MAX;
    const refusedThenWhole = [taker(most + 1, { tif: fok }), taker(most, { tif: fok })];
    expectEqual([makers(MORE), batch([...refusedThenWhole, taker(9, {})])]);
    const market = { tif: ioc, price: 0, type: OrderType.market };
    expectEqual([makers(MORE), batch([taker(most + 9, market), taker(most + 9, {})])]);
  });

  test('cancelMany, expiry and the dead man take the rest later', { timeout: 60_000 }, () => {
    const cancelMany = hot((words, slots) =>
      writeCancelMany(words, slots, 0, { account: MAKER, cause: DoneCause.user }),
    );
    const clock = hot((words, slots) => writeClock(words, slots, 0));
    const deadMan = hot((words, slots) =>
      writeDeadMan(words, slots, 0, { account: MAKER, seconds: 5 }),
    );
    const expireSeconds = NOW_MICROS / 1e6 + 60;
    expectEqual([makers(MORE), batch([cancelMany, cancelMany])]);
    expectEqual([
      makers(MAKERS_MAX - 5, { tif: TimeInForce.gtd, expireSeconds }),
      makers(30),
      batch([deadMan]),
      batch([clock, clock, clock], 100),
    ]);
  });
});
