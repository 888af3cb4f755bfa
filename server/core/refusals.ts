// Refusals, replays, and the checks that come before every kind of command.

import { REJECTS } from '../../shared/domain/reject.ts';
import { C } from './commands.ts';
import { ACCOUNT_SHIFT, CounterSlot, INSTRUMENT_SHIFT, SOURCES, TRADES } from './core-state.ts';
import type { CoreState } from './core-state.ts';
import { EntryWord, EntrySlot, ENTRY_SLOTS, ENTRY_WORDS, type Dedupe } from './dedupe.ts';
import type { EventLog } from './event-log.ts';
import { EventKind } from './events.ts';

export interface Refusals {
  rejected(words: Int32Array, slots: Float64Array, at: number, code: number): void;
  /** Writes `replayed` with the first answer of the entry. */
  replayed(words: Int32Array, slots: Float64Array, at: number, entry: number): void;
  /** An account that trades: opened, and not one of the venue's own. */
  trades(account: number): boolean;
  exists(instrument: number): boolean;
  /** 0: go on. 1: a repeat of an internal source, drop it. Else a reject code. */
  repeat(words: Int32Array, slots: Float64Array, at: number): number;
  expired(words: Int32Array, slots: Float64Array, at: number): boolean;
}

/** What `repeat` says of a command that was seen before. */
export const REPEATED = 1;

export function createRefusals(state: CoreState, log: EventLog, dedupe: Dedupe): Refusals {
  const { rejected: REJECTED, replayed: REPLAYED } = EventKind;
  const { account: ACCOUNT, instrument: INSTRUMENT, price: PRICE, qty: QTY } = C;
  const { clientOrderIdSlot: CLIENT_ID, orderIdSlot: ORDER_ID, session: SESSION } = C;
  const { source: SOURCE, sourceSeqSlot: SOURCE_SEQ, deadlineSlot: DEADLINE } = C;
  const { requestId: REQUEST } = C;
  const [CODE, FIRST_ORDER_ID] = [EntryWord.code, EntrySlot.orderId];
  const [WORDS, SLOTS] = [ENTRY_WORDS, ENTRY_SLOTS];
  const [ACC, INST, OPENED, SOURCE_LIMIT] = [ACCOUNT_SHIFT, INSTRUMENT_SHIFT, TRADES, SOURCES];
  const TIME = CounterSlot.time;
  const MASK = 0x1fff00;
  const tooMany = REJECTS.capacity.code;
  const { accounts: accountCount, instruments: instrumentCount } = state.capacity;
  const { accounts, instruments, sourceSeqs, counters } = state;
  const { words: eventWords, slots: eventSlots, open, privateSeq } = log;
  const { entries, orderIds } = dedupe;

  function rejected(words: Int32Array, slots: Float64Array, at: number, code: number): void {
    const account = words[at + ACCOUNT]!;
    const event = open(REJECTED);
    eventWords[event + 1] = account;
    eventWords[event + 2] = words[at + INSTRUMENT]!;
    eventWords[event + 3] = code;
    eventWords[event + 4] = words[at]! & 0xff;
    eventWords[event + 5] = words[at + REQUEST]!;
    eventSlots[(event >> 1) + 3] = slots[(at >> 1) + ORDER_ID]!;
    eventSlots[(event >> 1) + 4] = slots[(at >> 1) + CLIENT_ID]!;
    eventWords[event + 10] = trades(account) ? privateSeq(account) : 0;
    eventWords[event + 11] = words[at + SESSION]!;
    eventWords[event + 12] = words[at + PRICE]!;
    eventWords[event + 13] = words[at + QTY]!;
    eventWords[event + 14] = words[at]! & MASK;
    eventWords[event + 15] = 0;
  }

  function replayed(words: Int32Array, slots: Float64Array, at: number, entry: number): void {
    const event = open(REPLAYED);
    eventWords[event + 1] = words[at + ACCOUNT]!;
    eventWords[event + 2] = words[at + INSTRUMENT]!;
    eventWords[event + 3] = entries[entry * WORDS + CODE]!;
    eventWords[event + 4] = 0;
    eventWords[event + 5] = words[at + REQUEST]!;
    eventSlots[(event >> 1) + 3] = orderIds[entry * SLOTS + FIRST_ORDER_ID]!;
    eventSlots[(event >> 1) + 4] = slots[(at >> 1) + CLIENT_ID]!;
    eventWords[event + 10] = 0;
    eventWords[event + 11] = words[at + SESSION]!;
    eventSlots[(event >> 1) + 6] = 0;
    eventSlots[(event >> 1) + 7] = 0;
  }

  function trades(account: number): boolean {
    return account >= 0 && account < accountCount && accounts[account << ACC] === OPENED;
  }

  function exists(instrument: number): boolean {
    return instrument >= 0 && instrument < instrumentCount && instruments[instrument << INST] !== 0;
  }

  function repeat(words: Int32Array, slots: Float64Array, at: number): number {
    const source = words[at + SOURCE]!;
    if (source === 0) return 0;
    if (source < 0 || source >= SOURCE_LIMIT) return tooMany;
    const seq = slots[(at >> 1) + SOURCE_SEQ]!;
    if (!(seq > sourceSeqs[source]!)) return 1;
    sourceSeqs[source] = seq;
    return 0;
  }

  function expired(words: Int32Array, slots: Float64Array, at: number): boolean {
    if (words[at + SOURCE] !== 0) return false;
    const deadline = slots[(at >> 1) + DEADLINE]!;
    return deadline !== 0 && counters[TIME]! > deadline;
  }

  return { rejected, replayed, trades, exists, repeat, expired };
}
