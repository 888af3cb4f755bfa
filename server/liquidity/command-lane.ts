// The way of one internal source to the engine: numbers its commands, keeps at most a window of them in
// flight, sends what was refused again byte for byte, and tells from the events when each is answered.
//
// Only one submission is under way at a time. A refused submission is repeated before anything newer, so
// that the numbers of the source reach the engine in order; it would drop an overtaken one as a repeat.
// Commands need no client order id: the engine answers a source's commands in order, every one with
// exactly one of accepted, rejected, replayed, amended, done by its user, or massDone.

import type { Bus } from '../bus/bus.ts';
import { C, CommandKind, RECORD_BYTES, RECORD_SLOTS, RECORD_WORDS } from '../core/commands.ts';
import {
  writeAmend,
  writeCancel,
  writeCancelMany,
  writePlace,
  type AmendFields,
  type CancelFields,
  type CancelManyFields,
  type PlaceFields,
} from '../core/command-writer.ts';
import { E, EventKind } from '../core/events.ts';
import { DoneCause } from '../../shared/domain/order.ts';
import { kindOf, slotOf, type EventView } from './event-scan.ts';

export interface LaneOptions {
  readonly bus: Bus;
  readonly source: number;
  /** Number of the next command; above all that this source has ever used in the journal. */
  readonly firstSourceSeq: number;
  readonly inFlightMax: number;
}

/** A growing buffer of records. */
class RecordQueue {
  words = new Int32Array(64 * RECORD_WORDS);
  slots = new Float64Array(this.words.buffer);
  count = 0;

  /** Room for one more record; its number. */
  next(): number {
    if ((this.count + 1) * RECORD_WORDS > this.words.length) {
      const larger = new Int32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
      this.slots = new Float64Array(larger.buffer);
    }
    this.count += 1;
    return this.count - 1;
  }
}

export class CommandLane {
  /** Commands handed to the bus and taken; submissions that were refused. */
  sent = 0;
  refusals = 0;
  /** Reject codes of the engine, and how often. */
  readonly rejects = new Map<number, number>();

  private readonly options: LaneOptions;
  private readonly queue = new RecordQueue();
  private sourceSeq: number;
  /** First record that waits for its answer, end of the submission under way. */
  private answered = 0;
  private submitted = 0;
  private isRefused = false;
  private refusedCode = 0;
  private isClosed = false;
  private onIdle: (() => void) | undefined;

  constructor(options: LaneOptions) {
    this.options = options;
    this.sourceSeq = options.firstSourceSeq;
  }

  place(fields: PlaceFields): void {
    const block = this.queue.next();
    writePlace(this.queue.words, this.queue.slots, block, { ...fields, ...this.sender() });
  }

  cancel(fields: CancelFields): void {
    const block = this.queue.next();
    writeCancel(this.queue.words, this.queue.slots, block, { ...fields, ...this.sender() });
  }

  amend(fields: AmendFields): void {
    const block = this.queue.next();
    writeAmend(this.queue.words, this.queue.slots, block, { ...fields, ...this.sender() });
  }

  cancelMany(fields: CancelManyFields): void {
    const block = this.queue.next();
    writeCancelMany(this.queue.words, this.queue.slots, block, { ...fields, ...this.sender() });
  }

  /** Nothing queued and nothing in flight. */
  isIdle(): boolean {
    return this.answered === this.queue.count;
  }

  /** The reject code with which the last submission was turned away and still waits; else 0. */
  waitingCode(): number {
    return this.isRefused ? this.refusedCode : 0;
  }

  /** Hands the next window of commands to the bus, or the refused one again; nothing while one is
   * under way. */
  send(): void {
    if (this.isClosed) return;
    if (this.isRefused) {
      this.submit(this.answered);
    } else if (this.submitted === this.answered && !this.isIdle()) {
      const { queue } = this;
      this.submitted = Math.min(queue.count, this.answered + this.options.inFlightMax);
      this.submit(this.answered);
    }
  }

  /** Sends everything queued; resolves when all of it is answered. `pause` is awaited before a refused
   * submission is repeated; when it answers false the lane gives up and so does the promise. */
  async flush(pause: (rejectCode: number) => Promise<boolean>): Promise<boolean> {
    while (!this.isIdle()) {
      if (this.isClosed) return false;
      this.send();
      if (this.isRefused) {
        if (!(await pause(this.refusedCode))) return false;
      } else if (!this.isIdle() && this.submitted > this.answered) {
        await new Promise<void>((resolve) => (this.onIdle = resolve));
      }
    }
    return true;
  }

  /** Ends: nothing more is sent, and a flush that waits for answers gives up. */
  close(): void {
    this.isClosed = true;
    this.wake();
  }

  /** Looks whether an event answers the oldest open command; every event goes through here, in order. */
  observe(view: EventView, at: number): void {
    if (this.answered === this.submitted) return;
    if (!this.answers(view, at)) return;
    if (kindOf(view, at) === EventKind.rejected) {
      const code = view.words[at + E.code]!;
      this.rejects.set(code, (this.rejects.get(code) ?? 0) + 1);
    }
    this.answered += 1;
    if (this.answered < this.submitted) return;
    if (this.isIdle()) {
      this.queue.count = 0;
      this.answered = 0;
      this.submitted = 0;
    }
    this.wake();
  }

  rejected(): number {
    let sum = 0;
    for (const count of this.rejects.values()) sum += count;
    return sum;
  }

  private wake(): void {
    const wake = this.onIdle;
    this.onIdle = undefined;
    wake?.();
  }

  private submit(from: number): void {
    const { words } = this.queue;
    const count = this.submitted - from;
    const bytes = new Uint8Array(words.buffer, from * RECORD_BYTES, count * RECORD_BYTES);
    this.isRefused = false;
    this.sent += count;
    this.options.bus.submit(bytes, (rejectCode) => {
      this.sent -= count;
      this.refusals += 1;
      this.isRefused = true;
      this.refusedCode = rejectCode;
      this.wake();
    });
  }

  private sender() {
    return { source: this.options.source, sourceSeq: this.sourceSeq++ };
  }

  private answers(view: EventView, at: number): boolean {
    const { words } = this.queue;
    const open = this.answered * RECORD_WORDS;
    if (view.words[at + E.account] !== words[open + C.account]) return false;
    const command = words[open]! & 0xff;
    const orderId = this.queue.slots[this.answered * RECORD_SLOTS + C.orderIdSlot]!;
    const isSameOrder = slotOf(view, at, E.orderIdSlot) === orderId;
    switch (kindOf(view, at)) {
      case EventKind.accepted:
      case EventKind.replayed:
        return command === CommandKind.place;
      case EventKind.rejected:
        return view.words[at + E.commandKind] === command;
      case EventKind.amended:
        return command === CommandKind.amend && isSameOrder;
      case EventKind.done:
        return (
          command === CommandKind.cancel &&
          isSameOrder &&
          view.words[at + E.cause] === DoneCause.user
        );
      case EventKind.massDone:
        return command === CommandKind.cancelMany;
      default:
        return false;
    }
  }
}
