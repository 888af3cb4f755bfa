// A state from the bytes of a snapshot, in place of the one that is there.

import { assert } from '../../shared/domain/assert.ts';
import { BOOK_CELL, LADDER_SHIFT, O, W } from './book.ts';
import { ACCOUNT_SHIFT, AccountWord, BALANCE_SHIFT, CounterSlot } from './core-state.ts';
import { INSTRUMENT_SHIFT, InstrumentWord, openVenueAccounts } from './core-state.ts';
import { ORDER_SHIFT, OrderSlot, OrderWord, POSITION_SHIFT } from './core-state.ts';
import { CounterWord, TRADES, UNSETTLED_SHIFT, VENUE_HALT, WINDOW_SHIFT } from './core-state.ts';
import type { CoreState } from './core-state.ts';
import { ENTRY_WORDS, EntrySlot, EntryWord, type Dedupe } from './dedupe.ts';
import { installInstrument } from './definition-commands.ts';
import { assetRecord, readAsset, readInstrument } from './definitions.ts';
import { Money, type Ledger } from './ledger.ts';
import { LIMIT_SLOTS } from './limit-rows.ts';
import type { LiveOrders } from './live-orders.ts';
import { markLimited } from './risk.ts';
import type { Settlement } from './settlement.ts';
import { KEPT_WORDS, openSnapshot, WINDOW_ROW, WINDOW_WORDS } from './snapshot.ts';
import type { SnapshotParts } from './snapshot.ts';
import type { WordReader } from './word-writer.ts';

const ASSET_WORDS = assetRecord({ id: 0, code: '', scale: 0 }).length;

export interface RestoreParts extends SnapshotParts {
  readonly ledger: Ledger;
  readonly live: LiveOrders;
  readonly settlement: Settlement;
}

/** Nothing is touched before the whole of the bytes was found sound. */
export function restoreState(parts: RestoreParts, bytes: Uint8Array): void {
  const body = openSnapshot(parts, bytes);
  const { state, dedupe } = parts;
  clearState(parts);
  state.counters[CounterSlot.trades] = body.double();
  readDefinitions(body, state);
  readAccounts(body, state);
  readRows(body, state.balances, state, BALANCE_SHIFT);
  readRows(body, state.positions, state, POSITION_SHIFT);
  for (let left = body.int(); left > 0; left--) state.sourceSeqs[body.int()] = body.double();
  readSlots(body, state);
  for (let left = body.int(); left > 0; left--) readOrder(body, parts);
  readDedupe(body, dedupe);
  readRisk(body, state);
  readSettlement(body, parts);
  readWindows(body, state);
  assert(body.atEnd(), 'the state is longer than it says');
}

/** Empties what was used; untouched memory stays untouched. */
function clearState({ state, expiries, dedupe }: RestoreParts): void {
  const { book, capacity } = state;
  book.clear();
  book.cells[BOOK_CELL.levels] = 0;
  book.ladders.fill(0);
  state.balances.fill(0, 0, (state.assetList.length * capacity.accounts) << BALANCE_SHIFT);
  state.positions.fill(0, 0, (state.instrumentList.length * capacity.accounts) << POSITION_SHIFT);
  state.accounts.fill(0);
  state.deadDue.fill(0);
  state.rateDue.fill(0);
  state.limits.clear();
  state.obligations.clear();
  state.deliveryFails.clear();
  state.windows.fill(0, 0, state.instrumentList.length << WINDOW_SHIFT);
  state.unsettled.fill(0, 0, (state.assetList.length * capacity.accounts) << UNSETTLED_SHIFT);
  state.recentOrders.clear();
  state.instruments.fill(0);
  state.sourceSeqs.fill(0);
  state.counters.fill(0);
  state.words.fill(0);
  state.assetList.length = 0;
  state.instrumentList.length = 0;
  expiries.clear();
  dedupe.clear();
  openVenueAccounts(state);
}

function readDefinitions(body: WordReader, state: CoreState): void {
  for (let left = body.int(); left > 0; left--) {
    const asset = readAsset(body.words(ASSET_WORDS), 0);
    state.assetList[asset.id] = asset;
  }
  for (let left = body.int(); left > 0; left--) {
    const instrument = readInstrument(body.words(body.int()), 0);
    const fits = state.book.defineLadder(instrument.id, instrument.priceLimitTicks);
    assert(fits, 'the ladders of the state do not fit');
    installInstrument(state, instrument);
    const at = instrument.id << INSTRUMENT_SHIFT;
    state.instruments[at + InstrumentWord.phase] = body.int();
    state.instruments[at + InstrumentWord.reference] = body.int();
    state.instruments[at + InstrumentWord.traded] = body.int();
  }
}

function readAccounts(body: WordReader, state: CoreState): void {
  for (let left = body.int(); left > 0; left--) {
    const account = body.int();
    const at = account << ACCOUNT_SHIFT;
    if (state.accounts[at + AccountWord.exists] === 0) {
      state.accounts[at + AccountWord.exists] = TRADES;
    }
    state.accounts[at + AccountWord.blocked] = body.int();
    state.accounts[at + AccountWord.openOrdersMax] = body.int();
    state.accounts[at + AccountWord.privateSeq] = body.int();
    state.accounts[at + AccountWord.deadSeconds] = body.int();
    state.deadDue[account] = body.double();
    state.accounts[at + AccountWord.makerDiscount] = body.int();
    state.accounts[at + AccountWord.takerDiscount] = body.int();
  }
}

