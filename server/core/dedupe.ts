// Client order ids remembered per account with their first answer; the oldest is forgotten first.

import { C } from './commands.ts';
import { ORDER_SHIFT, OrderWord, type CoreState } from './core-state.ts';

/** Entry of 48 bytes, in a ring by age: what was asked, the answer (a reject code, or 0 and the order
 * id), and the next entry of its chain. */
export const ENTRY_WORDS = 12;
export const EntryWord = {
  account: 0,
  instrument: 1,
  attributes: 2,
  price: 3,
  qty: 4,
  seconds: 5,
  code: 6,
  next: 7,
} as const;
export const ENTRY_SLOTS = 6;
export const EntrySlot = { clientOrderId: 4, orderId: 5 } as const;

/** Entries that wait to be put into their chains, at most. */
const UNCHAINED_MAX = 64;

export interface Dedupe {
  readonly entries: Int32Array;
  readonly orderIds: Float64Array;
  readonly orderIdStride: number;
  readonly orderIdAt: number;
  /** Entry of the command's account and client order id, -1 when there is none. */
  find(words: Int32Array, slots: Float64Array, at: number): number;
  /** Whether the entry was asked with the same words. */
  same(entry: number, words: Int32Array, at: number): boolean;
  /** Remembers the answer to a place command: a code, or 0 and the order in `slot`. */
  remember(words: Int32Array, slots: Float64Array, at: number, code: number, slot: number): void;
  /** Appends an entry as it stands in `words`, for restore. */
  append(words: Int32Array, slots: Float64Array, at: number): void;
  /** Entries from the oldest on. */
  count(): number;
  nth(n: number): number;
  clear(): void;
}

/**
 * A table of chains over the ring. Sixteen ids in sequence of one account share a cache line of the
 * table, and the same ids of neighbouring accounts share a page, so that clients who number one by
 * one, as they should, stay in the caches of the processor. The hash is no secret: who chooses ids to
 * collide slows down the venue by the length of a chain that the rate limits of the gateway keep short.
 */
