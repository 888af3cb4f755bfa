// Start of the engine, cold or after a crash, which is the same: newest valid snapshot, verified tail,
// take-over by a journal row, and the first commands of a new venue.

import { randomUUID } from 'node:crypto';
import { assert } from '../../shared/domain/assert.ts';
import { RECORD_BYTES, RECORD_WORDS } from '../core/commands.ts';
import type { Engine } from '../core/engine-port.ts';
import { INDEX_MASK } from '../core/events.ts';
import { JournalDamage } from '../journal/journal.ts';
import type { Journal } from '../journal/journal.ts';
import {
  ZERO_HASH,
  chainHash,
  sameHash,
  takeOverBytes,
  viewsOf,
} from '../journal/journal-record.ts';
import type { Snapshot, SnapshotStore } from '../journal/snapshot-store.ts';
import { createApplier } from './apply-batch.ts';
import { sealBatch } from './batch-builder.ts';
import type { Clock } from './clock.ts';
import { CommitFailure, commit } from './commit.ts';
import { streamEpochOf } from './position.ts';
import type { Position } from './position.ts';
import { advance, replay, takeOverHeader } from './replay.ts';
import type { OnReplayed } from './replay.ts';

export interface RecoverOptions {
  /** An engine in its first state; called again when a snapshot turns out to be bad. */
  createEngine(): Engine;
  readonly journal: Journal;
  readonly snapshots: SnapshotStore;
  readonly clock: Clock;
  /** First commands of a new venue, whole records each: assets, instruments, accounts, balances. */
  genesis(): readonly Int32Array[];
  /** Events of every batch behind the snapshot, with those of take-over and genesis. */
  readonly onReplayed?: OnReplayed;
  /** Newest sequence that may come from a snapshot: the checkpoint of the read model, which gets all
   * later batches by `onReplayed`. Default: no limit. */
  readonly notAfterSeq?: number;
  /** Newest sequence that anybody outside has seen: a journal that ends before it has lost rows. */
  readonly releasedSeq?: number;
  readonly shard?: number;
  /** Who takes over; must differ from start to start. */
  readonly note?: string;
  onBadSnapshot?(seq: number, reason: string): void;
}

export interface Recovered {
  readonly engine: Engine;
  readonly position: Position;
  /** The disk has no room for the reserve: serve cancels only. */
  readonly readOnly: boolean;
  /** Sequence of the snapshot that was used; 0: none. */
  readonly snapshotSeq: number;
  readonly batches: number;
  readonly commands: number;
}

const START: Position = {
  seq: 0,
  hash: ZERO_HASH,
  leaderEpoch: 0,
  streamEpoch: 0,
  nextCommandSeq: 1,
  timeMicros: 0,
  eventCrc: 0,
};

export async function recover(options: RecoverOptions): Promise<Recovered> {
  const { journal, onReplayed, shard = 0 } = options;
  const tail = await journal.tail();
  await refuseLostRows(options, tail.seq);
  const { engine, from } = await restoreNewest(options);
  const replayed = await replay({ engine, journal, from, shard, onReplayed });
  let { position: reached, batches, commands } = replayed;
  if (reached.seq < tail.seq) {
    throw new JournalDamage(journal.place, reached.seq + 1, 'it cannot be read');
  }
  let taken = await takeOver(options, engine, reached);
  // Another process still writes: its newest rows are part of the history, then this one claims again.
  for (let k = 0; taken === 'fenced' && k < ROWS_MAX; k++) {
    const more = await replay({ engine, journal, from: reached, shard, onReplayed });
    reached = more.position;
    batches += more.batches;
    commands += more.commands;
    taken = await takeOver(options, engine, reached);
  }
  if (taken === 'fenced') throw new CommitFailure(notTaken(journal.place, reached.seq + 1));
  let position = taken;
  if (position.nextCommandSeq === 1) position = await begin(options, engine, position);
  return {
    engine,
    position,
    readOnly: !(await journal.restoreReserve()),
    snapshotSeq: from.seq,
    batches,
    commands,
  };
}

/** Snapshots and projections only know durable rows: a journal that ends before them has lost some. */
async function refuseLostRows(options: RecoverOptions, tailSeq: number): Promise<void> {
  const newestSnapshot = (await options.snapshots.list())[0] ?? 0;
  const released = Math.max(newestSnapshot, options.releasedSeq ?? 0);
  if (tailSeq >= released) return;
  throw new JournalDamage(
    options.journal.place,
    tailSeq + 1,
    `it is missing, although row ${String(released)} was seen outside; the journal has lost its end`,
  );
}

