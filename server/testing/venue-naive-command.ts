// A command of the naive venue: the words of core/commands.ts as named fields.

import {
  C,
  RECORD_BYTES,
  RECORD_SLOTS,
  RECORD_WORDS,
  flagsOf,
  sideOf,
  stpOf,
  tifOf,
  typeOf,
} from '../core/commands.ts';

const KIND_BITS = 0xff;
const ATTRIBUTE_BITS = 0x1fff00;

export interface NaiveCommand {
  readonly kind: number;
  readonly attributes: number;
  readonly side: number;
  readonly type: number;
  readonly tif: number;
  readonly flags: number;
  readonly stp: number;
  readonly account: number;
  /** Instrument, or asset. */
  readonly instrument: number;
  readonly price: number;
  readonly qty: number;
  readonly seconds: number;
  /** Client order id, or amount. */
  readonly clientOrderId: number;
  /** Order id, or reference. */
  readonly orderId: number;
  readonly session: number;
  readonly source: number;
  readonly deadlineOrSourceSeq: number;
  readonly requestId: number;
  /** The whole record with its further blocks. */
  readonly words: Int32Array;
  /** Index within its batch. */
  readonly index: number;
  readonly timeMicros: number;
  /** Accounts whose private number this command has raised. */
  readonly touched: Set<number>;
}

export function readNaiveCommand(
  words: Int32Array,
  slots: Float64Array,
  block: number,
  index: number,
  timeMicros: number,
): NaiveCommand {
  const at = block * RECORD_WORDS;
  const slotsAt = block * RECORD_SLOTS;
  const word = (k: number): number => words[at + k]!;
  const slot = (k: number): number => slots[slotsAt + k]! + 0;
  const head = word(C.kind);
  return {
    kind: head & KIND_BITS,
    attributes: head & ATTRIBUTE_BITS,
    side: sideOf(head),
    type: typeOf(head),
    tif: tifOf(head),
    flags: flagsOf(head),
    stp: stpOf(head),
    account: word(C.account),
    instrument: word(C.instrument),
    price: word(C.price),
    qty: word(C.qty),
    seconds: word(C.seconds),
    clientOrderId: slot(C.clientOrderIdSlot),
    orderId: slot(C.orderIdSlot),
    session: word(C.session),
    source: word(C.source),
    deadlineOrSourceSeq: slot(C.deadlineSlot),
    requestId: word(C.requestId),
    words: words.slice(at, at + ((1 + word(C.blocks)) * RECORD_BYTES) / 4),
    index,
    timeMicros,
    touched: new Set(),
  };
}
