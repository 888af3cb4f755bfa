// Walks an event batch: header checks once, then one call per event with its words and slots.

import { assert } from '../../shared/domain/assert.ts';
import {
  E,
  EB,
  EVENT_BATCH_MAGIC,
  EVENT_SCHEMA_VERSION,
  EVENT_WORDS,
  INDEX_MASK,
  INDEX_SHIFT,
  furtherBlocks,
} from '../core/events.ts';

export interface EventBatch {
  readonly batchSeq: number;
  readonly timeMicros: number;
  readonly dump: boolean;
  readonly words: Int32Array;
  readonly slots: Float64Array;
}

/** Views on the batch; the bytes are copied when they are not aligned to eight. */
export function openEventBatch(bytes: Uint8Array): EventBatch {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
  const slots = new Float64Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 3);
  assert(words[EB.magic] === EVENT_BATCH_MAGIC, 'not an event batch');
  assert(words[EB.version] === EVENT_SCHEMA_VERSION, 'unknown version of an event batch');
  return {
    batchSeq: slots[EB.batchSeqSlot]!,
    timeMicros: slots[EB.timeSlot]!,
    dump: words[EB.dump] === 1,
    words,
    slots,
  };
}

/** Calls `visit` with the kind, the offset of the event in words, and its command's sequence. */
export function forEachEvent(
  batch: EventBatch,
  visit: (kind: number, at: number, commandSeq: number) => void,
): void {
  const { words, slots } = batch;
  const firstCommandSeq = slots[EB.firstCommandSeqSlot]!;
  const end = (words[EB.blocks]! + 1) * EVENT_WORDS;
  for (let at = EVENT_WORDS; at < end;) {
    const w0 = words[at + E.kind]!;
    visit(w0 & 0xff, at, firstCommandSeq + ((w0 >> INDEX_SHIFT) & INDEX_MASK));
    at += (1 + furtherBlocks(words, at)) * EVENT_WORDS;
  }
}
