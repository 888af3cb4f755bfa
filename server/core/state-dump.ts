// The state told as events: what a reader needs who joins late.

import { LADDER_SHIFT, LEVEL_LOTS_SLOT, LEVEL_SLOTS, LEVEL_WORDS, L, O, W } from './book.ts';
import { ACCOUNT_SHIFT, AccountWord, BALANCE_SHIFT, CounterSlot } from './core-state.ts';
import { CounterWord } from './core-state.ts';
import { INSTRUMENT_SHIFT, InstrumentWord, ORDER_SHIFT, OrderSlot } from './core-state.ts';
import { OrderWord, POSITION_SHIFT, type CoreState } from './core-state.ts';
import type { CollectedOrders } from './collected-orders.ts';
import { accountRecord, assetRecord, instrumentRecord } from './definitions.ts';
import { EVENT_WORDS, EventKind, ObligationState } from './events.ts';
import { Limit, limitsRecord } from './limit-rows.ts';
import { ATTRIBUTE_MASK } from './live-orders.ts';
import { RATES_AT } from './penalties.ts';
import { phaseOf } from './phases.ts';

/** Events of one chunk at least before it is handed on. */
const CHUNK_BLOCKS = 4096;
const ROOM = (CHUNK_BLOCKS + 64) * EVENT_WORDS;

type Sink = (words: Int32Array, blocks: number) => void;

/** Collects events and hands them on in chunks of whole records. */
interface Collector {
  readonly words: Int32Array;
  readonly slots: Float64Array;
  /** A cleared block; returns the number of its first word. */
  open(kind: number): number;
  record(words: Int32Array, kind: number): number;
  flush(): void;
}

function createCollector(sink: Sink): Collector {
  const words = new Int32Array(ROOM);
  let used = 0;

  function flush(): void {
    if (used > 0) sink(words, used);
    used = 0;
  }

  function take(blocks: number): number {
    if (used >= CHUNK_BLOCKS) flush();
    const at = used * EVENT_WORDS;
    used += blocks;
    words.fill(0, at, used * EVENT_WORDS);
    return at;
  }

  return {
    words,
    slots: new Float64Array(words.buffer),
    open: (kind) => {
      const at = take(1);
      words[at] = kind;
      return at;
    },
    record: (record, kind) => {
      const at = take(record.length / EVENT_WORDS);
      words.set(record, at);
      words[at] = kind;
      return at;
    },
    flush,
  };
}

export function dumpState(state: CoreState, collected: CollectedOrders, sink: Sink): void {
  const out = createCollector(sink);
  for (const asset of state.assetList) out.record(assetRecord(asset), EventKind.asset);
  for (const instrument of state.instrumentList) {
    out.record(instrumentRecord(instrument), EventKind.instrument);
  }
  if (state.words[CounterWord.venueHalted] !== 0) {
    out.words[out.open(EventKind.venue) + 3] = 1;
  }
  dumpPhases(state, out);
  dumpAccounts(state, out);
  dumpLimits(state, out);
  dumpBalances(state, out);
  dumpPositions(state, out);
  dumpSettlement(state, out);
  for (const { id } of state.instrumentList) {
    dumpOrders(state, id, out);
    for (const slot of collected.of(id)) dumpOrder(state, slot, out);
  }
  for (const { id } of state.instrumentList) dumpLevels(state, id, out);
  out.flush();
}

function dumpPhases(state: CoreState, out: Collector): void {
  for (const { id } of state.instrumentList) {
    const at = out.open(EventKind.phase);
    const row = id << INSTRUMENT_SHIFT;
    const traded = state.instruments[row + InstrumentWord.traded] === 1;
    out.words[at + 2] = id;
    out.words[at + 3] = phaseOf(state.instruments[row + InstrumentWord.phase]!);
    out.words[at + 4] = traded ? state.instruments[row + InstrumentWord.reference]! : 0;
    out.words[at + 5] = state.instruments[row + InstrumentWord.auctionUntil]!;
    out.slots[(at >> 1) + 3] = state.counters[CounterSlot.trades]!;
    out.words[at + 8] = state.instruments[row + InstrumentWord.phaseCause]!;
    if (state.instruments[row + InstrumentWord.windowHigh] === 0) continue;
    const window = out.open(EventKind.window);
    out.words[window + 2] = id;
    out.words[window + 3] = state.instruments[row + InstrumentWord.windowLow]!;
    out.words[window + 4] = state.instruments[row + InstrumentWord.windowHigh]!;
    out.words[window + 5] = state.instruments[row + InstrumentWord.limitSince]!;
  }
}

