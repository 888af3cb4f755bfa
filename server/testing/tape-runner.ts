// Runs a tape on the bare book of the core and writes a report of 64 bytes per event into a ring.
//
// Two ways to name an order. By id, as a tape does: the runner keeps id -> slot. By slot, as a client of
// the engine does that sends back the order id it was given: `resolveSlots` writes the slot of every
// cancel into the tape once, and the timed run uses it.

import { LADDER_SHIFT as SHIFT, O, createBook } from '../core/book.ts';
import type { Book } from '../core/book.ts';
import { Side } from '../../shared/domain/order.ts';
import { Report } from './tape-report.ts';
import type { ReportSink } from './tape-report.ts';
import { T, TAPE_WORDS, TapeKind } from './tape.ts';

export interface TapeRunnerOptions {
  readonly instruments: number;
  readonly priceLimit: number;
  /** Live orders at most. */
  readonly orders: number;
  /** Largest order id of an instrument. */
  readonly ids: number;
}

export interface TapeRunner {
  readonly book: Book;
  runById(words: Int32Array, from: number, to: number): void;
  /** Adds and cancels only; word 6 of a cancel names the slot. */
  runBySlot(words: Int32Array, from: number, to: number): void;
  /** Runs by id and hands every report to the sink, in order. */
  check(words: Int32Array, total: number, sink: ReportSink): void;
  /** As check, and writes the slots of the cancels into the tape. */
  resolveSlots(words: Int32Array, total: number, sink: ReportSink): void;
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
  const ring = new Int32Array(RING << REPORT_SHIFT).fill(0);
  const slotOfId = new Int32Array(instruments * ids);
  const idOfSlot = new Int32Array(orders);
  let count = 0;
  // The command at work, read by the hook.
  let seqNow = 0;
  let takerNow = 0;
  let idBaseNow = 0;
  let takenLots = 0;
  let isById = true;

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
  const { add: bookAdd, cancel: bookCancel, modify: bookModify, bestBid } = book;
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
    const price = priceOf(instrument, slot);
    const side = price <= bestBid(instrument) ? BUY : SELL;
    const lots = bookCancel(instrument, slot);
    report(cancelled | (side << 8), seqNow, id, price, lots, 0);
  }

  function priceOf(instrument: number, slot: number): number {
    return orderWords[(slot << 2) + LEVEL]! - ladders[instrument << LADDER_SHIFT]!;
  }

  function cancelById(words: Int32Array, at: number): void {
    const id = words[at + ID]!;
    const slot = slotOfId[idBaseNow + id]!;
    if (slot === 0) {
      report(cancelRejected, seqNow, id, 0, 0, 0);
      return;
    }
    slotOfId[idBaseNow + id] = 0;
    words[at + SLOT] = slot;
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
    const side = priceOf(instrument, slot) <= bestBid(instrument) ? BUY : SELL;
    report(modified | (side << 8), seqNow, id, words[at + PRICE]!, words[at + QTY]!, 0);
    takerNow = id;
    slotOfId[idBaseNow + id] = bookModify(instrument, slot, words[at + PRICE]!, words[at + QTY]!);
  }

  function runById(words: Int32Array, from: number, to: number): void {
    isById = true;
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
    isById = false;
    for (let k = from; k < to; k++) {
      const at = k * TAPE_WORDS;
      const head = words[at]!;
      seqNow = words[at + SEQ]!;
      if ((head & 0xff) === ADD) add(words, at, head);
      else cancelSlot(words[at + INSTRUMENT]!, words[at + SLOT]!, words[at + SLOT]!);
    }
  }

  function check(words: Int32Array, total: number, sink: ReportSink): void {
    let read = count;
    for (let from = 0; from < total; from += CHECK_CHUNK) {
      runById(words, from, Math.min(total, from + CHECK_CHUNK));
      for (; read < count; read++) {
        const at = (read & RING_MASK) << REPORT_SHIFT;
        const [head, qty, seq, , id, price, , taker] = ring.subarray(at, at + 8);
        sink(head! & 0xff, seq!, head! >> 8, id!, price!, qty!, taker!);
      }
    }
  }

  return {
    book,
    runById,
    runBySlot,
    check,
    resolveSlots: check,
    reports: () => count,
    clear() {
      book.clear();
      slotOfId.fill(0);
      count = 0;
    },
  };
}
