// The price-time order book of all instruments, in one closure over constant typed arrays.
//
// Usable alone (the benchmarks do) or as the part of the engine that knows queues and levels only.
//
//   const book = createBook({ instruments, levels, orders }, onFill);
//   book.defineLadder(instrument, priceLimitTicks);       once per instrument, prices 1 … limit - 1
//   slot = book.add(instrument, side, price, qty, rests); trades first, onFill(maker, price, qty, left)
//                                                         per maker; then rests when `rests`: its slot,
//                                                         or 0 when nothing rests
//   lots = book.cancel(instrument, slot);                 lots taken off, 0: no live order there
//   slot = book.modify(instrument, slot, price, qty);     loses priority; trades, then rests again
//   book.bestBid(i) bestAsk(i) lotsAt(i, price) ordersAt(i, price); 0 where there is nothing
//
// Slots count from 1 and are used again last in, first out. A caller that hands out ids keeps them
// by slot (the engine: generation * 2^20 + slot).
//
// Why it is fast: (1) made once per process, V8 folds addresses and lengths of the arrays into the
// code; (2) a level is found by its index, the next best one by four bitmap words; (3) records are
// small and used again at once, so they stay in the cache; (4) nothing is allocated after the start.
// Levels are touched when an order first stands there: a wide ladder costs address space only.

import { assert } from '../../shared/domain/assert.ts';
import { Side } from '../../shared/domain/order.ts';
import { createLevelBitmap } from './level-bitmap.ts';

export interface BookCapacity {
  readonly instruments: number;
  /** Price levels over all instruments, each ladder rounded up to 32. */
  readonly levels: number;
  /** Slots, slot 0 included (it is none). At most 2^20. */
  readonly orders: number;
  /** Binary logarithm of the words per order record; the book itself uses the first four. */
  readonly recordShift?: number;
}

/** `left` is what the maker still has; at 0 its slot is free again after the call. */
export type OnFill = (maker: number, price: number, qty: number, left: number) => void;

/** Words of an order record. The level is a number of the arena: ladder base + price. A free slot has
 * no lots, and its `next` is the free slot below it on the stack. */
export const O = { next: 0, prev: 1, leaves: 2, level: 3 } as const;

/** Words of a level: 24 bytes, the last 8 of them the lots as a float64. */
export const LEVEL_WORDS = 6;
export const LEVEL_SLOTS = 3;
export const LEVEL_LOTS_SLOT = 2;
export const L = { head: 0, tail: 1, orders: 2 } as const;

/** Words of a ladder, as levels of the arena: [base, end) is the window, base stands for no bid and
 * end for no ask, so that every comparison works on an empty side too. */
export const LADDER_SHIFT = 2;
export const W = { base: 0, end: 1, bid: 2, ask: 3 } as const;

/** Cells of `cells`: top of the stack of free slots, first slot never used, first level free. */
export const BOOK_CELL = { free: 0, top: 1, levels: 2 } as const;

export interface Book {
  readonly orders: Int32Array;
  readonly levels: Int32Array;
  readonly levelLots: Float64Array;
  readonly ladders: Int32Array;
  readonly cells: Int32Array;

  /** False when the levels do not suffice. */
  defineLadder(instrument: number, priceLimitTicks: number): boolean;
  add(instrument: number, side: number, price: number, qty: number, rests: boolean): number;
  cancel(instrument: number, slot: number): number;
  modify(instrument: number, slot: number, price: number, qty: number): number;
  bestBid(instrument: number): number;
  bestAsk(instrument: number): number;
  lotsAt(instrument: number, price: number): number;
  ordersAt(instrument: number, price: number): number;

  /** 0 when all slots are in use. */
  takeSlot(): number;
  freeSlot(slot: number): void;
  /** Puts the order at the end of its level's queue; the record has its leaves. */
  enqueue(instrument: number, side: number, level: number, slot: number): void;
  /** Takes a queued order with all its lots out of its level; its record keeps leaves and level. */
  unlink(instrument: number, slot: number): void;
  /** Next level with orders further from the best, or the ladder's base or end. */
  nextAbove(instrument: number, level: number): number;
  nextBelow(instrument: number, level: number): number;
  /** Forgets all orders; ladders stay. Touches only what was used. */
  clear(): void;
}

const LADDER_ALIGN = 32;

