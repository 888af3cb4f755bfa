// The whole state as bytes, in one canonical order: equal states give equal bytes.
//
// Words: magic · version · words in all · 0 · hash of the body (4 words of hexadecimal text) · body.
// The body has what decides the future and nothing that follows from it: level sums, best prices,
// holds of orders, counts of open orders and the expiry heap are built again.

import { assert } from '../../shared/domain/assert.ts';
import type { EngineCapacity } from './engine-port.ts';
import { BALANCE_SHIFT, POSITION_SHIFT, SOURCES, type CoreState } from './core-state.ts';
import { ACCOUNT_SHIFT, AccountWord, CounterSlot, INSTRUMENT_SHIFT } from './core-state.ts';
import { CounterWord, InstrumentWord, ORDER_SHIFT, OrderSlot, OrderWord } from './core-state.ts';
import { VENUE_HALT, WINDOW_SHIFT, WindowSlot } from './core-state.ts';
import type { CollectedOrders } from './collected-orders.ts';
import { BOOK_CELL, L, LADDER_SHIFT, LEVEL_WORDS, O, W } from './book.ts';
import { ENTRY_SLOTS, ENTRY_WORDS, EntrySlot, EntryWord, type Dedupe } from './dedupe.ts';
import { assetRecord, instrumentRecord } from './definitions.ts';
import type { Expiries } from './expiry.ts';
import { hashWords } from './state-hash.ts';
import { createWordReader, createWordWriter } from './word-writer.ts';
import type { WordReader, WordWriter } from './word-writer.ts';

export const SNAPSHOT_MAGIC = 0x3153424f;
/** A snapshot of another version is passed over: an older one and a longer tail lead to the same. */
export const SNAPSHOT_VERSION = 4;
export const HEADER_WORDS = 8;

export interface SnapshotParts {
  readonly state: CoreState;
  readonly expiries: Expiries;
  readonly dedupe: Dedupe;
  readonly collected: CollectedOrders;
}

const CAPACITY_FIELDS = [
  'accounts',
  'assets',
  'instruments',
  'levels',
  'orders',
  'dedupe',
] as const satisfies readonly (keyof EngineCapacity)[];

export function snapshotState(parts: SnapshotParts): Uint8Array {
  const out = createWordWriter();
  for (let k = 0; k < HEADER_WORDS; k++) out.int(0);
  writeBody(out, parts);
  const words = out.take();
  words[0] = SNAPSHOT_MAGIC;
  words[1] = SNAPSHOT_VERSION;
  words[2] = words.length;
  const hash = hashWords(words, HEADER_WORDS, words.length);
  for (let k = 0; k < 4; k++) words[4 + k] = parseInt(hash.slice(k * 4, k * 4 + 4), 16);
  return new Uint8Array(words.buffer);
}

/** The body of a snapshot, copied to an aligned buffer. Throws InvariantError on damage. */
export function openSnapshot(parts: SnapshotParts, bytes: Uint8Array): WordReader {
  assert(bytes.length >= HEADER_WORDS * 4 && bytes.length % 4 === 0, 'the state is cut short');
  const words = new Int32Array(bytes.slice().buffer);
  assert(words[0] === SNAPSHOT_MAGIC, 'this is no state of a venue');
  assert(
    words[1] === SNAPSHOT_VERSION,
    `the state has version ${words[1]}, not ${SNAPSHOT_VERSION}`,
  );
  assert(words[2] === words.length && words[3] === 0, 'the state is cut short or too long');
  const hash = hashWords(words, HEADER_WORDS, words.length);
  for (let k = 0; k < 4; k++) {
    assert(words[4 + k] === parseInt(hash.slice(k * 4, k * 4 + 4), 16), 'the state is damaged');
  }
  const body = createWordReader(words, HEADER_WORDS);
  for (const field of CAPACITY_FIELDS) {
    const made = body.int();
    const here = parts.state.capacity[field];
    assert(made === here, `the state was made with ${field} = ${made}, not ${here}`);
  }
  return body;
}

