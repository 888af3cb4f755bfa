// Runs a tape on the bare book of the core and writes a report of 64 bytes per event into a ring.
//
// Two ways to name an order. By id, as a tape does: the runner keeps id -> slot. By slot, as a client of
// the engine does that sends back the order id it was given: checking a tape writes the slots that the
// book gives into it, of the adds and for the cancels, and the timed run uses them.

import { LADDER_SHIFT as SHIFT, O, W, createBook } from '../core/book.ts';
import type { Book } from '../core/book.ts';
import { Side } from '../../shared/domain/order.ts';
import { Report } from './tape-report.ts';
import type { ReportSink } from './tape-report.ts';
import { T, TAPE_WORDS, TapeKind } from './tape-standard.ts';

export interface TapeRunnerOptions {
  readonly instruments: number;
  readonly priceLimit: number;
  /** Live orders at most. */
  readonly orders: number;
  /** Largest order id of an instrument. */
  readonly ids: number;
  /** By slot knows adds and cancels only. */
  readonly naming: 'id' | 'slot';
}

export interface TapeRunner {
  readonly book: Book;
  run(words: Int32Array, from: number, to: number): void;
  /** Runs a tape on an empty book and hands every report to the sink, in order and with the tape's ids.
   * By slot it must come before `run`. */
  check(words: Int32Array, total: number, sink: ReportSink): void;
  /** Reports since the last clear. */
  reports(): number;
  clear(): void;
}

const RING = 1 << 16;
const RING_MASK = RING - 1;
const REPORT_SHIFT = 4;
/** Commands between two readings of the ring, few enough that it never wraps unread. */
const CHECK_CHUNK = 500;

