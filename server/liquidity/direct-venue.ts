// A venue without sequencer and journal, for tests and scripts of this room: what is submitted is
// applied at once, and its events are handed out before submit returns.

import { createHash } from 'node:crypto';
import type { BatchStamps, Bus, EventHandler } from '../bus/bus.ts';
import { RECORD_BYTES, RECORD_WORDS } from '../core/commands.ts';
import { EB, EVENT_BATCH_MAGIC, EVENT_BYTES, EVENT_SCHEMA_VERSION } from '../core/events.ts';
import type { Engine } from '../core/engine-port.ts';
import { REJECTS } from '../../shared/domain/reject.ts';

const HEADER_WORDS = EVENT_BYTES / 4;
const STAMPS: BatchStamps = { journalMicros: 0, matchMicros: 0, durableMicros: 0 };

export interface DirectVenue {
  readonly bus: Bus;
  /** Time of the next batch in µs; the venue adds one for each. */
  timeMicros: number;
  /** Turns every n-th submission away with BUSY; 0: none. */
  busyEvery: number;
  submissions: number;
  commands: number;
  /** Over every record taken, in order. */
  tapeHash(): string;
}

export function createDirectVenue(engine: Engine): DirectVenue {
  const handlers = new Set<EventHandler>();
  const hash = createHash('sha256');
  let batchSeq = 0;

  function publish(words: Int32Array, blocks: number, isDump: boolean): void {
    const batch = batchOf(words, blocks, isDump);
    for (const handler of handlers) handler(batch, STAMPS);
  }

  function batchOf(words: Int32Array, blocks: number, isDump: boolean): Uint8Array {
    const slots = new Float64Array((1 + blocks) * (EVENT_BYTES / 8));
    const all = new Int32Array(slots.buffer);
    all.set(words.subarray(0, blocks * HEADER_WORDS), HEADER_WORDS);
    all[EB.magic] = EVENT_BATCH_MAGIC;
    all[EB.version] = EVENT_SCHEMA_VERSION;
    all[EB.blocks] = blocks;
    all[EB.bytes] = all.byteLength;
    slots[EB.batchSeqSlot] = batchSeq;
    slots[EB.timeSlot] = venue.timeMicros;
    all[EB.dump] = isDump ? 1 : 0;
    return new Uint8Array(all.buffer);
  }

  function take(records: Uint8Array): void {
    const slots = new Float64Array(new Uint8Array(records).buffer);
    const words = new Int32Array(slots.buffer);
    const blocks = records.byteLength / RECORD_BYTES;
    hash.update(records);
    batchSeq += 1;
    venue.timeMicros += 1;
    let index = 0;
    for (let block = 0; block < blocks;) {
      block = engine.apply(words, slots, block, blocks, venue.timeMicros, index);
      index += engine.applied();
      venue.commands += engine.applied();
      // A copy, because a handler may submit before the others have seen this one.
      const events = engine.eventWords.slice(0, engine.eventBlocks() * RECORD_WORDS);
      engine.clearEvents();
      publish(events, events.length / RECORD_WORDS, false);
    }
  }

  const bus: Bus = {
    submit(records, refused) {
      venue.submissions += 1;
      const isBusy = venue.busyEvery > 0 && venue.submissions % venue.busyEvery === 0;
      if (isBusy) refused(REJECTS.busy.code);
      else take(records);
    },
    serveCommands() {},
    publishEvents() {},
    onEvents(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    requestState() {
      const chunks: Int32Array[] = [];
      engine.dump((words, blocks) => chunks.push(words.slice(0, blocks * RECORD_WORDS)));
      const all = new Int32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
      let at = 0;
      for (const chunk of chunks) {
        all.set(chunk, at);
        at += chunk.length;
      }
      return Promise.resolve(batchOf(all, all.length / RECORD_WORDS, true));
    },
    serveState() {},
    close() {
      handlers.clear();
    },
  };
  const venue: DirectVenue = {
    bus,
    timeMicros: 1_700_000_000_000_000,
    busyEvery: 0,
    submissions: 0,
    commands: 0,
    tapeHash: () => hash.copy().digest('hex'),
  };
  return venue;
}

/** Submits genesis records, a batch of them at a time. */
export function submitRecords(venue: DirectVenue, records: readonly Int32Array[]): void {
  for (const words of records) {
    venue.bus.submit(new Uint8Array(words.buffer, words.byteOffset, words.byteLength), () => {
      throw new Error('the venue refused a record of genesis');
    });
  }
}