export function createBook(capacity: BookCapacity, onFill: OnFill): Book {
  const slotLimit = capacity.orders;
  assert(slotLimit <= 1 << 20, 'at most 2^20 order slots');
  const shift = capacity.recordShift ?? 2;
  const orders = new Int32Array(slotLimit << shift);
  const levelBytes = new ArrayBuffer(capacity.levels * LEVEL_WORDS * 4);
  const levels = new Int32Array(levelBytes);
  const levelLots = new Float64Array(levelBytes);
  const ladders = new Int32Array(capacity.instruments << LADDER_SHIFT);
  const cells = new Int32Array(4);
  cells[BOOK_CELL.top] = 1;
  const bitmap = createLevelBitmap(capacity.levels);
  const { set: setBit, clear: clearBit, above, below } = bitmap;

  function defineLadder(instrument: number, priceLimitTicks: number): boolean {
    const base = cells[BOOK_CELL.levels]!;
    const room = Math.ceil(priceLimitTicks / LADDER_ALIGN) * LADDER_ALIGN;
    if (base + room > capacity.levels) return false;
    cells[BOOK_CELL.levels] = base + room;
    const at = instrument << LADDER_SHIFT;
    ladders[at + W.base] = base;
    ladders[at + W.end] = base + priceLimitTicks;
    ladders[at + W.bid] = base;
    ladders[at + W.ask] = base + priceLimitTicks;
    return true;
  }

  function takeSlot(): number {
    const free = cells[BOOK_CELL.free]!;
    if (free !== 0) {
      cells[BOOK_CELL.free] = orders[(free << shift) + O.next]!;
      return free;
    }
    const top = cells[BOOK_CELL.top]!;
    if (top === slotLimit) return 0;
    cells[BOOK_CELL.top] = top + 1;
    return top;
  }

  function freeSlot(slot: number): void {
    orders[(slot << shift) + O.leaves] = 0;
    orders[(slot << shift) + O.next] = cells[BOOK_CELL.free]!;
    cells[BOOK_CELL.free] = slot;
  }

  function enqueue(instrument: number, side: number, level: number, slot: number): void {
    const order = slot << shift;
    const at = level * LEVEL_WORDS;
    const qty = orders[order + O.leaves]!;
    const tail = levels[at + L.tail]!;
    orders[order + O.next] = 0;
    orders[order + O.prev] = tail;
    orders[order + O.level] = level;
    levels[at + L.tail] = slot;
    if (tail !== 0) {
      orders[(tail << shift) + O.next] = slot;
      levels[at + L.orders]!++;
      levelLots[level * LEVEL_SLOTS + LEVEL_LOTS_SLOT]! += qty;
      return;
    }
    levels[at + L.head] = slot;
    levels[at + L.orders] = 1;
    levelLots[level * LEVEL_SLOTS + LEVEL_LOTS_SLOT] = qty;
    setBit(level);
    const ladder = instrument << LADDER_SHIFT;
    if (side === Side.buy) {
      if (level > ladders[ladder + W.bid]!) ladders[ladder + W.bid] = level;
    } else if (level < ladders[ladder + W.ask]!) ladders[ladder + W.ask] = level;
  }

  function unlink(instrument: number, slot: number): void {
    const order = slot << shift;
    const next = orders[order + O.next]!;
    const prev = orders[order + O.prev]!;
    const level = orders[order + O.level]!;
    const at = level * LEVEL_WORDS;
    levels[at + L.orders]!--;
    levelLots[level * LEVEL_SLOTS + LEVEL_LOTS_SLOT]! -= orders[order + O.leaves]!;
    if (next !== 0) orders[(next << shift) + O.prev] = prev;
    else levels[at + L.tail] = prev;
    if (prev !== 0) orders[(prev << shift) + O.next] = next;
    else {
      levels[at + L.head] = next;
      if (next === 0) emptied(instrument, level);
    }
  }

  /** The level holds nothing any more: the best price may move. */
  function emptied(instrument: number, level: number): void {
    clearBit(level);
    const ladder = instrument << LADDER_SHIFT;
    if (level === ladders[ladder + W.bid]!) {
      ladders[ladder + W.bid] = below(level, ladders[ladder + W.base]!);
    } else if (level === ladders[ladder + W.ask]!) {
      ladders[ladder + W.ask] = above(level, ladders[ladder + W.end]!);
    }
  }

  /** Fills up to `qty` lots from the head of a level; returns what is left of them. */
  function sweepLevel(level: number, price: number, qty: number): number {
    const at = level * LEVEL_WORDS;
    let left = qty;
    let maker = levels[at + L.head]!;
    let count = levels[at + L.orders]!;
    do {
      const order = maker << shift;
      const leaves = orders[order + O.leaves]!;
      if (leaves > left) {
        orders[order + O.leaves] = leaves - left;
        onFill(maker, price, left, leaves - left);
        left = 0;
        break;
      }
      const next = orders[order + O.next]!;
      onFill(maker, price, leaves, 0);
      orders[order + O.leaves] = 0;
      orders[order + O.next] = cells[BOOK_CELL.free]!;
      cells[BOOK_CELL.free] = maker;
      left -= leaves;
      count--;
      maker = next;
    } while (maker !== 0 && left !== 0);
    levels[at + L.head] = maker;
    levels[at + L.orders] = count;
    levelLots[level * LEVEL_SLOTS + LEVEL_LOTS_SLOT]! -= qty - left;
    if (maker !== 0) orders[(maker << shift) + O.prev] = 0;
    else {
      levels[at + L.tail] = 0;
      clearBit(level);
    }
    return left;
  }

  function sweepAsks(ladder: number, limit: number, qty: number): number {
    const base = ladders[ladder + W.base]!;
    let level = ladders[ladder + W.ask]!;
    let left = qty;
    while (level <= limit && left !== 0) {
      left = sweepLevel(level, level - base, left);
      if (levels[level * LEVEL_WORDS + L.head] !== 0) break;
      level = above(level, ladders[ladder + W.end]!);
    }
    ladders[ladder + W.ask] = level;
    return left;
  }

  function sweepBids(ladder: number, limit: number, qty: number): number {
    const base = ladders[ladder + W.base]!;
    let level = ladders[ladder + W.bid]!;
    let left = qty;
    while (level >= limit && left !== 0) {
      left = sweepLevel(level, level - base, left);
      if (levels[level * LEVEL_WORDS + L.head] !== 0) break;
      level = below(level, base);
    }
    ladders[ladder + W.bid] = level;
    return left;
  }

  function sweep(instrument: number, side: number, limit: number, qty: number): number {
    const ladder = instrument << LADDER_SHIFT;
    if (side === Side.buy) {
      return ladders[ladder + W.ask]! <= limit ? sweepAsks(ladder, limit, qty) : qty;
    }
    return ladders[ladder + W.bid]! >= limit ? sweepBids(ladder, limit, qty) : qty;
  }

  function add(
    instrument: number,
    side: number,
    price: number,
    qty: number,
    rests: boolean,
  ): number {
    const limit = ladders[(instrument << LADDER_SHIFT) + W.base]! + price;
    const left = sweep(instrument, side, limit, qty);
    if (left === 0 || !rests) return 0;
    const slot = takeSlot();
    if (slot === 0) return 0;
    orders[(slot << shift) + O.leaves] = left;
    enqueue(instrument, side, limit, slot);
    return slot;
  }

  function cancel(instrument: number, slot: number): number {
    const lots = orders[(slot << shift) + O.leaves]!;
    if (lots === 0) return 0;
    unlink(instrument, slot);
    freeSlot(slot);
    return lots;
  }

  function modify(instrument: number, slot: number, price: number, qty: number): number {
    const order = slot << shift;
    if (orders[order + O.leaves] === 0) return 0;
    const ladder = instrument << LADDER_SHIFT;
    const side = orders[order + O.level]! <= ladders[ladder + W.bid]! ? Side.buy : Side.sell;
    unlink(instrument, slot);
    const limit = ladders[ladder + W.base]! + price;
    const left = sweep(instrument, side, limit, qty);
    if (left === 0) {
      freeSlot(slot);
      return 0;
    }
    orders[order + O.leaves] = left;
    enqueue(instrument, side, limit, slot);
    return slot;
  }

  const priceOf = (instrument: number, word: number, none: number): number => {
    const ladder = instrument << LADDER_SHIFT;
    const level = ladders[ladder + word]!;
    return level === ladders[ladder + none] ? 0 : level - ladders[ladder + W.base]!;
  };
  const levelOf = (instrument: number, price: number): number =>
    ladders[(instrument << LADDER_SHIFT) + W.base]! + price;

  function clear(): void {
    for (let ladder = 0; ladder < ladders.length; ladder += 1 << LADDER_SHIFT) {
      const base = ladders[ladder + W.base]!;
      const end = ladders[ladder + W.end]!;
      for (let level = above(base, end); level < end; level = above(level, end)) {
        levels.fill(0, level * LEVEL_WORDS, (level + 1) * LEVEL_WORDS);
        clearBit(level);
      }
      ladders[ladder + W.bid] = base;
      ladders[ladder + W.ask] = end;
    }
    orders.fill(0, 0, cells[BOOK_CELL.top]! << shift);
    cells[BOOK_CELL.free] = 0;
    cells[BOOK_CELL.top] = 1;
  }

  return {
    orders,
    levels,
    levelLots,
    ladders,
    cells,
    defineLadder,
    add,
    cancel,
    modify,
    bestBid: (instrument) => priceOf(instrument, W.bid, W.base),
    bestAsk: (instrument) => priceOf(instrument, W.ask, W.end),
    lotsAt: (instrument, price) =>
      levelLots[levelOf(instrument, price) * LEVEL_SLOTS + LEVEL_LOTS_SLOT]!,
    ordersAt: (instrument, price) => levels[levelOf(instrument, price) * LEVEL_WORDS + L.orders]!,
    takeSlot,
    freeSlot,
    enqueue,
    unlink,
    nextAbove: (instrument, level) => above(level, ladders[(instrument << LADDER_SHIFT) + W.end]!),
    nextBelow: (instrument, level) => below(level, ladders[(instrument << LADDER_SHIFT) + W.base]!),
    clear,
  };
}
