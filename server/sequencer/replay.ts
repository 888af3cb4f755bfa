// Replays journal rows into an engine and refuses everything that is not the history it claims to be.

import type { Engine } from '../core/engine-port.ts';
import { JournalDamage } from '../journal/journal.ts';
import type { Journal, JournalRow } from '../journal/journal.ts';
import {
  batchFault,
  chainHash,
  isTakeOver,
  readBatchHeader,
  sameHash,
  viewsOf,
} from '../journal/journal-record.ts';
import type { BatchHeader, BatchViews } from '../journal/journal-record.ts';
import { createApplier } from './apply-batch.ts';
import type { Applier } from './apply-batch.ts';
import { streamEpochOf } from './position.ts';
import type { Position } from './position.ts';

/** Gets the events of a replayed batch. The bytes are good until the call, or its promise, ends. */
export type OnReplayed = (eventBatch: Uint8Array) => void | Promise<void>;

export interface ReplayOptions {
  readonly engine: Engine;
  readonly journal: Journal;
  /** Where the engine stands: the start of the journal, or a snapshot. */
  readonly from: Position;
  readonly shard: number;
  readonly onReplayed?: OnReplayed | undefined;
  /** Stops after this row; default: at the tail. */
  readonly untilSeq?: number;
}

export interface Replayed {
  readonly position: Position;
  readonly batches: number;
  readonly commands: number;
}

const READ_BYTES = 8 << 20;
const NO_RECORDS: BatchViews = { words: new Int32Array(0), slots: new Float64Array(0) };

export async function replay(options: ReplayOptions): Promise<Replayed> {
  const { journal, onReplayed, untilSeq = Number.MAX_SAFE_INTEGER } = options;
  let position = options.from;
  let applier: Applier | undefined;
  let commands = 0;
  while (position.seq < untilSeq) {
    const rows = await journal.read(position.seq + 1, READ_BYTES);
    if (rows.length === 0) break;
    for (const row of rows) {
      if (row.seq > untilSeq) break;
      const { header, views } = verify(row, position, options);
      if (position.streamEpoch === 0) {
        position = { ...position, streamEpoch: streamEpochOf(row.hash) };
      }
      applier ??= createApplier({ ...options, ...position, collect: onReplayed !== undefined });
      applier.apply(views, header);
      position = advance(position, row, header, applier.eventCrc());
      commands += header.commands;
      const handled = onReplayed?.(applier.events());
      if (handled !== undefined) await handled;
    }
  }
  return { position, batches: position.seq - options.from.seq, commands };
}

/** Checks a row against everything that came before it. */
function verify(
  row: JournalRow,
  before: Position,
  options: ReplayOptions,
): { header: BatchHeader; views: BatchViews } {
  const damage = (what: string) => new JournalDamage(options.journal.place, before.seq + 1, what);
  if (row.seq !== before.seq + 1) throw damage(`it is missing, the next one is ${String(row.seq)}`);
  if (!sameHash(row.prevHash, before.hash)) throw damage('it does not follow the row before it');
  if (!sameHash(row.hash, chainHash(row.prevHash, row.bytes))) {
    throw damage('its bytes do not have its SHA-256');
  }
  if (isTakeOver(row.bytes)) {
    if (row.epoch <= before.leaderEpoch) throw damage('it takes over without a higher epoch');
    return { header: takeOverHeader(before, row.epoch), views: NO_RECORDS };
  }
  const views = viewsOf(row.bytes);
  const fault = batchFault(row.bytes, views);
  if (fault !== undefined) throw damage(fault);
  const header = readBatchHeader(views);
  const wrong = headerFault(header, row, before, options.shard);
  if (wrong !== undefined) throw damage(wrong);
  return { header, views };
}

function headerFault(
  header: BatchHeader,
  row: JournalRow,
  before: Position,
  shard: number,
): string | undefined {
  if (row.epoch !== before.leaderEpoch)
    return 'it was written by another leader than the one before';
  if (header.leaderEpoch !== row.epoch) return 'its header names another leader epoch';
  if (header.batchSeq !== row.seq) return 'its header names another sequence';
  if (header.firstCommandSeq !== before.nextCommandSeq) return 'commands are missing before it';
  if (header.timeMicros <= before.timeMicros) return 'its time is not after the one before';
  if (header.shard !== shard) return `it belongs to shard ${String(header.shard)}`;
  return undefined;
}

/** A take-over row is a batch without commands for those who count batches. */
export function takeOverHeader(before: Position, epoch: number): BatchHeader {
  return {
    blocks: 0,
    batchSeq: before.seq + 1,
    firstCommandSeq: before.nextCommandSeq,
    timeMicros: before.timeMicros,
    leaderEpoch: epoch,
    shard: 0,
    commands: 0,
  };
}

/** The position behind a row that was applied. */
export function advance(
  before: Position,
  row: JournalRow,
  header: BatchHeader,
  eventCrc: number,
): Position {
  return {
    seq: row.seq,
    hash: row.hash,
    leaderEpoch: row.epoch,
    streamEpoch: before.streamEpoch,
    nextCommandSeq: header.firstCommandSeq + header.commands,
    timeMicros: header.timeMicros,
    eventCrc,
  };
}