function dumpAccounts(state: CoreState, out: Collector): void {
  for (let account = 0; account < state.capacity.accounts; account++) {
    const row = account << ACCOUNT_SHIFT;
    if (state.accounts[row + AccountWord.exists] === 0) continue;
    const limit = state.accounts[row + AccountWord.openOrdersMax]!;
    const at = out.record(accountRecord(account, limit), EventKind.account);
    out.words[at + 10] = state.accounts[row + AccountWord.privateSeq]!;
    if (state.accounts[row + AccountWord.blocked] !== 0) {
      const blocked = out.open(EventKind.accountBlocked);
      out.words[blocked + 1] = account;
      out.words[blocked + 3] = 1;
    }
    const maker = state.accounts[row + AccountWord.makerDiscount]!;
    const taker = state.accounts[row + AccountWord.takerDiscount]!;
    if (maker !== 0 || taker !== 0) {
      const discount = out.open(EventKind.discount);
      out.words[discount + 1] = account;
      out.words[discount + 3] = maker;
      out.words[discount + 4] = taker;
      out.words[discount + 10] = state.accounts[row + AccountWord.privateSeq]!;
    }
    const seconds = state.accounts[row + AccountWord.deadSeconds]!;
    if (seconds === 0) continue;
    const armed = out.open(EventKind.deadMan);
    out.words[armed + 1] = account;
    out.words[armed + 5] = seconds;
    out.words[armed + 10] = state.accounts[row + AccountWord.privateSeq]!;
  }
}

function dumpLimits(state: CoreState, out: Collector): void {
  const width = state.capacity.instruments + 1;
  for (const [key, row] of [...state.limits].sort(([a], [b]) => a - b)) {
    const fields = Object.entries(Limit).map(([name, slot]) => [name, row[slot]!]);
    const record = limitsRecord(
      Math.floor(key / width),
      (key % width) - 1,
      Object.fromEntries(fields),
    );
    out.record(record, EventKind.limits);
  }
}

function dumpBalances(state: CoreState, out: Collector): void {
  const accounts = state.capacity.accounts;
  for (let asset = 0; asset < state.assetList.length; asset++) {
    for (let account = 0; account < accounts; account++) {
      const row = (asset * accounts + account) << BALANCE_SHIFT;
      if (state.balances[row] === 0 && state.balances[row + 1] === 0) continue;
      const at = out.open(EventKind.balance);
      out.words[at + 1] = account;
      out.words[at + 2] = asset;
      out.words[at + 10] = privateSeqOf(state, account);
      out.slots[(at >> 1) + 3] = state.balances[row]!;
      out.slots[(at >> 1) + 4] = state.balances[row + 1]!;
    }
  }
}

function dumpPositions(state: CoreState, out: Collector): void {
  const accounts = state.capacity.accounts;
  for (const { id } of state.instrumentList) {
    for (let account = 0; account < accounts; account++) {
      const row = (id * accounts + account) << POSITION_SHIFT;
      const [lots, cost, realised] = state.positions.subarray(row, row + 3);
      if (lots === 0 && cost === 0 && realised === 0) continue;
      const at = out.open(EventKind.position);
      out.words[at + 1] = account;
      out.words[at + 2] = id;
      out.slots[(at >> 1) + 3] = lots!;
      out.slots[(at >> 1) + 4] = cost!;
      out.slots[(at >> 1) + 5] = realised!;
    }
  }
}