function writeBody(out: WordWriter, { state, dedupe, collected }: SnapshotParts): void {
  for (const field of CAPACITY_FIELDS) out.int(state.capacity[field]);
  out.double(state.counters[CounterSlot.trades]!);
  writeDefinitions(out, state);
  writeAccounts(out, state);
  writeRows(out, state.balances, state.assetList.length, state, BALANCE_SHIFT);
  writeRows(out, state.positions, state.instrumentList.length, state, POSITION_SHIFT);
  writeSources(out, state);
  writeSlots(out, state);
  writeOrders(out, state, collected);
  writeDedupe(out, dedupe);
  writeRisk(out, state);
  writeSettlement(out, state);
  writeWindows(out, state);
}

function writeDefinitions(out: WordWriter, state: CoreState): void {
  out.int(state.assetList.length);
  for (const asset of state.assetList) out.words(assetRecord(asset));
  out.int(state.instrumentList.length);
  for (const instrument of state.instrumentList) {
    const at = instrument.id << INSTRUMENT_SHIFT;
    const record = instrumentRecord(instrument);
    out.int(record.length);
    out.words(record);
    out.int(state.instruments[at + InstrumentWord.phase]! & ~VENUE_HALT);
    out.int(state.instruments[at + InstrumentWord.reference]!);
    out.int(state.instruments[at + InstrumentWord.traded]!);
  }
}

function writeAccounts(out: WordWriter, state: CoreState): void {
  const count = out.reserve();
  let written = 0;
  for (let account = 0; account < state.capacity.accounts; account++) {
    const at = account << ACCOUNT_SHIFT;
    if (state.accounts[at + AccountWord.exists] === 0) continue;
    written++;
    out.int(account);
    out.int(state.accounts[at + AccountWord.blocked]!);
    out.int(state.accounts[at + AccountWord.openOrdersMax]!);
    out.int(state.accounts[at + AccountWord.privateSeq]!);
    out.int(state.accounts[at + AccountWord.deadSeconds]!);
    out.double(state.deadDue[account]!);
    out.int(state.accounts[at + AccountWord.makerDiscount]!);
    out.int(state.accounts[at + AccountWord.takerDiscount]!);
  }
  out.patch(count, written);
}

/** Rows of three amounts by (kind, account), those that are not all zero. */
function writeRows(
  out: WordWriter,
  rows: Float64Array,
  kinds: number,
  state: CoreState,
  shift: number,
): void {
  const count = out.reserve();
  const accounts = state.capacity.accounts;
  let written = 0;
  for (let kind = 0; kind < kinds; kind++) {
    for (let account = 0; account < accounts; account++) {
      const at = (kind * accounts + account) << shift;
      if (rows[at] === 0 && rows[at + 1] === 0 && rows[at + 2] === 0) continue;
      written++;
      out.int(kind);
      out.int(account);
      for (let k = 0; k < 3; k++) out.double(rows[at + k]!);
    }
  }
  out.patch(count, written);
}

function writeSources(out: WordWriter, state: CoreState): void {
  const count = out.reserve();
  let written = 0;
  for (let source = 0; source < SOURCES; source++) {
    if (state.sourceSeqs[source] === 0) continue;
    written++;
    out.int(source);
    out.double(state.sourceSeqs[source]!);
  }
  out.patch(count, written);
}

/** Generations of all slots ever used, and the stack of free ones from its top. */
function writeSlots(out: WordWriter, state: CoreState): void {
  const { orders, cells } = state.book;
  const top = cells[BOOK_CELL.top]!;
  out.int(top);
  for (let slot = 1; slot < top; slot++) {
    out.int(orders[(slot << ORDER_SHIFT) + OrderWord.generation]!);
  }
  const count = out.reserve();
  let written = 0;
  let slot = cells[BOOK_CELL.free]!;
  for (; slot !== 0; slot = orders[(slot << ORDER_SHIFT) + O.next]!) {
    written++;
    out.int(slot);
  }
  out.patch(count, written);
}