export function createDedupe(state: CoreState): Dedupe {
  const { account: ACCOUNT, instrument: INSTRUMENT, attributes: ATTRIBUTES } = EntryWord;
  const { price: PRICE, qty: QTY, seconds: SECONDS, code: CODE, next: NEXT } = EntryWord;
  const { clientOrderId: CLIENT_ID, orderId: ORDER_ID } = EntrySlot;
  const { account: C_ACCOUNT, instrument: C_INSTRUMENT, price: C_PRICE, qty: C_QTY } = C;
  const { seconds: C_SECONDS, clientOrderIdSlot: C_CLIENT_ID } = C;
  const { generation: GENERATION } = OrderWord;
  const [WORDS, SLOTS, ORDER] = [ENTRY_WORDS, ENTRY_SLOTS, ORDER_SHIFT];
  const MASK = 0x1fff00;
  const PER_WORD = 2 ** -32;
  const size = state.capacity.dedupe;
  /** Not so many that an entry would be forgotten before it is chained. */
  const UNCHAINED = Math.min(UNCHAINED_MAX, size >> 1);
  /** Newest entry + 1 in 21 bits, and 11 bits of a filter over the ids of the chain. */
  const heads = new Int32Array(size * 2);
  const [ENTRY_MASK, FILTER_SHIFT] = [0x1fffff, 21];
  const headMask = size * 2 - 1;
  const ringMask = size - 1;
  const entrySlots = new Float64Array(size * ENTRY_SLOTS);
  const entries = new Int32Array(entrySlots.buffer);
  /** No id of an account above this one is remembered. A client that numbers upwards never waits for
   * the table, whose lines are seldom in the cache. It follows from the entries: a higher figure than
   * those that are left would be right, too. */
  const highest = new Float64Array(state.capacity.accounts);
  /** Oldest entry; number of entries; entries at the young end that are in no chain yet. */
  const ring = new Int32Array(3);
  /** Of each entry without a chain: account and id of the one that it took the place of; 0: none. */
  const goneAccounts = new Int32Array(UNCHAINED_MAX);
  const goneIds = new Float64Array(UNCHAINED_MAX);
  const { orders } = state.book;

  /** Which bit of the filter of its chain an id sets: it tells most strangers without a look at the
   * entries, which are seldom in the cache. */
  function filterBit(id: number): number {
    return ((Math.imul((id | 0) >>> 4, 0x9e3779b1) >>> 16) * 11) >>> 16;
  }

  /** Chain of (account, id in `ids[at]`). */
  function chainOf(account: number, ids: Float64Array, at: number): number {
    const id = ids[at]!;
    const low = id | 0;
    const high = (id * PER_WORD) | 0;
    let mixed = Math.imul((low >>> 4) ^ Math.imul(high, 0x2c1b3c6d), 0x297a2d39);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
    mixed = (mixed ^ (mixed >>> 13)) + account;
    return ((mixed << 4) | (low & 15)) & headMask;
  }

  function find(words: Int32Array, slots: Float64Array, at: number): number {
    const account = words[at + C_ACCOUNT]!;
    const id = slots[(at >> 1) + C_CLIENT_ID]!;
    if (id > highest[account]!) return -1;
    if (ring[2] !== 0) chainAll();
    const head = heads[chainOf(account, slots, (at >> 1) + C_CLIENT_ID)]!;
    if (((head >>> FILTER_SHIFT) & (1 << filterBit(id))) === 0) return -1;
    const oldest = ring[0]!;
    let entry = (head & ENTRY_MASK) - 1;
    let age = size;
    while (entry >= 0) {
      const older = (entry - oldest) & ringMask;
      if (older >= age) return -1;
      age = older;
      if (
        entrySlots[entry * SLOTS + CLIENT_ID] === id &&
        entries[entry * WORDS + ACCOUNT] === account
      ) {
        return entry;
      }
      entry = entries[entry * WORDS + NEXT]! - 1;
    }
    return -1;
  }

  function same(entry: number, words: Int32Array, at: number): boolean {
    const e = entry * WORDS;
    return (
      entries[e + INSTRUMENT] === words[at + C_INSTRUMENT] &&
      entries[e + ATTRIBUTES] === (words[at]! & MASK) &&
      entries[e + PRICE] === words[at + C_PRICE] &&
      entries[e + QTY] === words[at + C_QTY] &&
      entries[e + SECONDS] === words[at + C_SECONDS]
    );
  }

  /** The entry that is written next: the oldest one, forgotten, when the ring is full. */
  function next(): number {
    if (ring[2] === UNCHAINED) chainAll();
    const place = ring[2]!;
    ring[2] = place + 1;
    const oldest = ring[0]!;
    if (ring[1]! < size) {
      ring[1]!++;
      goneIds[place] = 0;
      return (oldest + ring[1]! - 1) & ringMask;
    }
    ring[0] = (oldest + 1) & ringMask;
    goneAccounts[place] = entries[oldest * WORDS + ACCOUNT]!;
    goneIds[place] = entrySlots[oldest * SLOTS + CLIENT_ID]!;
    return oldest;
  }

  /** Puts the youngest entries into their chains, many at a time: the lines of the table are seldom in
   * the cache, and in a short loop the processor fetches several of them at once. */
  function chainAll(): void {
    const count = ring[2]!;
    ring[2] = 0;
    const first = ring[0]! + ring[1]! - count;
    for (let place = 0; place < count; place++) {
      const entry = (first + place) & ringMask;
      if (goneIds[place] !== 0) forget(place, entry);
      link(entry);
    }
  }

  /** A chain whose newest entry is forgotten is empty. Longer chains end by themselves where age does
   * not fall any more: at the place that was written anew. */
  function forget(place: number, entry: number): void {
    const chain = chainOf(goneAccounts[place]!, goneIds, place);
    if ((heads[chain]! & ENTRY_MASK) === entry + 1) heads[chain] = 0;
  }

  function link(entry: number): void {
    const e = entry * WORDS;
    const chain = chainOf(entries[e + ACCOUNT]!, entrySlots, entry * SLOTS + CLIENT_ID);
    const head = heads[chain]!;
    const bit = 1 << (FILTER_SHIFT + filterBit(entrySlots[entry * SLOTS + CLIENT_ID]!));
    entries[e + NEXT] = head & ENTRY_MASK;
    heads[chain] = (head & ~ENTRY_MASK) | bit | (entry + 1);
  }

  function raiseHighest(account: number, ids: Float64Array, at: number): void {
    if (ids[at]! > highest[account]!) highest[account] = ids[at]!;
  }

  function remember(
    words: Int32Array,
    slots: Float64Array,
    at: number,
    code: number,
    slot: number,
  ): void {
    const entry = next();
    const e = entry * WORDS;
    entries[e + ACCOUNT] = words[at + C_ACCOUNT]!;
    entries[e + INSTRUMENT] = words[at + C_INSTRUMENT]!;
    entries[e + ATTRIBUTES] = words[at]! & MASK;
    entries[e + PRICE] = words[at + C_PRICE]!;
    entries[e + QTY] = words[at + C_QTY]!;
    entries[e + SECONDS] = words[at + C_SECONDS]!;
    entries[e + CODE] = code;
    entrySlots[entry * SLOTS + CLIENT_ID] = slots[(at >> 1) + C_CLIENT_ID]!;
    entrySlots[entry * SLOTS + ORDER_ID] =
      slot === 0 ? 0 : orders[(slot << ORDER) + GENERATION]! * 2 ** 20 + slot;
    raiseHighest(words[at + C_ACCOUNT]!, slots, (at >> 1) + C_CLIENT_ID);
  }

  function append(words: Int32Array, slots: Float64Array, at: number): void {
    const entry = next();
    for (let k = 0; k < NEXT; k++) entries[entry * WORDS + k] = words[at + k]!;
    entrySlots[entry * SLOTS + CLIENT_ID] = slots[(at >> 1) + CLIENT_ID]!;
    entrySlots[entry * SLOTS + ORDER_ID] = slots[(at >> 1) + ORDER_ID]!;
    raiseHighest(words[at + ACCOUNT]!, slots, (at >> 1) + CLIENT_ID);
  }

  /** Touches only what was used: the chains of the entries that are there. */
  function clear(): void {
    chainAll();
    for (let n = 0; n < ring[1]!; n++) {
      const entry = (ring[0]! + n) & ringMask;
      heads[chainOf(entries[entry * WORDS]!, entrySlots, entry * SLOTS + CLIENT_ID)] = 0;
    }
    ring.fill(0);
    highest.fill(0);
  }

  return {
    entries,
    orderIds: entrySlots,
    orderIdStride: ENTRY_SLOTS,
    orderIdAt: EntrySlot.orderId,
    find,
    same,
    remember,
    append,
    count: () => ring[1]!,
    nth: (n) => (ring[0]! + n) & ringMask,
    clear,
  };
}
