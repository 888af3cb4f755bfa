// Builds journal rows: takes commands from the inbox into one reused piece of memory, stamps and chains.

import { LIMITS } from '../../shared/domain/limits.ts';
import { RECORD_BYTES } from '../core/commands.ts';
import { writeClock } from '../core/command-writer.ts';
import { chainHash, viewsOf, writeBatchHeader } from '../journal/journal-record.ts';
import type { BatchHeader, BatchViews } from '../journal/journal-record.ts';
import type { JournalRow } from '../journal/journal.ts';
import type { Inbox } from './inbox.ts';
import type { Position } from './position.ts';

export interface Batch {
  readonly row: JournalRow;
  readonly header: BatchHeader;
  readonly views: BatchViews;
}

export interface BatchLimits {
  readonly batchCommandsSoft: number;
  readonly batchCommandsHard: number;
}

export interface BatchBuilder {
  /** The next batch behind `position`, or undefined when nothing waits. Its memory is good until the
   * next call. `clock`: a clock command leads the batch. */
  build(position: Position, timeMicros: number, clock: boolean): Batch | undefined;
}

/** A backlog of this many soft batches is worked off in large ones: throughput before latency. */
const BACKLOG_BATCHES = 4;

export function createBatchBuilder(inbox: Inbox, shard: number, limits: BatchLimits): BatchBuilder {
  const memory = new Uint8Array(LIMITS.batchBytesHard);
  const all = viewsOf(memory);
  const blocksMax = LIMITS.batchBytesHard / RECORD_BYTES - 1;

  function build(position: Position, timeMicros: number, clock: boolean): Batch | undefined {
    const clocks = clock ? 1 : 0;
    if (clock) writeClock(all.words, all.slots, 1);
    const backlog = inbox.waiting() > BACKLOG_BATCHES * limits.batchCommandsSoft;
    const commandsMax = backlog ? limits.batchCommandsHard : limits.batchCommandsSoft;
    const taken = inbox.take(all.words, 1 + clocks, commandsMax - clocks, blocksMax - clocks);
    const blocks = clocks + taken.blocks;
    if (blocks === 0) return undefined;
    const header = {
      blocks,
      batchSeq: position.seq + 1,
      firstCommandSeq: position.nextCommandSeq,
      timeMicros,
      leaderEpoch: position.leaderEpoch,
      shard,
      commands: clocks + taken.commands,
    };
    return sealBatch(memory.subarray(0, (1 + blocks) * RECORD_BYTES), all, header, position.hash);
  }

  return { build };
}

/** Header, CRC and chain hash for records that stand behind the header's place in `bytes`. */
export function sealBatch(
  bytes: Uint8Array,
  views: BatchViews,
  header: BatchHeader,
  prevHash: Uint8Array,
): Batch {
  writeBatchHeader(bytes, views, header);
  const row = {
    seq: header.batchSeq,
    epoch: header.leaderEpoch,
    prevHash,
    hash: chainHash(prevHash, bytes),
    bytes,
  };
  return { row, header, views };
}
