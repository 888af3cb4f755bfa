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
  // An imported or exported constant is read from memory at each use; a constant of the closure is
  // folded into the code. The same holds in every file of the hot path.
  const { next: NEXT, prev: PREV, leaves: LEAVES, level: LEVEL } = O;
  const { head: HEAD, tail: TAIL, orders: ORDERS } = L;
  const { base: BASE, end: END, bid: BID, ask: ASK } = W;
  const { free: FREE, top: TOP, levels: LEVELS } = BOOK_CELL;
  const { buy: BUY, sell: SELL } = Side;
  const [STRIDE, SLOTS, LOTS, LADDER] = [LEVEL_WORDS, LEVEL_SLOTS, LEVEL_LOTS_SLOT, LADDER_SHIFT];
  const slotLimit = capacity.orders;
  assert(slotLimit <= 1 << 20, 'at most 2^20 order slots');
  const shift = capacity.recordShift ?? 2;
  const orders = new Int32Array(slotLimit << shift);
  const levelBytes = new ArrayBuffer(capacity.levels * STRIDE * 4);
  const levels = new Int32Array(levelBytes);
  const levelLots = new Float64Array(levelBytes);
  const ladders = new Int32Array(capacity.instruments << LADDER);
  const cells = new Int32Array(4);
  cells[TOP] = 1;
  const bitmap = createLevelBitmap(capacity.levels);
  const { set: setBit, clear: clearBit, above, below } = bitmap;

  function defineLadder(instrument: number, priceLimitTicks: number): boolean {
    const base = cells[LEVELS]!;
    const room = Math.ceil(priceLimitTicks / LADDER_ALIGN) * LADDER_ALIGN;
    if (base + room > capacity.levels) return false;
    cells[LEVELS] = base + room;
    const at = instrument << LADDER;
    ladders[at + BASE] = base;
    ladders[at + END] = base + priceLimitTicks;
    ladders[at + BID] = base;
    ladders[at + ASK] = base + priceLimitTicks;
    return true;
  }

  function takeSlot(): number {
    const free = cells[FREE]!;
    if (free !== 0) {
      cells[FREE] = orders[(free << shift) + NEXT]!;
      return free;
    }
    const top = cells[TOP]!;
    if (top === slotLimit) return 0;
    cells[TOP] = top + 1;
    return top;
  }

  function freeSlot(slot: number): void {
    orders[(slot << shift) + LEAVES] = 0;
    orders[(slot << shift) + NEXT] = cells[FREE]!;
    cells[FREE] = slot;
  }

  function enqueue(instrument: number, side: number, level: number, slot: number): void {
    const order = slot << shift;
    const at = level * STRIDE;
    const qty = orders[order + LEAVES]!;
    const tail = levels[at + TAIL]!;
    orders[order + NEXT] = 0;
    orders[order + PREV] = tail;
    orders[order + LEVEL] = level;
    levels[at + TAIL] = slot;
    if (tail !== 0) {
      orders[(tail << shift) + NEXT] = slot;
      levels[at + ORDERS]!++;
      levelLots[level * SLOTS + LOTS]! += qty;
      return;
    }
    levels[at + HEAD] = slot;
    levels[at + ORDERS] = 1;
    levelLots[level * SLOTS + LOTS] = qty;
    setBit(level);
    const ladder = instrument << LADDER;
    if (side === BUY) {
      if (level > ladders[ladder + BID]!) ladders[ladder + BID] = level;
    } else if (level < ladders[ladder + ASK]!) ladders[ladder + ASK] = level;
  }

  function unlink(instrument: number, slot: number): void {
    const order = slot << shift;
    const next = orders[order + NEXT]!;
    const prev = orders[order + PREV]!;
    const level = orders[order + LEVEL]!;
    const at = level * STRIDE;
    levels[at + ORDERS]!--;
    levelLots[level * SLOTS + LOTS]! -= orders[order + LEAVES]!;
    if (next !== 0) orders[(next << shift) + PREV] = prev;
    else levels[at + TAIL] = prev;
    if (prev !== 0) orders[(prev << shift) + NEXT] = next;
    else {
      levels[at + HEAD] = next;
      if (next === 0) emptied(instrument, level);
    }
  }

  /** The level holds nothing any more: the best price may move. */
  function emptied(instrument: number, level: number): void {
    clearBit(level);
    const ladder = instrument << LADDER;
    if (level === ladders[ladder + BID]!) {
      ladders[ladder + BID] = below(level, ladders[ladder + BASE]!);
    } else if (level === ladders[ladder + ASK]!) {
      ladders[ladder + ASK] = above(level, ladders[ladder + END]!);
    }
  }

  /** Fills up to `qty` lots from the head of a level; returns what is left of them. */
  function sweepLevel(level: number, price: number, qty: number): number {
    const at = level * STRIDE;
    let left = qty;
    let maker = levels[at + HEAD]!;
    let count = levels[at + ORDERS]!;
    do {
      const order = maker << shift;
      const leaves = orders[order + LEAVES]!;
      if (leaves > left) {
        orders[order + LEAVES] = leaves - left;
        onFill(maker, price, left, leaves - left);
        left = 0;
        break;
      }
      const next = orders[order + NEXT]!;
      onFill(maker, price, leaves, 0);
      orders[order + LEAVES] = 0;
      orders[order + NEXT] = cells[FREE]!;
      cells[FREE] = maker;
      left -= leaves;
      count--;
      maker = next;
    } while (maker !== 0 && left !== 0);
    levels[at + HEAD] = maker;
    levels[at + ORDERS] = count;
    levelLots[level * SLOTS + LOTS]! -= qty - left;
    if (maker !== 0) orders[(maker << shift) + PREV] = 0;
    else {
      levels[at + TAIL] = 0;
      clearBit(level);
    }
    return left;
  }

  function sweepAsks(ladder: number, limit: number, qty: number): number {
    const base = ladders[ladder + BASE]!;
    let level = ladders[ladder + ASK]!;
    let left = qty;
    while (level <= limit && left !== 0) {
      left = sweepLevel(level, level - base, left);
      if (levels[level * STRIDE + HEAD] !== 0) break;
      level = above(level, ladders[ladder + END]!);
    }
    ladders[ladder + ASK] = level;
    return left;
  }

  function sweepBids(ladder: number, limit: number, qty: number): number {
    const base = ladders[ladder + BASE]!;
    let level = ladders[ladder + BID]!;
    let left = qty;
    while (level >= limit && left !== 0) {
      left = sweepLevel(level, level - base, left);
      if (levels[level * STRIDE + HEAD] !== 0) break;
      level = below(level, base);
    }
    ladders[ladder + BID] = level;
    return left;
  }

  function sweep(instrument: number, side: number, limit: number, qty: number): number {
    const ladder = instrument << LADDER;
    if (side === BUY) {
      return ladders[ladder + ASK]! <= limit ? sweepAsks(ladder, limit, qty) : qty;
    }
    return ladders[ladder + BID]! >= limit ? sweepBids(ladder, limit, qty) : qty;
  }

  function add(
    instrument: number,
    side: number,
    price: number,
    qty: number,
    rests: boolean,
  ): number {
    const limit = ladders[(instrument << LADDER) + BASE]! + price;
    const left = sweep(instrument, side, limit, qty);
    if (left === 0 || !rests) return 0;
    const slot = takeSlot();
    if (slot === 0) return 0;
    orders[(slot << shift) + LEAVES] = left;
    enqueue(instrument, side, limit, slot);
    return slot;
  }

  function cancel(instrument: number, slot: number): number {
    const lots = orders[(slot << shift) + LEAVES]!;
    if (lots === 0) return 0;
    unlink(instrument, slot);
    freeSlot(slot);
    return lots;
  }

  function modify(instrument: number, slot: number, price: number, qty: number): number {
    const order = slot << shift;
    if (orders[order + LEAVES] === 0) return 0;
    const ladder = instrument << LADDER;
    const side = orders[order + LEVEL]! <= ladders[ladder + BID]! ? BUY : SELL;
    unlink(instrument, slot);
    const limit = ladders[ladder + BASE]! + price;
    const left = sweep(instrument, side, limit, qty);
    if (left === 0) {
      freeSlot(slot);
      return 0;
    }
    orders[order + LEAVES] = left;
    enqueue(instrument, side, limit, slot);
    return slot;
  }

  const priceOf = (instrument: number, word: number, none: number): number => {
    const ladder = instrument << LADDER;
    const level = ladders[ladder + word]!;
    return level === ladders[ladder + none] ? 0 : level - ladders[ladder + BASE]!;
  };
  const levelOf = (instrument: number, price: number): number =>
    ladders[(instrument << LADDER) + BASE]! + price;

  function clear(): void {
    for (let ladder = 0; ladder < ladders.length; ladder += 1 << LADDER) {
      const base = ladders[ladder + BASE]!;
      const end = ladders[ladder + END]!;
      for (let level = above(base, end); level < end; level = above(level, end)) {
        levels.fill(0, level * STRIDE, (level + 1) * STRIDE);
        clearBit(level);
      }
      ladders[ladder + BID] = base;
      ladders[ladder + ASK] = end;
    }
    orders.fill(0, 0, cells[TOP]! << shift);
    cells[FREE] = 0;
    cells[TOP] = 1;
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
    bestBid: (instrument) => priceOf(instrument, BID, BASE),
    bestAsk: (instrument) => priceOf(instrument, ASK, END),
    lotsAt: (instrument, price) => levelLots[levelOf(instrument, price) * SLOTS + LOTS]!,
    ordersAt: (instrument, price) => levels[levelOf(instrument, price) * STRIDE + ORDERS]!,
    takeSlot,
    freeSlot,
    enqueue,
    unlink,
    nextAbove: (instrument, level) => above(level, ladders[(instrument << LADDER) + END]!),
    nextBelow: (instrument, level) => below(level, ladders[(instrument << LADDER) + BASE]!),
    clear,
  };
}
