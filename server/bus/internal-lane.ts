// The way of one internal source to the engine for commands that must be decided once and for all: money
// in and out, limits, settlement. Each is answered when it is decided and durable.
//
// The core answers commands in their order, and drops a number of the source that it has seen without an
// event. So each command is followed by a marker, an order for account 6, which never trades: the core
// refuses it with 5001 and echoes its numbers. The command is the one before the marker; what its events
// say is the answer, and no event at all says that it was a repeat.

import { C, CommandKind, RECORD_WORDS, SUSPENSE_ACCOUNT } from '../core/commands.ts';
import { E, EB, EVENT_WORDS, EventKind, INDEX_MASK, INDEX_SHIFT } from '../core/events.ts';
import { furtherBlocks } from '../core/events.ts';
import type { Bus } from './bus.ts';

export type LaneAnswer =
  | { readonly is: 'done'; readonly commandSeq: number }
  | { readonly is: 'rejected'; readonly code: number; readonly commandSeq: number }
  /** The source's number was decided before; its outcome is in the journal, not here. */
  | { readonly is: 'repeated' };

export interface InternalLane {
  /**
   * Sends one command record (with its further blocks) under `sourceSeq`, which the caller keeps and
   * raises by one with every new command, and uses again when it does not know an outcome. Commands are
   * decided in the order of the calls. Rejects only when the lane or the bus has ended.
   */
  submit(record: Int32Array, sourceSeq: number): Promise<LaneAnswer>;
  /** Commands without an answer. */
  waiting(): number;
  close(): void;
}

export interface InternalLaneOptions {
  readonly bus: Bus;
  /** 1 … 65,535; see the numbers in ARCHITECTURE.md. */
  readonly source: number;
  /** Tells the markers of two lives of a lane apart: the wall clock in µs at its start. */
  readonly startedMicros: number;
  /** Pause before what the engine turned away (busy, recovering) is sent again. */
  readonly retryMs?: number;
  /** Without an answer for so long the commands are sent again: the core drops the repeats. */
  readonly patienceMs?: number;
}

/** The lane ended before the command was answered: whether it was decided is unknown. */
export class LaneClosed extends Error {
  override name = 'LaneClosed';
}

interface Waiting {
  readonly record: Int32Array;
  readonly marker: number;
  resolve(answer: LaneAnswer): void;
  reject(error: Error): void;
}

/** Commands of one submission. */
const WINDOW = 64;

export function createInternalLane(options: InternalLaneOptions): InternalLane {
  const { bus, source, startedMicros, retryMs = 20, patienceMs = 10_000 } = options;
  const queue: Waiting[] = [];
  let marker = startedMicros;
  let inFlight = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  /** Refusals and last command of the events seen, for the marker that follows. */
  const seen = { commandSeq: -1, code: 0 };

  function later(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(send, ms);
    timer.unref();
  }

  /** Hands the oldest commands to the bus, each before its marker. */
  function send(): void {
    if (isClosed || queue.length === 0) return;
    const window = queue.slice(0, WINDOW);
    inFlight = window.length;
    later(patienceMs);
    bus.submit(bytesOf(window), () => {
      if (!isClosed) later(retryMs);
    });
  }

  function bytesOf(window: readonly Waiting[]): Uint8Array {
    const size = window.reduce((sum, { record }) => sum + record.length + RECORD_WORDS, 0);
    const slots = new Float64Array(size / 2);
    const words = new Int32Array(slots.buffer);
    let at = 0;
    for (const { record, marker: own } of window) {
      words.set(record, at);
      at += record.length;
      words[at] = CommandKind.place;
      words[at + C.account] = SUSPENSE_ACCOUNT;
      words[at + C.instrument] = -1 - source;
      slots[(at >> 1) + C.clientOrderIdSlot] = own;
      at += RECORD_WORDS;
    }
    return new Uint8Array(words.buffer);
  }

  /** Events of a batch in order: remembers the last command's answer, and stops at own markers. */
  function observe(batch: Uint8Array): void {
    if (inFlight === 0) return;
    const words = new Int32Array(batch.buffer, batch.byteOffset, batch.byteLength >> 2);
    const slots = new Float64Array(batch.buffer, batch.byteOffset, batch.byteLength >> 3);
    if (words[EB.dump] === 1) return;
    const end = (words[EB.blocks]! + 1) * EVENT_WORDS;
    for (let at = EVENT_WORDS; at < end; at += (1 + furtherBlocks(words, at)) * EVENT_WORDS) {
      const index = (words[at]! >> INDEX_SHIFT) & INDEX_MASK;
      event(words, slots, at, slots[EB.firstCommandSeqSlot]! + index);
    }
  }

  function event(words: Int32Array, slots: Float64Array, at: number, commandSeq: number): void {
    const rejected = (words[at]! & 0xff) === EventKind.rejected;
    const isOurs =
      rejected &&
      words[at + E.account] === SUSPENSE_ACCOUNT &&
      words[at + E.instrument] === -1 - source;
    if (isOurs) answered(slots[(at >> 1) + E.clientOrderIdSlot]!, commandSeq - 1);
    else if (rejected) remember(commandSeq, words[at + E.code]!);
    else remember(commandSeq, 0);
  }

  function remember(commandSeq: number, code: number): void {
    seen.commandSeq = commandSeq;
    seen.code = code;
  }

  function answered(own: number, commandSeq: number): void {
    const first = queue[0];
    if (first?.marker !== own) return;
    queue.shift();
    inFlight -= 1;
    if (seen.commandSeq !== commandSeq) first.resolve({ is: 'repeated' });
    else if (seen.code === 0) first.resolve({ is: 'done', commandSeq });
    else first.resolve({ is: 'rejected', code: seen.code, commandSeq });
    if (inFlight > 0) return;
    clearTimeout(timer);
    send();
  }

  const leave = bus.onEvents(observe);

  return {
    submit(record, sourceSeq) {
      if (isClosed) return Promise.reject(new LaneClosed('the lane is closed'));
      const words = record.slice();
      words[C.source] = source;
      new Float64Array(words.buffer)[C.sourceSeqSlot] = sourceSeq;
      marker += 1;
      const own = marker;
      return new Promise((resolve, reject) => {
        queue.push({ record: words, marker: own, resolve, reject });
        if (inFlight === 0) send();
      });
    },
    waiting: () => queue.length,
    close() {
      isClosed = true;
      clearTimeout(timer);
      leave();
      for (const { reject } of queue.splice(0)) reject(new LaneClosed('the lane was closed'));
    },
  };
}
