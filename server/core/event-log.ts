// Where events are written: blocks of 64 bytes in one array, all 16 words of each, oldest first.

import { ACCOUNT_SHIFT, AccountWord, CounterWord, OrderSlot, OrderWord } from './core-state.ts';
import { TRADES } from './core-state.ts';
import { BALANCE_SHIFT, InstrumentWord, INSTRUMENT_SHIFT, ORDER_SHIFT } from './core-state.ts';
import { POSITION_SHIFT, type CoreState } from './core-state.ts';
import { LADDER_SHIFT, LEVEL_LOTS_SLOT, LEVEL_SLOTS, LEVEL_WORDS, L, W } from './book.ts';
import { EventKind, SELL_BIT, TAKER_BIT } from './events.ts';

export interface EventLog {
  readonly words: Int32Array;
  readonly slots: Float64Array;
  blocks(): number;
  clear(): void;
  /** A fresh block with its first word written; returns the number of that word. */
  open(kind: number): number;
  /** Makes room for further blocks of the event just opened. */
  extend(blocks: number): void;
  /** The account's private number for this command: raised with its first event. */
  privateSeq(account: number): number;
  /** `expire` is the effective second; the price of a market order is its bound. */
  accepted(slot: number): void;
  amended(slot: number, priorityKept: number): void;
  done(slot: number, cause: number, cancelledLots: number): void;
  /** The order's fill of `qty` and, after it, its account's settled figures. Fee from `fee[feeAt]`. */
  filled(slot: number, price: number, qty: number, takes: number, feeAt: number): void;
  level(instrument: number, side: number, level: number): void;
}

