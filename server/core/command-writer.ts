// Writes hot commands into a record buffer: one function per kind, every word of the record set.

import { SelfTrade, TimeInForce } from '../../shared/domain/order.ts';
import { C, CommandKind, RECORD_SLOTS, RECORD_WORDS, packAttributes } from './commands.ts';

/** Who sends a command: a session (with a deadline) or an internal source (with its number). */
export interface Sender {
  /** Session of the gateway, 0: none. */
  readonly session?: number;
  /** 0: a session. Above 0: an internal source, whose repeats are dropped. */
  readonly source?: number;
  /** Number of the command within its internal source, from 1. */
  readonly sourceSeq?: number;
  /** µs since 1970 after which the engine refuses it; 0: none. Sessions only. */
  readonly deadlineMicros?: number;
  readonly requestId?: number;
}

export interface PlaceFields extends Sender {
  readonly account: number;
  readonly instrument: number;
  readonly side: number;
  /** Ticks; 0 for a market order. */
  readonly price: number;
  /** Lots. */
  readonly qty: number;
  readonly type?: number;
  readonly tif?: number;
  readonly flags?: number;
  readonly stp?: number;
  /** Seconds since 1970, GTD only. */
  readonly expireSeconds?: number;
  /** 1 to 2^53 - 1; 0: none (internal sources only). */
  readonly clientOrderId?: number;
}

export interface CancelFields extends Sender {
  readonly account: number;
  readonly orderId?: number;
  readonly clientOrderId?: number;
}

export interface AmendFields extends CancelFields {
  /** New price in ticks, 0: unchanged. */
  readonly price?: number;
  /** New total quantity in lots, with what is filled; 0: unchanged. */
  readonly qty?: number;
}

export interface CancelManyFields extends Sender {
  readonly account: number;
  /** -1: all. */
  readonly instrument?: number;
  /** -1: both. */
  readonly side?: number;
  /** Only orders of the session in `session` that carry `cancelOnDisconnect`. */
  readonly onlySession?: boolean;
  /** A DoneCause. */
  readonly cause: number;
}

export interface DeadManFields extends Sender {
  readonly account: number;
  /** 0 disarms. */
  readonly seconds: number;
}

/** `words` and `slots` are two views of one buffer; `block` counts records of 64 bytes. */
export function writePlace(
  words: Int32Array,
  slots: Float64Array,
  block: number,
  fields: PlaceFields,
): void {
  const at = begin(words, slots, block, fields);
  words[at] =
    CommandKind.place |
    packAttributes(
      fields.side,
      fields.type ?? 0,
      fields.tif ?? TimeInForce.gtc,
      fields.flags ?? 0,
      fields.stp ?? SelfTrade.expireTaker,
    );
  words[at + C.account] = fields.account;
  words[at + C.instrument] = fields.instrument;
  words[at + C.price] = fields.price;
  words[at + C.qty] = fields.qty;
  words[at + C.seconds] = fields.expireSeconds ?? 0;
  slots[block * RECORD_SLOTS + C.clientOrderIdSlot] = fields.clientOrderId ?? 0;
}

export function writeCancel(
  words: Int32Array,
  slots: Float64Array,
  block: number,
  fields: CancelFields,
): void {
  const at = begin(words, slots, block, fields);
  words[at] = CommandKind.cancel;
  words[at + C.account] = fields.account;
  slots[block * RECORD_SLOTS + C.clientOrderIdSlot] = fields.clientOrderId ?? 0;
  slots[block * RECORD_SLOTS + C.orderIdSlot] = fields.orderId ?? 0;
}

export function writeAmend(
  words: Int32Array,
  slots: Float64Array,
  block: number,
  fields: AmendFields,
): void {
  writeCancel(words, slots, block, fields);
  const at = block * RECORD_WORDS;
  words[at] = CommandKind.amend;
  words[at + C.price] = fields.price ?? 0;
  words[at + C.qty] = fields.qty ?? 0;
}

export function writeCancelMany(
  words: Int32Array,
  slots: Float64Array,
  block: number,
  fields: CancelManyFields,
): void {
  const at = begin(words, slots, block, fields);
  words[at] = CommandKind.cancelMany;
  words[at + C.account] = fields.account;
  words[at + C.instrument] = fields.instrument ?? -1;
  words[at + C.price] = fields.side ?? -1;
  words[at + C.qty] = fields.onlySession === true ? 1 : 0;
  words[at + C.seconds] = fields.cause;
}

export function writeDeadMan(
  words: Int32Array,
  slots: Float64Array,
  block: number,
  fields: DeadManFields,
): void {
  const at = begin(words, slots, block, fields);
  words[at] = CommandKind.deadMan;
  words[at + C.account] = fields.account;
  words[at + C.seconds] = fields.seconds;
}

export function writeClock(words: Int32Array, slots: Float64Array, block: number): void {
  const at = begin(words, slots, block, {});
  words[at] = CommandKind.clock;
}

export function writeSetPhase(
  words: Int32Array,
  slots: Float64Array,
  block: number,
  fields: Sender & { readonly instrument: number; readonly phase: number },
): void {
  const at = begin(words, slots, block, fields);
  words[at] = CommandKind.setPhase;
  words[at + C.instrument] = fields.instrument;
  words[at + C.price] = fields.phase;
}

export function writeBlockAccount(
  words: Int32Array,
  slots: Float64Array,
  block: number,
  fields: Sender & { readonly account: number; readonly blocked: boolean },
): void {
  const at = begin(words, slots, block, fields);
  words[at] = CommandKind.blockAccount;
  words[at + C.account] = fields.account;
  words[at + C.price] = fields.blocked ? 1 : 0;
}

/** Clears the record, so that no word of an earlier use survives, and writes its sender. */
function begin(words: Int32Array, slots: Float64Array, block: number, sender: Sender): number {
  const at = block * RECORD_WORDS;
  words.fill(0, at, at + RECORD_WORDS);
  const source = sender.source ?? 0;
  words[at + C.session] = sender.session ?? 0;
  words[at + C.source] = source;
  words[at + C.requestId] = sender.requestId ?? 0;
  slots[block * RECORD_SLOTS + C.deadlineSlot] =
    (source === 0 ? sender.deadlineMicros : sender.sourceSeq) ?? 0;
  return at;
}
