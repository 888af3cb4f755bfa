// Takes snapshots at durable borders, keeps the newest few, and tells the journal what they cover.

import type { Engine } from '../core/engine-port.ts';
import type { Journal } from '../journal/journal.ts';
import type { Snapshot, SnapshotStore } from '../journal/snapshot-store.ts';
import type { Clock } from './clock.ts';
import type { Position } from './position.ts';
import type { Sequencer } from './sequencer.ts';

export interface SnapshotterParts {
  readonly engine: Engine;
  readonly sequencer: Sequencer;
  readonly journal: Journal;
  readonly store: SnapshotStore;
  readonly clock: Clock;
  /** A snapshot that failed: the next one may succeed, so the venue goes on. */
  onFailed(reason: string): void;
  onSaved?(seq: number): void;
  /** Newest row that everybody who reads the journal has read; only rows up to it may be pruned. */
  readSeq?(): number;
}

export interface SnapshotterSettings {
  readonly everyCommands: number;
  readonly everySeconds: number;
  readonly keep: number;
  readonly shard: number;
}

export const SNAPSHOTTER_SETTINGS: SnapshotterSettings = {
  everyCommands: 100_000,
  everySeconds: 60,
  keep: 3,
  shard: 0,
};

export interface Snapshotter {
  start(): void;
  /** Takes one now. Resolves with its sequence. */
  take(): Promise<number>;
  /** Waits for the one under way. */
  stop(): Promise<void>;
}

/** The form of the state inside; the store refuses others. */
const SCHEMA = 1;
const LOOK_MILLIS = 1_000;

export function createSnapshotter(
  parts: SnapshotterParts,
  settings: SnapshotterSettings = SNAPSHOTTER_SETTINGS,
): Snapshotter {
  const { engine, sequencer, journal, store, clock } = parts;
  let timer: NodeJS.Timeout | undefined;
  let takenCommands = sequencer.figures().commands;
  let takenMs = clock.monotonicMs();
  let underWay: Promise<number> | undefined;

  function take(): Promise<number> {
    underWay ??= takeOne().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  async function takeOne(): Promise<number> {
    const snapshot = await sequencer.atBorder((position) => {
      takenCommands = sequencer.figures().commands;
      takenMs = clock.monotonicMs();
      return snapshotAt(engine, position, settings.shard);
    });
    await store.save(snapshot);
    await archive(snapshot.seq);
    parts.onSaved?.(snapshot.seq);
    return snapshot.seq;
  }

  /** Rows are given up only for snapshots that were read back, and for the oldest one kept: if the
   * newer ones turn out to be bad one day, it still has its tail. */
  async function archive(seq: number): Promise<void> {
    if ((await store.load(seq)) === undefined) throw new Error('it could not be read back');
    await store.prune(settings.keep);
    const kept = await store.list();
    const oldest = kept.at(-1);
    if (oldest === undefined || kept.length < settings.keep) return;
    await journal.markArchived(Math.min(oldest, parts.readSeq?.() ?? oldest));
  }

  function look(): void {
    const commands = sequencer.figures().commands - takenCommands;
    const seconds = (clock.monotonicMs() - takenMs) / 1000;
    const due = commands >= settings.everyCommands || seconds >= settings.everySeconds;
    if (!due || commands === 0 || underWay !== undefined) return;
    take().catch((error: unknown) => {
      parts.onFailed(error instanceof Error ? error.message : String(error));
    });
  }

  return {
    start() {
      timer = setInterval(look, LOOK_MILLIS);
    },
    take,
    async stop() {
      if (timer !== undefined) clearInterval(timer);
      await underWay?.catch(() => undefined);
    },
  };
}

function snapshotAt(engine: Engine, position: Position, shard: number): Snapshot {
  return {
    shard,
    seq: position.seq,
    leaderEpoch: position.leaderEpoch,
    streamEpoch: position.streamEpoch,
    schema: SCHEMA,
    stateHash: engine.stateHash(),
    nextCommandSeq: position.nextCommandSeq,
    timeMicros: position.timeMicros,
    eventCrc: position.eventCrc,
    journalHash: Uint8Array.from(position.hash),
    bytes: engine.snapshot(),
  };
}
