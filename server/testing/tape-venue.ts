// The standard tape `single` as commands of the whole venue: 1,024 funded accounts, buyers and sellers
// apart, so that no order meets one of its own account and the tape's trades stay as they are.

import { C, RECORD_SLOTS, RECORD_WORDS } from '../core/commands.ts';
import { writeCancel, writePlace } from '../core/command-writer.ts';
import {
  accountRecord,
  assetRecord,
  instrumentRecord,
  transferRecord,
} from '../core/definitions.ts';
import type { Engine, EngineCapacity } from '../core/engine-port.ts';
import { E, EventKind, TAKER_BIT } from '../core/events.ts';
import { AssetClass } from '../../shared/domain/instrument.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { Phase, TimeInForce } from '../../shared/domain/order.ts';
import { Report } from './tape-report.ts';
import type { ReportHash } from './tape-report.ts';
import { T, TAPE_PRICE_LIMIT, TAPE_WORDS, TapeKind } from './tape-standard.ts';
import type { Tape } from './tape-standard.ts';

export const VENUE_ACCOUNTS = 1_024;
/** Above the venue's own accounts. */
const FIRST_TRADER = 8;
export const VENUE_CAPACITY: Partial<EngineCapacity> = {
  accounts: VENUE_ACCOUNTS + FIRST_TRADER,
  assets: 4,
  instruments: 2,
  levels: 1 << 17,
  orders: 1 << 20,
  dedupe: 1 << 20,
};
/** Commands of one batch. */
export const VENUE_BATCH = 256;
const START_MICROS = 1_700_000_000e6;
const BATCH_MICROS = 100;
const USD = 0;
const COIN = 1;
/** Over all accounts less than 2^53, which is what account 0 can owe. */
const FUNDS = 1e12;

const INSTRUMENT: Instrument = {
  id: 0,
  symbol: 'COINUSD',
  name: 'Coin',
  assetClass: AssetClass.crypto,
  baseAsset: COIN,
  quoteAsset: USD,
  priceScale: 2,
  tickStep: 1,
  qtyScale: 0,
  lotStep: 1,
  tickValueMinor: 10,
  lotBaseMinor: 1_000,
  priceLimitTicks: TAPE_PRICE_LIMIT,
  minQtyLots: 1,
  maxQtyLots: 1_000,
  maxNotionalMinor: 1e9,
  bandBps: 5_000,
  marketBoundBps: 100,
  makerFeePpm: 100,
  takerFeePpm: 250,
  openingTicks: 32_768,
  dayEndSecond: 0,
  phase: Phase.open,
  version: 1,
};

export interface VenueTape {
  readonly words: Int32Array;
  readonly slots: Float64Array;
  readonly commands: number;
  /** The tape's id by account and client order id: each client numbers its own orders from 1. */
  readonly tapeIds: readonly (readonly number[])[];
}

export function batchTime(command: number): number {
  return START_MICROS + Math.floor(command / VENUE_BATCH) * BATCH_MICROS;
}

export function venueOpening(): Int32Array[] {
  const records = [
    assetRecord({ id: USD, code: 'USD', scale: 2 }),
    assetRecord({ id: COIN, code: 'COIN', scale: 3 }),
    instrumentRecord(INSTRUMENT),
  ];
  let seq = 1;
  for (let k = 0; k < VENUE_ACCOUNTS; k++) {
    const account = FIRST_TRADER + k;
    records.push(accountRecord(account));
    records.push(transferRecord(account, USD, FUNDS, 1, seq++));
    records.push(transferRecord(account, COIN, FUNDS, 1, seq++));
  }
  return records;
}

export function openVenueAccounts(engine: Engine): void {
  for (const record of venueOpening()) {
    engine.apply(record, new Float64Array(record.buffer), 0, record.length / RECORD_WORDS, 1, 0);
    const isRefused = (engine.eventWords[0]! & 0xff) === EventKind.rejected;
    if (isRefused) throw new Error(`the opening was refused with ${engine.eventWords[E.code]}`);
    engine.clearEvents();
  }
}

