// A tiny deterministic engine for tests of the sequencer: one event per command, and a running sum that
// depends on every command, its order and its time.

import type { Engine } from '../core/engine-port.ts';
import { C, RECORD_SLOTS, RECORD_WORDS } from '../core/commands.ts';
import { E, EVENT_WORDS, EventKind, INDEX_SHIFT } from '../core/events.ts';

const STATE_BYTES = 16;
const MODULUS = 2 ** 48;

export interface CountingEngine extends Engine {
  /** Commands applied in all. */
  count(): number;
}

/** `eventBlocks` events fill its log, so that a test can force it to be drained in between. */
export function createEngineCounting(eventBlocks = 64): CountingEngine {
  const eventSlots = new Float64Array(eventBlocks * RECORD_SLOTS);
  const eventWords = new Int32Array(eventSlots.buffer);
  let count = 0;
  let sum = 1;
  let events = 0;
  let applied = 0;

  function record(words: Int32Array, slots: Float64Array, block: number, index: number): void {
    const from = block * RECORD_WORDS;
    const at = events * EVENT_WORDS;
    eventWords.fill(0, at, at + EVENT_WORDS);
    eventWords[at + E.kind] = EventKind.accepted | (index << INDEX_SHIFT);
    eventWords[at + E.account] = words[from + C.account]!;
    eventWords[at + E.qty] = words[from]!;
    eventSlots[events * RECORD_SLOTS + E.orderIdSlot] = count;
    const clientOrderId = slots[block * RECORD_SLOTS + C.clientOrderIdSlot]!;
    eventSlots[events * RECORD_SLOTS + E.clientOrderIdSlot] = clientOrderId;
    events++;
  }

  return {
    apply(words, slots, from, to, timeMicros, firstIndex) {
      applied = 0;
      let block = from;
      while (block < to && events < eventBlocks) {
        count++;
        const id = slots[block * RECORD_SLOTS + C.clientOrderIdSlot]!;
        sum = (sum * 31 + id + words[block * RECORD_WORDS]! + (timeMicros % 1e6)) % MODULUS;
        record(words, slots, block, firstIndex + applied);
        applied++;
        block += 1 + words[block * RECORD_WORDS + C.blocks]!;
      }
      return block;
    },
    applied: () => applied,
    eventWords,
    eventSlots,
    eventBlocks: () => events,
    clearEvents() {
      events = 0;
    },
    snapshot() {
      const state = new Float64Array([count, sum]);
      return new Uint8Array(state.buffer);
    },
    restore(bytes) {
      if (bytes.byteLength !== STATE_BYTES) throw new Error('not a state of the counting engine');
      const state = new Float64Array(Uint8Array.from(bytes).buffer);
      count = state[0]!;
      sum = state[1]!;
    },
    stateHash: () => (sum + count * MODULUS).toString(16).padStart(16, '0').slice(-16),
    dump(sink) {
      const words = new Int32Array(EVENT_WORDS);
      words[E.kind] = EventKind.account;
      words[E.qty] = count;
      sink(words, 1);
    },
    brokenInvariants: () => [],
    assets: () => [],
    instruments: () => [],
    liveOrders: () => 0,
    count: () => count,
  };
}