function readRows(body: WordReader, rows: Float64Array, state: CoreState, shift: number): void {
  for (let left = body.int(); left > 0; left--) {
    const kind = body.int();
    const account = body.int();
    const at = (kind * state.capacity.accounts + account) << shift;
    for (let k = 0; k < 3; k++) rows[at + k] = body.double();
  }
}

function readSlots(body: WordReader, state: CoreState): void {
  const { orders, cells } = state.book;
  const top = body.int();
  cells[BOOK_CELL.top] = top;
  for (let slot = 1; slot < top; slot++) {
    orders[(slot << ORDER_SHIFT) + OrderWord.generation] = body.int();
  }
  let above = 0;
  for (let left = body.int(); left > 0; left--) {
    const slot = body.int();
    if (above === 0) cells[BOOK_CELL.free] = slot;
    else orders[(above << ORDER_SHIFT) + O.next] = slot;
    above = slot;
  }
}

function readOrder(body: WordReader, { state, ledger, live, collected }: RestoreParts): void {
  const { book, orderSlots } = state;
  const { orders, ladders } = book;
  const slot = body.int();
  const instrument = body.int();
  const price = body.int();
  const order = slot << ORDER_SHIFT;
  for (const word of KEPT_WORDS) orders[order + word] = body.int();
  orders[order + OrderWord.instrument] = instrument;
  orderSlots[(order >> 1) + OrderSlot.clientOrderId] = body.double();
  for (const k of [0, 1]) state.commissions[2 * slot + k] = body.double();
  const side = (orders[order + OrderWord.attributes]! >> 8) & 1;
  const base = ladders[(instrument << LADDER_SHIFT) + W.base]!;
  orders[order + OrderWord.level] = base + price;
  if (collected.has(slot)) collected.add(slot);
  else book.enqueue(instrument, side, base + price, slot);
  ledger.holdFor(instrument, side, price, orders[order + OrderWord.leaves]!, slot);
  orderSlots[(order >> 1) + OrderSlot.held] = ledger.money[Money.hold]!;
  live.opened(slot);
}

function readRisk(body: WordReader, state: CoreState): void {
  state.words[CounterWord.venueHalted] = body.int();
  const halted = state.words[CounterWord.venueHalted] === 0 ? 0 : VENUE_HALT;
  for (const { id } of state.instrumentList) {
    state.instruments[(id << INSTRUMENT_SHIFT) + InstrumentWord.phase]! |= halted;
  }
  for (let left = body.int(); left > 0; left--) {
    const key = body.double();
    const row = new Float64Array(LIMIT_SLOTS);
    state.limits.set(
      key,
      row.map(() => body.double()),
    );
  }
  for (let left = body.int(); left > 0; left--) state.rateDue[body.int()] = body.double();
  for (let left = body.int(); left > 0; left--) {
    const account = body.int();
    const recent = Array.from({ length: body.int() }, () => {
      const time = body.double();
      const [instrument, side, price, qty] = body.words(4) as unknown as number[];
      return { time, instrument: instrument!, side: side!, price: price!, qty: qty! };
    });
    state.recentOrders.set(account, recent);
  }
  markLimited(state);
}

/** The rows; what they add up to was cleared and is added again. */
function readSettlement(body: WordReader, { state, settlement }: RestoreParts): void {
  state.counters[CounterSlot.businessDay] = body.double();
  for (let left = body.int(); left > 0; left--) {
    const key = body.double();
    const [account, instrument, day] = [body.int(), body.int(), body.int()];
    const [lots, money, locked] = [body.double(), body.double(), body.double()];
    const [penalty, failedSince] = [body.double(), body.int()];
    const row = { account, instrument, day, lots, money, locked, failedSince, penalty };
    state.obligations.set(key, row);
    settlement.book(row, 1);
  }
  for (let left = body.int(); left > 0; left--) {
    const key = body.double();
    state.deliveryFails.set(key, body.double());
  }
  state.penaltyRates.forEach((_ppm, kind, rates) => (rates[kind] = body.int()));
}

function readWindows(body: WordReader, state: CoreState): void {
  for (const { id } of state.instrumentList) {
    const at = id << INSTRUMENT_SHIFT;
    for (const word of WINDOW_WORDS) state.instruments[at + word] = body.int();
    const row = id << WINDOW_SHIFT;
    for (let k = 0; k < WINDOW_ROW; k++) state.windows[row + k] = body.double();
  }
  state.marketSteps.forEach((_step, kind, steps) => (steps[kind] = body.int()));
}

function readDedupe(body: WordReader, dedupe: Dedupe): void {
  const slots = new Float64Array(ENTRY_WORDS / 2);
  const words = new Int32Array(slots.buffer);
  for (let left = body.int(); left > 0; left--) {
    for (let k = 0; k < EntryWord.next; k++) words[k] = body.int();
    slots[EntrySlot.clientOrderId] = body.double();
    slots[EntrySlot.orderId] = body.double();
    dedupe.append(words, slots, 0);
  }
}
