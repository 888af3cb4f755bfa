// The clients of the simulated world: what they sent, what they were told, and what they may rely on.

import { C, CommandKind, RECORD_WORDS } from '../core/commands.ts';
import { E, EB, EventKind, furtherBlocks } from '../core/events.ts';
import { viewsOf } from '../journal/journal-record.ts';

export interface WorldClients {
  /** A command is on its way. */
  sent(record: Int32Array): void;
  /** Nothing was taken. */
  refused(record: Int32Array): void;
  /** An event batch left the venue, or came with a resume after a restart. Returns its event words. */
  observe(batch: Uint8Array): Int32Array;
  /** Everything that was shown to anyone, by batch sequence. */
  readonly shown: ReadonlyMap<number, Uint8Array>;
  /** Orders whose outcome nobody knows yet. */
  unanswered(): Int32Array[];
  answers(): number;
  /** What must never happen. */
  readonly faults: string[];
}

function keyOf(account: number, clientOrderId: number): string {
  return `${account}:${clientOrderId}`;
}

/** Key of a place with a client order id, else undefined. */
function placeKey(record: Int32Array): string | undefined {
  const id = new Float64Array(record.buffer, record.byteOffset)[C.clientOrderIdSlot]!;
  const isPlace = (record[C.kind]! & 0xff) === CommandKind.place;
  const isOfSession = record[C.source] === 0;
  return isPlace && isOfSession && id !== 0 ? keyOf(record[C.account]!, id) : undefined;
}

export function createWorldClients(): WorldClients {
  const shown = new Map<number, Uint8Array>();
  const pending = new Map<string, Int32Array>();
  const accepted = new Map<string, number>();
  const faults: string[] = [];
  let answers = 0;

  function answer(words: Int32Array, slots: Float64Array, at: number): void {
    const kind = words[at]! & 0xff;
    const isAnswer =
      kind === EventKind.accepted || kind === EventKind.replayed || isRefusedPlace(words, at);
    if (!isAnswer) return;
    answers++;
    const key = keyOf(words[at + E.account]!, slots[at / 2 + E.clientOrderIdSlot]!);
    pending.delete(key);
    if (kind !== EventKind.accepted || key.endsWith(':0')) return;
    const times = (accepted.get(key) ?? 0) + 1;
    accepted.set(key, times);
    if (times > 1) faults.push(`order ${key} was accepted ${times} times`);
  }

  return {
    shown,
    faults,
    sent(record) {
      const key = placeKey(record);
      if (key !== undefined) pending.set(key, record);
    },
    refused(record) {
      const key = placeKey(record);
      if (key !== undefined && pending.get(key) === record) pending.delete(key);
    },
    observe(batch) {
      const { words, slots } = viewsOf(batch);
      const seq = slots[EB.batchSeqSlot]!;
      const events = words.slice(RECORD_WORDS);
      if (shown.has(seq)) return events.subarray(0, 0);
      shown.set(seq, Uint8Array.from(batch));
      const eventSlots = new Float64Array(events.buffer);
      for (let at = 0; at < events.length; at += RECORD_WORDS * (1 + furtherBlocks(events, at))) {
        answer(events, eventSlots, at);
      }
      return events;
    },
    unanswered: () => [...pending.values()],
    answers: () => answers,
  };
}

function isRefusedPlace(words: Int32Array, at: number): boolean {
  const isRejected = (words[at]! & 0xff) === EventKind.rejected;
  return isRejected && words[at + E.commandKind] === CommandKind.place;
}
