// Walks an event batch of the bus: hands each event's place in the arrays to a visitor.

import {
  EB,
  EVENT_BYTES,
  EVENT_SCHEMA_VERSION,
  EVENT_WORDS,
  EventKind,
  E,
} from '../core/events.ts';
import { EVENT_BATCH_MAGIC } from '../core/events.ts';
import { assert } from '../../shared/domain/assert.ts';

/** One batch as two views of the same bytes; `at` of an event counts in words. */
export interface EventView {
  readonly words: Int32Array;
  readonly slots: Float64Array;
}

export function viewBatch(batch: Uint8Array): EventView {
  // Views of numbers need an 8-byte border; a network adapter may hand over any.
  const aligned = batch.byteOffset % 8 === 0 ? batch : new Uint8Array(batch);
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
  const slots = new Float64Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 3);
  assert(words[EB.magic] === EVENT_BATCH_MAGIC, 'not an event batch');
  assert(words[EB.version] === EVENT_SCHEMA_VERSION, 'event batch of another version');
  return { words, slots };
}

export const kindOf = (view: EventView, at: number): number => view.words[at]! & 0xff;
export const slotOf = (view: EventView, at: number, slot: number): number =>
  view.slots[(at >> 1) + slot]!;

/** Calls `visit` with the first word of every event in order. */
export function scanEvents(view: EventView, visit: (at: number) => void): void {
  const blocks = view.words[EB.blocks]!;
  const first = EVENT_BYTES / 4;
  for (let block = 0; block < blocks;) {
    const at = first + block * EVENT_WORDS;
    visit(at);
    block += 1 + furtherBlocks(view, at);
  }
}

/** Only definitions have further blocks; in other events the word belongs to an amount. */
function furtherBlocks(view: EventView, at: number): number {
  const kind = kindOf(view, at);
  const hasBlocks =
    kind === EventKind.asset || kind === EventKind.instrument || kind === EventKind.account;
  return hasBlocks ? view.words[at + E.blocks]! : 0;
}