export function createTapeRunner(options: TapeRunnerOptions): TapeRunner {
  const { instruments, priceLimit, orders, ids } = options;
  const { accepted, trade, cancelled, modified, cancelRejected, modifyRejected } = Report;
  const { add: ADD, cancel: CANCEL } = TapeKind;
  const { seq: SEQ, instrument: INSTRUMENT, id: ID, price: PRICE, qty: QTY, slot: SLOT } = T;
  const { buy: BUY, sell: SELL } = Side;
  const LEVEL = O.level;
  const LADDER_SHIFT = SHIFT;
  const { base: BASE, bid: BID } = W;
  const ring = new Int32Array(RING << REPORT_SHIFT).fill(0);
  const slotOfId = new Int32Array(instruments * ids);
  const idOfSlot = new Int32Array(orders);
  const isById = options.naming === 'id';
  let count = 0;
  // The command at work, read by the hook.
  let seqNow = 0;
  let takerNow = 0;
  let idBaseNow = 0;
  let takenLots = 0;

  function report(
    head: number,
    seq: number,
    id: number,
    price: number,
    qty: number,
    taker: number,
  ): void {
    const at = (count++ & RING_MASK) << REPORT_SHIFT;
    ring[at] = head;
    ring[at + 1] = qty;
    ring[at + 2] = seq;
    ring[at + 3] = 0;
    ring[at + 4] = id;
    ring[at + 5] = price;
    ring[at + 6] = id;
    ring[at + 7] = taker;
  }

  function onFill(maker: number, price: number, qty: number, left: number): void {
    takenLots += qty;
    if (!isById) {
      report(trade, seqNow, maker, price, qty, takerNow);
      return;
    }
    const id = idOfSlot[maker]!;
    report(trade, seqNow, id, price, qty, takerNow);
    if (left === 0) slotOfId[idBaseNow + id] = 0;
  }

  const book = createBook({ instruments, levels: instruments * (priceLimit + 32), orders }, onFill);
  for (let k = 0; k < instruments; k++) book.defineLadder(k, priceLimit);
  // Locals of the closure, which V8 folds into the code; properties of `book` it would read each time.
  const { add: bookAdd, cancel: bookCancel, modify: bookModify } = book;
  const { orders: orderWords, ladders } = book;

  function add(words: Int32Array, at: number, head: number): number {
    const side = (head >> 8) & 1;
    const isIoc = head >> 16 !== 0;
    const id = words[at + ID]!;
    const price = words[at + PRICE]!;
    const qty = words[at + QTY]!;
    report(accepted | (side << 8), seqNow, id, price, qty, 0);
    takerNow = id;
    takenLots = 0;
    const slot = bookAdd(words[at + INSTRUMENT]!, side, price, qty, !isIoc);
    if (isIoc && takenLots < qty) {
      report(cancelled | (side << 8), seqNow, id, price, qty - takenLots, 0);
    }
    return slot;
  }

  function cancelSlot(instrument: number, slot: number, id: number): void {
    const level = orderWords[(slot << 2) + LEVEL]!;
    const ladder = instrument << LADDER_SHIFT;
    const side = level <= ladders[ladder + BID]! ? BUY : SELL;
    const lots = bookCancel(instrument, slot);
    report(cancelled | (side << 8), seqNow, id, level - ladders[ladder + BASE]!, lots, 0);
  }

  function cancelById(words: Int32Array, at: number): void {
    const id = words[at + ID]!;
    const slot = slotOfId[idBaseNow + id]!;
    if (slot === 0) {
      report(cancelRejected, seqNow, id, 0, 0, 0);
      return;
    }
    slotOfId[idBaseNow + id] = 0;
    cancelSlot(words[at + INSTRUMENT]!, slot, id);
  }

  function modifyById(words: Int32Array, at: number): void {
    const id = words[at + ID]!;
    const instrument = words[at + INSTRUMENT]!;
    const slot = slotOfId[idBaseNow + id]!;
    if (slot === 0) {
      report(modifyRejected, seqNow, id, 0, 0, 0);
      return;
    }
    const level = orderWords[(slot << 2) + LEVEL]!;
    const side = level <= ladders[(instrument << LADDER_SHIFT) + BID]! ? BUY : SELL;
    report(modified | (side << 8), seqNow, id, words[at + PRICE]!, words[at + QTY]!, 0);
    takerNow = id;
    slotOfId[idBaseNow + id] = bookModify(instrument, slot, words[at + PRICE]!, words[at + QTY]!);
  }

  function runById(words: Int32Array, from: number, to: number): void {
    for (let k = from; k < to; k++) {
      const at = k * TAPE_WORDS;
      const head = words[at]!;
      const kind = head & 0xff;
      seqNow = words[at + SEQ]!;
      idBaseNow = words[at + INSTRUMENT]! * ids;
      if (kind === ADD) {
        const slot = add(words, at, head);
        if (slot === 0) continue;
        idOfSlot[slot] = words[at + ID]!;
        slotOfId[idBaseNow + words[at + ID]!] = slot;
      } else if (kind === CANCEL) cancelById(words, at);
      else modifyById(words, at);
    }
  }

  function runBySlot(words: Int32Array, from: number, to: number): void {
    for (let k = from; k < to; k++) {
      const at = k * TAPE_WORDS;
      const head = words[at]!;
      seqNow = words[at + SEQ]!;
      if ((head & 0xff) === ADD) words[at + SLOT] = add(words, at, head);
      else cancelSlot(words[at + INSTRUMENT]!, words[at + SLOT]!, words[at + SLOT]!);
    }
  }

  /** Reads reports `from` up to `count` out of the ring. */
  function drain(from: number, sink: ReportSink): void {
    for (let k = from; k < count; k++) {
      const at = (k & RING_MASK) << REPORT_SHIFT;
      const [head, qty, seq, , id, price, , taker] = ring.subarray(at, at + 8);
      sink(head! & 0xff, seq!, head! >> 8, id!, price!, qty!, taker!);
    }
  }

  function checkById(words: Int32Array, total: number, sink: ReportSink): void {
    for (let from = 0; from < total; from += CHECK_CHUNK) {
      const before = count;
      runById(words, from, Math.min(total, from + CHECK_CHUNK));
      drain(before, sink);
    }
  }

  function checkBySlot(words: Int32Array, total: number, sink: ReportSink): void {
    for (let k = 0; k < total; k++) {
      const at = k * TAPE_WORDS;
      const isAdd = (words[at]! & 0xff) === ADD;
      const key = words[at + INSTRUMENT]! * ids + words[at + ID]!;
      if (!isAdd) words[at + SLOT] = slotOfId[key]!;
      const before = count;
      runBySlot(words, k, k + 1);
      // Makers and cancelled orders are reported by slot. The taker's own slot is entered only after
      // this, since it may be one that a maker just gave back.
      drain(before, (type, seq, side, named, price, qty, taker) => {
        const id = type === trade || !isAdd ? idOfSlot[named]! : named;
        sink(type, seq, side, id, price, qty, taker);
      });
      const slot = words[at + SLOT]!;
      if (!isAdd || slot === 0) continue;
      slotOfId[key] = slot;
      idOfSlot[slot] = words[at + ID]!;
    }
  }

  return {
    book,
    run: isById ? runById : runBySlot,
    check: isById ? checkById : checkBySlot,
    reports: () => count,
    clear() {
      book.clear();
      slotOfId.fill(0);
      count = 0;
    },
  };
}