async function restoreNewest(options: RecoverOptions): Promise<{ engine: Engine; from: Position }> {
  const limit = options.notAfterSeq ?? Number.MAX_SAFE_INTEGER;
  let engine = options.createEngine();
  for (const seq of await options.snapshots.list()) {
    if (seq > limit) continue;
    const snapshot = await options.snapshots.load(seq);
    if (snapshot === undefined) continue;
    const fault = restoreFault(engine, snapshot, options.shard ?? 0);
    if (fault === undefined) return { engine, from: positionOf(snapshot) };
    options.onBadSnapshot?.(seq, fault);
    engine = options.createEngine();
  }
  return { engine, from: START };
}

function restoreFault(engine: Engine, snapshot: Snapshot, shard: number): string | undefined {
  if (snapshot.shard !== shard) return `it belongs to shard ${String(snapshot.shard)}`;
  try {
    engine.restore(snapshot.bytes);
  } catch (error) {
    // A snapshot is only a short cut: an older one and a longer tail lead to the same state.
    return String(error);
  }
  const hash = engine.stateHash();
  return hash === snapshot.stateHash ? undefined : `its state has the hash ${hash}`;
}

function positionOf(snapshot: Snapshot): Position {
  return {
    seq: snapshot.seq,
    hash: snapshot.journalHash,
    leaderEpoch: snapshot.leaderEpoch,
    streamEpoch: snapshot.streamEpoch,
    nextCommandSeq: snapshot.nextCommandSeq,
    timeMicros: snapshot.timeMicros,
    eventCrc: snapshot.eventCrc,
  };
}

async function takeOver(
  options: RecoverOptions,
  engine: Engine,
  before: Position,
): Promise<Position | 'fenced'> {
  const note = options.note ?? JSON.stringify({ pid: process.pid, nonce: randomUUID() });
  const epoch = before.leaderEpoch + 1;
  const bytes = takeOverBytes(note);
  const hash = chainHash(before.hash, bytes);
  const row = { seq: before.seq + 1, epoch, prevHash: before.hash, hash, bytes };
  if (!(await claim(options.journal, row.epoch, row.seq, before.hash, note, hash))) return 'fenced';
  const streamEpoch = before.streamEpoch === 0 ? streamEpochOf(hash) : before.streamEpoch;
  const from = { ...before, streamEpoch };
  const header = takeOverHeader(from, epoch);
  const applier = createApplier({ engine, ...from, collect: true });
  applier.apply({ words: new Int32Array(0), slots: new Float64Array(0) }, header);
  await options.onReplayed?.(applier.events());
  return advance(from, row, header, applier.eventCrc());
}

/** Tries at one row, and rows tried while another process writes. */
const CLAIMS_MAX = 3;
const ROWS_MAX = 50;

/** False: the row belongs to somebody else. */
async function claim(
  journal: Journal,
  epoch: number,
  seq: number,
  prevHash: Uint8Array,
  note: string,
  hash: Uint8Array,
): Promise<boolean> {
  for (let k = 0; k < CLAIMS_MAX; k++) {
    const answer = await journal.claim(epoch, seq, prevHash, note);
    if (answer === 'durable') return true;
    if (answer === 'full') await journal.releaseReserve();
    if (answer === 'unknown') {
      const [found] = await journal.read(seq, 1);
      if (found?.seq === seq && sameHash(found.hash, hash)) return true;
    }
    if (answer === 'fenced') return false;
  }
  throw new CommitFailure(notTaken(journal.place, seq));
}

function notTaken(place: string, seq: number): string {
  return `the journal ${place} could not be taken over at row ${String(seq)}: another process uses it, or its disk is full`;
}

/** Journals and applies the first commands of a venue, in one batch so that they are there or not. */
async function begin(options: RecoverOptions, engine: Engine, before: Position): Promise<Position> {
  const records = options.genesis();
  if (records.length === 0) return before;
  assert(records.length <= INDEX_MASK, 'genesis has at most 65,535 commands');
  const words = records.reduce((sum, record) => sum + record.length, 0);
  const bytes = new Uint8Array(RECORD_BYTES + words * 4);
  const views = viewsOf(bytes);
  let at = RECORD_WORDS;
  for (const record of records) {
    views.words.set(record, at);
    at += record.length;
  }
  const header = {
    blocks: words / RECORD_WORDS,
    batchSeq: before.seq + 1,
    firstCommandSeq: before.nextCommandSeq,
    timeMicros: Math.max(before.timeMicros + 1, options.clock.wallMicros()),
    leaderEpoch: before.leaderEpoch,
    shard: options.shard ?? 0,
    commands: records.length,
  };
  const { row } = sealBatch(bytes, views, header, before.hash);
  await commit(options.journal, row);
  const applier = createApplier({ engine, ...before, collect: true });
  applier.apply(views, header);
  await options.onReplayed?.(applier.events());
  return advance(before, row, header, applier.eventCrc());
}