function dumpSettlement(state: CoreState, out: Collector): void {
  const day = out.open(EventKind.businessDay);
  out.words[day + 3] = state.counters[CounterSlot.businessDay]!;
  for (const [, row] of [...state.obligations].sort(([a], [b]) => a - b)) {
    const at = out.open(EventKind.obligation);
    out.words[at + 1] = row.account;
    out.words[at + 2] = row.instrument;
    out.words[at + 3] = row.day;
    out.words[at + 10] = privateSeqOf(state, row.account);
    out.words[at + 4] = row.failedSince === 0 ? ObligationState.open : ObligationState.failed;
    out.words[at + 5] = row.failedSince;
    out.slots[(at >> 1) + 6] = row.penalty;
    out.slots[(at >> 1) + 3] = row.lots;
    out.slots[(at >> 1) + 4] = row.money;
  }
  out.words.set(state.penaltyRates, out.open(EventKind.penalties) + RATES_AT);
  for (const [key, lots] of [...state.deliveryFails].sort(([a], [b]) => a - b)) {
    const at = out.open(EventKind.deliveryFail);
    out.words[at + 1] = key % state.capacity.accounts;
    out.words[at + 2] = Math.floor(key / state.capacity.accounts);
    out.words[at + 4] = lots;
  }
}

function forEachLevel(state: CoreState, id: number, visit: (level: number) => void): void {
  const { ladders, nextAbove } = state.book;
  const end = ladders[(id << LADDER_SHIFT) + W.end]!;
  let level = nextAbove(id, ladders[(id << LADDER_SHIFT) + W.base]!);
  for (; level < end; level = nextAbove(id, level)) visit(level);
}

function dumpOrders(state: CoreState, id: number, out: Collector): void {
  const { orders, levels } = state.book;
  forEachLevel(state, id, (level) => {
    let slot = levels[level * LEVEL_WORDS + L.head]!;
    for (; slot !== 0; slot = orders[(slot << ORDER_SHIFT) + O.next]!) dumpOrder(state, slot, out);
  });
}

function dumpOrder(state: CoreState, slot: number, out: Collector): void {
  const { orders, ladders } = state.book;
  const order = slot << ORDER_SHIFT;
  const at = out.open(EventKind.openOrder);
  const instrument = orders[order + OrderWord.instrument]!;
  const leaves = orders[order + OrderWord.leaves]!;
  const total = orders[order + OrderWord.total]!;
  out.words[at + 1] = orders[order + OrderWord.account]!;
  out.words[at + 2] = instrument;
  out.words[at + 3] =
    orders[order + OrderWord.level]! - ladders[(instrument << LADDER_SHIFT) + W.base]!;
  out.words[at + 4] = total;
  out.words[at + 5] = orders[order + OrderWord.attributes]! & ATTRIBUTE_MASK;
  out.slots[(at >> 1) + 3] = orders[order + OrderWord.generation]! * 2 ** 20 + slot;
  out.slots[(at >> 1) + 4] = state.orderSlots[(order >> 1) + OrderSlot.clientOrderId]!;
  out.words[at + 10] = leaves;
  out.words[at + 11] = orders[order + OrderWord.expire]!;
  out.words[at + 12] = total - leaves;
}

function dumpLevels(state: CoreState, id: number, out: Collector): void {
  const { ladders, levels, levelLots } = state.book;
  const base = ladders[(id << LADDER_SHIFT) + W.base]!;
  const bid = ladders[(id << LADDER_SHIFT) + W.bid]!;
  forEachLevel(state, id, (level) => {
    const at = out.open(EventKind.level);
    out.words[at + 1] = level <= bid ? 0 : 1;
    out.words[at + 2] = id;
    out.words[at + 3] = level - base;
    out.words[at + 4] = levels[level * LEVEL_WORDS + L.orders]!;
    out.slots[(at >> 1) + 3] = levelLots[level * LEVEL_SLOTS + LEVEL_LOTS_SLOT]!;
  });
}

function privateSeqOf(state: CoreState, account: number): number {
  return state.accounts[(account << ACCOUNT_SHIFT) + AccountWord.privateSeq]!;
}