/** Open orders by instrument, price and place in the queue; then those that its auction has collected. */
function writeOrders(out: WordWriter, state: CoreState, collected: CollectedOrders): void {
  const { book, orderSlots, commissions } = state;
  const { orders, levels, ladders } = book;
  const count = out.reserve();
  let written = 0;
  const write = (slot: number): void => {
    const order = slot << ORDER_SHIFT;
    const id = orders[order + OrderWord.instrument]!;
    written++;
    out.int(slot);
    out.int(id);
    out.int(orders[order + OrderWord.level]! - ladders[(id << LADDER_SHIFT) + W.base]!);
    for (const word of KEPT_WORDS) out.int(orders[order + word]!);
    out.double(orderSlots[(order >> 1) + OrderSlot.clientOrderId]!);
    for (const k of [0, 1]) out.double(commissions[2 * slot + k]!);
  };
  for (const { id } of state.instrumentList) {
    const base = ladders[(id << LADDER_SHIFT) + W.base]!;
    const end = ladders[(id << LADDER_SHIFT) + W.end]!;
    for (let level = book.nextAbove(id, base); level < end; level = book.nextAbove(id, level)) {
      let slot = levels[level * LEVEL_WORDS + L.head]!;
      for (; slot !== 0; slot = orders[(slot << ORDER_SHIFT) + O.next]!) write(slot);
    }
    for (const slot of collected.of(id)) write(slot);
  }
  out.patch(count, written);
}

/** Words of an order record that a snapshot keeps as they are. */
export const KEPT_WORDS = [
  OrderWord.leaves,
  OrderWord.account,
  OrderWord.attributes,
  OrderWord.total,
  OrderWord.expire,
  OrderWord.session,
] as const;

/** Remembered client order ids, the oldest first. */
function writeDedupe(out: WordWriter, dedupe: Dedupe): void {
  out.int(dedupe.count());
  for (let n = 0; n < dedupe.count(); n++) {
    const entry = dedupe.nth(n);
    for (let k = 0; k < EntryWord.next; k++) out.int(dedupe.entries[entry * ENTRY_WORDS + k]!);
    out.double(dedupe.orderIds[entry * ENTRY_SLOTS + EntrySlot.clientOrderId]!);
    out.double(dedupe.orderIds[entry * ENTRY_SLOTS + EntrySlot.orderId]!);
  }
}

/** Halt of the venue, rows of limits by key, and what rate and repeat block remember. */
function writeRisk(out: WordWriter, state: CoreState): void {
  out.int(state.words[CounterWord.venueHalted]!);
  out.int(state.limits.size);
  for (const [key, row] of [...state.limits].sort(([a], [b]) => a - b)) {
    out.double(key);
    for (const value of row) out.double(value);
  }
  const paid = [...state.rateDue.entries()].filter(([, due]) => due !== 0);
  out.int(paid.length);
  for (const [account, due] of paid) {
    out.int(account);
    out.double(due);
  }
  out.int(state.recentOrders.size);
  for (const [account, recent] of [...state.recentOrders].sort(([a], [b]) => a - b)) {
    out.int(account);
    out.int(recent.length);
    for (const { time, instrument, side, price, qty } of recent) {
      out.double(time);
      for (const value of [instrument, side, price, qty]) out.int(value);
    }
  }
}

/** Business day, obligations and fails to come; sums of obligations follow from the rows. */
function writeSettlement(out: WordWriter, state: CoreState): void {
  out.double(state.counters[CounterSlot.businessDay]!);
  out.int(state.obligations.size);
  for (const [key, row] of [...state.obligations].sort(([a], [b]) => a - b)) {
    out.double(key);
    for (const value of [row.account, row.instrument, row.day]) out.int(value);
    for (const value of [row.lots, row.money, row.locked, row.penalty]) out.double(value);
    out.int(row.failedSince);
  }
  out.int(state.deliveryFails.size);
  for (const [key, lots] of [...state.deliveryFails].sort(([a], [b]) => a - b)) {
    out.double(key);
    out.double(lots);
  }
  for (const ppm of state.penaltyRates) out.int(ppm);
}

/** Words of an instrument that its window and its auction have. */
export const WINDOW_WORDS = [
  InstrumentWord.windowLow,
  InstrumentWord.windowHigh,
  InstrumentWord.limitSince,
  InstrumentWord.auctionUntil,
  InstrumentWord.phaseCause,
  InstrumentWord.windowWidth,
] as const;
export const WINDOW_ROW = WindowSlot.dayReference + 1;

/** Windows with the trades that they rest upon, auctions, and the steps of falling markets. */
function writeWindows(out: WordWriter, state: CoreState): void {
  for (const { id } of state.instrumentList) {
    const at = id << INSTRUMENT_SHIFT;
    for (const word of WINDOW_WORDS) out.int(state.instruments[at + word]!);
    const row = id << WINDOW_SHIFT;
    for (let k = 0; k < WINDOW_ROW; k++) out.double(state.windows[row + k]!);
  }
  for (const step of state.marketSteps) out.int(step);
}
