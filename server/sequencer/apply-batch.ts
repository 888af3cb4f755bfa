// Takes one batch through the engine and collects its events as an event batch; the same for live
// batches and for replayed ones, so that both yield the same bytes.

import { crc32 } from 'node:zlib';
import { assert } from '../../shared/domain/assert.ts';
import type { Engine } from '../core/engine-port.ts';
import { EB, EVENT_BATCH_MAGIC, EVENT_BYTES, EVENT_SCHEMA_VERSION } from '../core/events.ts';
import type { BatchHeader, BatchViews } from '../journal/journal-record.ts';

export interface Applier {
  /** Applies the records behind the header in `views` and completes the event batch of them. */
  apply(views: BatchViews, header: BatchHeader): void;
  /** The event batch of the last apply; the memory is used again by the next one. */
  events(): Uint8Array;
  /** Running CRC-32 over all event bytes so far. */
  eventCrc(): number;
}

export interface ApplierOptions {
  readonly engine: Engine;
  readonly streamEpoch: number;
  readonly eventCrc: number;
  /** False when nobody wants the events: a replay then only keeps their CRC. */
  readonly collect: boolean;
}

const FIRST_BYTES = 1 << 20;

export function createApplier(options: ApplierOptions): Applier {
  const { engine, collect } = options;
  const engineBytes = new Uint8Array(
    engine.eventWords.buffer,
    engine.eventWords.byteOffset,
    engine.eventWords.byteLength,
  );
  const out = createEventBuffer();
  let crc = options.eventCrc >>> 0;

  function drain(): number {
    const blocks = engine.eventBlocks();
    const bytes = engineBytes.subarray(0, blocks * EVENT_BYTES);
    crc = crc32(bytes, crc);
    if (collect) out.append(bytes);
    engine.clearEvents();
    return blocks;
  }

  function apply(views: BatchViews, header: BatchHeader): void {
    const end = 1 + header.blocks;
    out.clear();
    let block = 1;
    let index = 0;
    while (block < end) {
      const reached = engine.apply(views.words, views.slots, block, end, header.timeMicros, index);
      index += engine.applied();
      const drained = drain();
      assert(reached > block || drained > 0, 'the engine neither advances nor has events');
      block = reached;
    }
    assert(index === header.commands, 'the engine applied another number of commands');
    if (collect) out.complete(header, options.streamEpoch, crc, false);
  }

  return { apply, events: out.bytes, eventCrc: () => crc };
}

interface EventBuffer {
  clear(): void;
  append(bytes: Uint8Array): void;
  complete(header: BatchHeader, streamEpoch: number, crc: number, dump: boolean): void;
  bytes(): Uint8Array;
}

/** Header and events in one growing piece of memory. */
export function createEventBuffer(): EventBuffer {
  let buffer = new Uint8Array(FIRST_BYTES);
  let length = EVENT_BYTES;

  function append(bytes: Uint8Array): void {
    const needed = length + bytes.byteLength;
    if (needed > buffer.byteLength) {
      const larger = new Uint8Array(Math.max(needed, 2 * buffer.byteLength));
      larger.set(buffer.subarray(0, length));
      buffer = larger;
    }
    buffer.set(bytes, length);
    length = needed;
  }

  function complete(header: BatchHeader, streamEpoch: number, crc: number, dump: boolean): void {
    const words = new Int32Array(buffer.buffer, 0, EVENT_BYTES / 4);
    const slots = new Float64Array(buffer.buffer, 0, EVENT_BYTES / 8);
    words.fill(0);
    words[EB.magic] = EVENT_BATCH_MAGIC;
    words[EB.version] = EVENT_SCHEMA_VERSION;
    words[EB.blocks] = length / EVENT_BYTES - 1;
    words[EB.bytes] = length;
    slots[EB.batchSeqSlot] = header.batchSeq;
    slots[EB.firstCommandSeqSlot] = header.firstCommandSeq;
    slots[EB.timeSlot] = header.timeMicros;
    words[EB.leaderEpoch] = header.leaderEpoch;
    words[EB.streamEpoch] = streamEpoch;
    words[EB.crc] = crc | 0;
    words[EB.commands] = header.commands;
    words[EB.dump] = dump ? 1 : 0;
  }

  return {
    clear() {
      length = EVENT_BYTES;
    },
    append,
    complete,
    bytes: () => buffer.subarray(0, length),
  };
}