/** `fees` are cells with the fee of the maker (0) and of the taker (1) of the fill being written. */
export function createEventLog(state: CoreState, fees: Float64Array): EventLog {
  const { accepted: ACCEPTED, amended: AMENDED, done: DONE, fill: FILL } = EventKind;
  const { settled: SETTLED, level: LEVEL_EVENT } = EventKind;
  const { leaves: LEAVES, level: LEVEL, generation: GENERATION, account: ACCOUNT } = OrderWord;
  const {
    instrument: INSTRUMENT,
    attributes: ATTRIBUTES,
    total: TOTAL,
    expire: EXPIRE,
  } = OrderWord;
  const { clientOrderId: CLIENT_ID } = OrderSlot;
  const { base: BASE_ASSET, quote: QUOTE_ASSET } = InstrumentWord;
  const { privateSeq: PRIVATE, stamp: STAMP } = AccountWord;
  const { command: COMMAND, eventIndex: INDEX } = CounterWord;
  const [ORDER, INST, ACC, BAL, POS, LADDER] = [
    ORDER_SHIFT,
    INSTRUMENT_SHIFT,
    ACCOUNT_SHIFT,
    BALANCE_SHIFT,
    POSITION_SHIFT,
    LADDER_SHIFT,
  ];
  const [STRIDE, LOTS_STRIDE, LOTS] = [LEVEL_WORDS, LEVEL_SLOTS, LEVEL_LOTS_SLOT];
  const { orders: LEVEL_ORDERS } = L;
  const { base: LADDER_BASE } = W;
  const [TAKER, SELL, OPENED] = [TAKER_BIT, SELL_BIT, TRADES];
  const GENERATION_STEP = 1 << 20;
  const accountCount = state.capacity.accounts;

  const { accounts, instruments, balances, positions, counters, orderSlots } = state;
  const { orders, levels, levelLots, ladders } = state.book;
  const stateWords = state.words;
  const slots = new Float64Array(state.capacity.events * 8);
  const words = new Int32Array(slots.buffer);
  const cursor = new Int32Array(1);

  function open(kind: number): number {
    const block = cursor[0]!;
    cursor[0] = block + 1;
    const at = block << 4;
    words[at] = kind | stateWords[INDEX]!;
    return at;
  }

  function privateSeq(account: number): number {
    const at = account << ACC;
    if (accounts[at] !== OPENED) return 0;
    const command = stateWords[COMMAND]!;
    if (accounts[at + STAMP] === command) return accounts[at + PRIVATE]!;
    accounts[at + STAMP] = command;
    const seq = accounts[at + PRIVATE]! + 1;
    accounts[at + PRIVATE] = seq;
    return seq;
  }

  /** Order id, client order id and the figures of the asset that the order holds. */
  function common(at: number, slot: number): void {
    const order = slot << ORDER;
    const account = orders[order + ACCOUNT]!;
    const instrument = orders[order + INSTRUMENT]!;
    const held = (orders[order + ATTRIBUTES]! >> 8) & 1 ? BASE_ASSET : QUOTE_ASSET;
    const asset = instruments[(instrument << INST) + held]!;
    const balance = (asset * accountCount + account) << BAL;
    const double = at >> 1;
    words[at + 1] = account;
    words[at + 2] = instrument;
    slots[double + 3] = orders[order + GENERATION]! * GENERATION_STEP + slot;
    slots[double + 4] = orderSlots[(order >> 1) + CLIENT_ID]!;
    words[at + 10] = privateSeq(account);
    slots[double + 6] = balances[balance]!;
    slots[double + 7] = balances[balance + 1]!;
  }

  function accepted(slot: number): void {
    const order = slot << ORDER;
    const at = open(ACCEPTED);
    const ladder = orders[order + INSTRUMENT]! << LADDER;
    words[at + 3] = orders[order + LEVEL]! - ladders[ladder + LADDER_BASE]!;
    words[at + 4] = orders[order + TOTAL]!;
    words[at + 5] = orders[order + ATTRIBUTES]!;
    words[at + 11] = orders[order + EXPIRE]!;
    common(at, slot);
  }

  function amended(slot: number, priorityKept: number): void {
    const order = slot << ORDER;
    const sell = (orders[order + ATTRIBUTES]! >> 8) & 1;
    const at = open(sell ? AMENDED | SELL : AMENDED);
    const ladder = orders[order + INSTRUMENT]! << LADDER;
    words[at + 3] = orders[order + LEVEL]! - ladders[ladder + LADDER_BASE]!;
    words[at + 4] = orders[order + TOTAL]!;
    words[at + 5] = orders[order + LEAVES]!;
    words[at + 11] = priorityKept;
    common(at, slot);
  }

  function done(slot: number, cause: number, cancelledLots: number): void {
    const order = slot << ORDER;
    const sell = (orders[order + ATTRIBUTES]! >> 8) & 1;
    const at = open(sell ? DONE | SELL : DONE);
    words[at + 3] = cause;
    words[at + 4] = cancelledLots;
    words[at + 5] = orders[order + TOTAL]! - orders[order + LEAVES]! - cancelledLots;
    words[at + 11] = 0;
    common(at, slot);
  }

  function filled(slot: number, price: number, qty: number, takes: number, feeAt: number): void {
    const order = slot << ORDER;
    const account = orders[order + ACCOUNT]!;
    const instrument = orders[order + INSTRUMENT]!;
    const leaves = orders[order + LEAVES]!;
    const sell = (orders[order + ATTRIBUTES]! >> 8) & 1;
    const at = open(FILL | (sell ? SELL : 0) | (takes ? TAKER : 0));
    const double = at >> 1;
    words[at + 1] = account;
    words[at + 2] = instrument;
    words[at + 3] = price;
    words[at + 4] = qty;
    words[at + 5] = leaves;
    slots[double + 3] = orders[order + GENERATION]! * GENERATION_STEP + slot;
    slots[double + 4] = counters[0]!;
    words[at + 10] = privateSeq(account);
    words[at + 11] = orders[order + TOTAL]! - leaves;
    slots[double + 6] = fees[feeAt]!;
    slots[double + 7] = orderSlots[(order >> 1) + CLIENT_ID]!;
    settled(account, instrument);
  }

  function settled(account: number, instrument: number): void {
    const at = open(SETTLED);
    const double = at >> 1;
    const inst = instrument << INST;
    const base = (instruments[inst + BASE_ASSET]! * accountCount + account) << BAL;
    const quote = (instruments[inst + QUOTE_ASSET]! * accountCount + account) << BAL;
    const position = (instrument * accountCount + account) << POS;
    words[at + 1] = account;
    slots[double + 1] = balances[base]!;
    slots[double + 2] = balances[base + 1]!;
    slots[double + 3] = balances[quote]!;
    slots[double + 4] = balances[quote + 1]!;
    slots[double + 5] = positions[position + 1]!;
    slots[double + 6] = positions[position + 2]!;
    slots[double + 7] = positions[position]!;
  }

  function level(instrument: number, side: number, levelAt: number): void {
    const at = open(LEVEL_EVENT);
    const double = at >> 1;
    words[at + 1] = side;
    words[at + 2] = instrument;
    words[at + 3] = levelAt - ladders[(instrument << LADDER) + LADDER_BASE]!;
    words[at + 4] = levels[levelAt * STRIDE + LEVEL_ORDERS]!;
    words[at + 5] = 0;
    slots[double + 3] = levelLots[levelAt * LOTS_STRIDE + LOTS]!;
    slots[double + 4] = 0;
    slots[double + 5] = 0;
    slots[double + 6] = 0;
    slots[double + 7] = 0;
  }

  return {
    words,
    slots,
    blocks: () => cursor[0]!,
    clear: () => {
      cursor[0] = 0;
    },
    open,
    extend: (blocks) => {
      cursor[0]! += blocks;
    },
    privateSeq,
    accepted,
    amended,
    done,
    filled,
    level,
  };
}