/** Spreads ids over the accounts of a side. */
function accountOf(id: number, side: number): number {
  const spread = Math.imul(id, 0x9e3779b1) >>> 23;
  return FIRST_TRADER + 2 * spread + side;
}

/** The records; cancels lack their order ids until `nameCancels` has run. */
export function venueTape(tape: Tape): VenueTape {
  const words = new Int32Array(tape.total * RECORD_WORDS);
  const slots = new Float64Array(words.buffer);
  const sides = new Uint8Array(tape.total + 1);
  const tapeIds = Array.from({ length: VENUE_ACCOUNTS + FIRST_TRADER }, () => [0]);
  for (let block = 0; block < tape.total; block++) {
    const at = block * TAPE_WORDS;
    const head = tape.words[at]!;
    const id = tape.words[at + T.id]!;
    if ((head & 0xff) === TapeKind.cancel) {
      writeCancel(words, slots, block, { account: accountOf(id, sides[id]!), session: 1 });
      continue;
    }
    const side = (head >> 8) & 1;
    sides[id] = side;
    const account = accountOf(id, side);
    writePlace(words, slots, block, {
      account,
      instrument: 0,
      side,
      price: tape.words[at + T.price]!,
      qty: tape.words[at + T.qty]!,
      tif: head >> 16 !== 0 ? TimeInForce.ioc : TimeInForce.gtc,
      clientOrderId: tapeIds[account]!.push(id) - 1,
      session: 1,
    });
  }
  return { words, slots, commands: tape.total, tapeIds };
}

/** Runs the tape command by command: fills in the order ids of the cancels, and hashes what the events
 * say as the bare book's reports are hashed. */
export function nameCancels(engine: Engine, tape: Tape, venue: VenueTape, hash: ReportHash): void {
  const orderIds = new Float64Array(venue.commands + 1);
  const prices = new Int32Array(venue.commands + 1);
  const { words, slots } = venue;
  for (let block = 0; block < venue.commands; block++) {
    const at = block * TAPE_WORDS;
    const id = tape.words[at + T.id]!;
    const isCancel = (tape.words[at]! & 0xff) === TapeKind.cancel;
    if (isCancel) slots[block * RECORD_SLOTS + C.orderIdSlot] = orderIds[id]!;
    else prices[id] = tape.words[at + T.price]!;
    engine.clearEvents();
    engine.apply(words, slots, block, block + 1, batchTime(block), 0);
    if (!isCancel) orderIds[id] = engine.eventSlots[E.orderIdSlot]!;
    hashEvents(engine, venue, id, prices, hash);
  }
  engine.clearEvents();
}

function hashEvents(
  engine: Engine,
  { tapeIds }: VenueTape,
  id: number,
  prices: Int32Array,
  hash: ReportHash,
): void {
  const { eventWords: w, eventSlots: f } = engine;
  const end = engine.eventBlocks() * RECORD_WORDS;
  for (let at = 0; at < end; at += RECORD_WORDS) {
    const kind = w[at]! & 0xff;
    const price = prices[id]!;
    if (kind === EventKind.accepted) hash.take(Report.accepted, 0, 0, id, price, w[at + E.qty]!, 0);
    if (kind === EventKind.done) hash.take(Report.cancelled, 0, 0, id, price, 0, 0);
    if (kind === EventKind.rejected) throw new Error(`refused with ${w[at + E.code]}`);
    if (kind !== EventKind.fill || (w[at]! & TAKER_BIT) !== 0) continue;
    const maker = tapeIds[w[at + E.account]!]![f[at / 2 + E.fillClientOrderIdSlot]!]!;
    hash.take(Report.trade, 0, 0, maker, w[at + E.price]!, w[at + E.qty]!, id);
  }
}

/** Applies the whole tape in batches; the events of each batch are taken and dropped. */
export function runVenueTape(engine: Engine, { words, slots, commands }: VenueTape): void {
  for (let from = 0; from < commands; from += VENUE_BATCH) {
    const to = Math.min(commands, from + VENUE_BATCH);
    let at = from;
    while (at < to) {
      at = engine.apply(words, slots, at, to, batchTime(from), at - from);
      engine.clearEvents();
    }
  }
}
