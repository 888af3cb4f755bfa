// Commands that wait for their batch: a bounded ring of 64-byte blocks that keeps records whole and a
// reserve for what protects an account.

import { assert } from '../../shared/domain/assert.ts';
import { C, CommandKind, RECORD_BYTES, RECORD_WORDS } from '../core/commands.ts';

export interface InboxLimits {
  /** Blocks that any command may fill. */
  readonly inboxCommands: number;
  /** Blocks on top of them, for protective commands only. */
  readonly inboxCancelReserve: number;
}

/** What one submit was worth: nothing is taken unless all of it is. */
export type InboxAnswer = 'taken' | 'full' | 'notProtective';

export interface Inbox {
  /** Takes whole records. `protectiveOnly`: refuses what a read-only venue must not take. */
  put(records: Uint8Array, protectiveOnly: boolean): InboxAnswer;
  /** Moves the oldest records to `words` from `block` on; stops before either limit is passed. */
  take(words: Int32Array, block: number, commandsMax: number, blocksMax: number): Taken;
  /** Commands that wait. */
  waiting(): number;
}

export interface Taken {
  readonly commands: number;
  readonly blocks: number;
}

/** Kinds that lower risk: they have their own reserve and are taken when the disk is full. */
const PROTECTIVE: ReadonlySet<number> = new Set<number>([
  CommandKind.cancel,
  CommandKind.cancelMany,
  CommandKind.deadMan,
  CommandKind.clock,
  CommandKind.setPhase,
  CommandKind.blockAccount,
]);

const KIND_MASK = 0xff;
/** No record of the schema is longer; a longer one is damage. */
const RECORD_BLOCKS_MAX = 64;

export function createInbox(limits: InboxLimits): Inbox {
  const openBlocks = limits.inboxCommands;
  const allBlocks = openBlocks + limits.inboxCancelReserve;
  let size = RECORD_BLOCKS_MAX;
  while (size < allBlocks) size *= 2;
  const mask = size - 1;
  const ring = new Int32Array(size * RECORD_WORDS);
  const ringBytes = new Uint8Array(ring.buffer);
  // Positions count blocks and only grow; the ring index is their low bits.
  let head = 0;
  let tail = 0;
  let commands = 0;

  function put(records: Uint8Array, protectiveOnly: boolean): InboxAnswer {
    const blocks = records.byteLength / RECORD_BYTES;
    assert(Number.isInteger(blocks) && blocks > 0, 'a submit holds whole 64-byte blocks');
    if (tail + blocks - head > allBlocks) return 'full';
    copyIn(records, tail & mask, blocks);
    const found = survey(tail, blocks);
    if (protectiveOnly && !found.protective) return 'notProtective';
    if (!found.protective && tail + blocks - head > openBlocks) return 'full';
    tail += blocks;
    commands += found.commands;
    return 'taken';
  }

  function copyIn(records: Uint8Array, at: number, blocks: number): void {
    const first = Math.min(blocks, size - at) * RECORD_BYTES;
    if (first === records.byteLength) {
      ringBytes.set(records, at * RECORD_BYTES);
      return;
    }
    ringBytes.set(records.subarray(0, first), at * RECORD_BYTES);
    ringBytes.set(records.subarray(first), 0);
  }

  function survey(from: number, blocks: number): { commands: number; protective: boolean } {
    const end = from + blocks;
    let count = 0;
    let protective = true;
    for (let at = from; at < end; count++) {
      const word = (at & mask) * RECORD_WORDS;
      const further = ring[word + C.blocks]!;
      assert(further >= 0 && at + 1 + further <= end, 'a submit holds whole records');
      if (!PROTECTIVE.has(ring[word]! & KIND_MASK)) protective = false;
      at += 1 + further;
    }
    return { commands: count, protective };
  }

  function take(words: Int32Array, block: number, commandsMax: number, blocksMax: number): Taken {
    let count = 0;
    let end = head;
    while (count < commandsMax && end < tail) {
      const length = 1 + ring[(end & mask) * RECORD_WORDS + C.blocks]!;
      if (end + length - head > blocksMax) break;
      end += length;
      count++;
    }
    const blocks = end - head;
    const at = head & mask;
    const first = Math.min(blocks, size - at);
    words.set(ring.subarray(at * RECORD_WORDS, (at + first) * RECORD_WORDS), block * RECORD_WORDS);
    if (first < blocks) {
      words.set(ring.subarray(0, (blocks - first) * RECORD_WORDS), (block + first) * RECORD_WORDS);
    }
    head = end;
    commands -= count;
    return { commands: count, blocks };
  }

  return { put, take, waiting: () => commands };
}
