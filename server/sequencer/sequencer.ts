// The single writer: takes commands, stamps them, journals ∥ applies, and releases events only when the
// journal says durable.

import { LIMITS } from '../../shared/domain/limits.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { Bus } from '../bus/bus.ts';
import type { Engine } from '../core/engine-port.ts';
import type { Journal } from '../journal/journal.ts';
import { createApplier } from './apply-batch.ts';
import { createBatchBuilder } from './batch-builder.ts';
import type { Batch, BatchLimits } from './batch-builder.ts';
import type { Clock } from './clock.ts';
import { commit } from './commit.ts';
import type { Committed } from './commit.ts';
import { createEngineTime } from './engine-time.ts';
import { createInbox } from './inbox.ts';
import type { InboxLimits } from './inbox.ts';
import type { Position } from './position.ts';
import { stateDump } from './late-join-state.ts';

export interface SequencerParts {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly clock: Clock;
  /** Where the recovered history stands. */
  readonly position: Position;
  /** The disk was full at the start already. */
  readonly readOnly?: boolean;
  /** No more output will come: the process must exit and recover. Called once. */
  onFatal(reason: string): void;
  onNotice?(notice: SequencerNotice): void;
}

export type SequencerNotice =
  | { readonly kind: 'stateHash'; readonly seq: number; readonly hash: string }
  | { readonly kind: 'clockJump'; readonly micros: number }
  | { readonly kind: 'readOnly'; readonly on: boolean }
  | { readonly kind: 'committed'; readonly seconds: number; readonly commands: number };

export interface SequencerSettings extends BatchLimits, InboxLimits {
  readonly shard: number;
  /** Milliseconds between clock commands; 0: only `tick` brings them. */
  readonly clockMillis: number;
  /** Batches between two state hashes, which are computed at multiples of it; 0: none. */
  readonly stateHashBatches: number;
  /** A state hash costs a walk over the whole state: never more often than this. */
  readonly stateHashMillis: number;
}

export const SEQUENCER_SETTINGS: SequencerSettings = {
  shard: 0,
  batchCommandsSoft: LIMITS.batchCommandsSoft,
  batchCommandsHard: LIMITS.batchCommandsHard,
  inboxCommands: LIMITS.inboxCommands,
  inboxCancelReserve: LIMITS.inboxCancelReserve,
  clockMillis: LIMITS.clockMillis,
  stateHashBatches: 1_000,
  stateHashMillis: 10_000,
};

export interface Sequencer {
  /** Serves commands and state on the bus, and lets time pass. */
  start(): void;
  /** Time passes: a clock command leads the next batch. The sequencer does it by itself. */
  tick(): void;
  /** Runs `work` at a border: everything applied is durable and released. */
  atBorder<T>(work: (position: Position) => T): Promise<T>;
  /** Takes nothing more, makes durable and releases what was taken. */
  stop(): Promise<void>;
  /** Plain numbers for the metrics. */
  figures(): SequencerFigures;
}

export interface SequencerFigures extends Readonly<Record<string, number>> {
  readonly durableSeq: number;
  readonly commands: number;
  readonly waiting: number;
  readonly readOnly: number;
}

type Mode = 'idle' | 'serving' | 'readOnly' | 'stopping' | 'failed';

const RESTORE_MILLIS = 1_000;

export function createSequencer(
  parts: SequencerParts,
  settings: SequencerSettings = SEQUENCER_SETTINGS,
): Sequencer {
  const { engine, journal, bus, clock } = parts;
  const inbox = createInbox(settings);
  const builder = createBatchBuilder(inbox, settings.shard, settings);
  const applier = createApplier({
    engine,
    streamEpoch: parts.position.streamEpoch,
    eventCrc: parts.position.eventCrc,
    collect: true,
  });
  const notice = (what: SequencerNotice) => parts.onNotice?.(what);
  const time = createEngineTime(clock, (micros) => notice({ kind: 'clockJump', micros }));
  const borders: Border[] = [];
  let mode: Mode = 'idle';
  let failure = '';
  let position = parts.position;
  let inFlight = false;
  let scheduled = false;
  let clockDue = false;
  let timer: NodeJS.Timeout | undefined;
  let hashedMs = clock.monotonicMs();
  let restoreTriedMs = 0;
  let commands = 0;

  function take(records: Uint8Array): number {
    if (mode === 'stopping' || mode === 'failed') return REJECTS.stopping.code;
    if (mode === 'idle') return REJECTS.recovering.code;
    const answer = inbox.put(records, mode === 'readOnly');
    if (answer === 'full') return REJECTS.busy.code;
    if (answer === 'notProtective') return REJECTS.readOnly.code;
    schedule();
    return 0;
  }

  // One batch per turn of the loop: sockets are read between two batches, so that the next one grows
  // while this one is written, and nothing waits for a timer.
  function schedule(): void {
    if (scheduled || inFlight || mode === 'failed') return;
    scheduled = true;
    setImmediate(flush);
  }

  function flush(): void {
    scheduled = false;
    if (inFlight || mode === 'failed') return;
    serveBorders();
    try {
      const due = clockDue;
      clockDue = false;
      const batch = builder.build(position, time.next(position.timeMicros), due);
      if (batch !== undefined) run(batch);
    } catch (error) {
      fail(error);
    }
  }

  function run(batch: Batch): void {
    inFlight = true;
    const journalMicros = clock.wallMicros();
    const written = commit(journal, batch.row);
    // A rejection before the handler below stands would count as unhandled if the core throws now.
    written.catch(() => undefined);
    applier.apply(batch.views, batch.header);
    const matchMicros = clock.wallMicros();
    written.then((committed) => {
      release(batch, committed, journalMicros, matchMicros);
    }, fail);
  }

  function release(batch: Batch, committed: Committed, journalMicros: number, matchMicros: number) {
    if (mode === 'failed') return;
    const durableMicros = clock.wallMicros();
    const { header, row } = batch;
    position = {
      ...position,
      seq: row.seq,
      hash: row.hash,
      nextCommandSeq: header.firstCommandSeq + header.commands,
      timeMicros: header.timeMicros,
      eventCrc: applier.eventCrc(),
    };
    commands += header.commands;
    inFlight = false;
    try {
      bus.publishEvents(applier.events(), { journalMicros, matchMicros, durableMicros });
      if (committed === 'spaceGone') enterReadOnly();
      const seconds = (durableMicros - journalMicros) / 1e6;
      notice({ kind: 'committed', seconds, commands: header.commands });
      hashState();
    } catch (error) {
      fail(error);
      return;
    }
    if (inbox.waiting() > 0 || clockDue) schedule();
    else serveBorders();
  }

  function hashState(): void {
    if (settings.stateHashBatches === 0 || position.seq % settings.stateHashBatches !== 0) return;
    const nowMs = clock.monotonicMs();
    if (nowMs - hashedMs < settings.stateHashMillis) return;
    hashedMs = nowMs;
    notice({ kind: 'stateHash', seq: position.seq, hash: engine.stateHash() });
  }

  function enterReadOnly(): void {
    if (mode === 'readOnly') return;
    if (mode === 'serving') mode = 'readOnly';
    restoreTriedMs = clock.monotonicMs();
    notice({ kind: 'readOnly', on: true });
  }

  function tryToRestore(): void {
    const nowMs = clock.monotonicMs();
    if (mode !== 'readOnly' || nowMs - restoreTriedMs < RESTORE_MILLIS) return;
    restoreTriedMs = nowMs;
    journal.restoreReserve().then((restored) => {
      if (!restored || mode !== 'readOnly') return;
      mode = 'serving';
      notice({ kind: 'readOnly', on: false });
    }, fail);
  }

  function tick(): void {
    if (mode === 'idle' || mode === 'failed') return;
    tryToRestore();
    clockDue = true;
    schedule();
  }

  function serveBorders(): void {
    if (inFlight || mode === 'failed') return;
    for (const border of borders.splice(0)) border.reach(position);
  }

  function atBorder<T>(work: (position: Position) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      borders.push({
        reach(reached) {
          try {
            resolve(work(reached));
          } catch (error) {
            reject(error as Error);
          }
        },
        reject,
      });
      serveBorders();
      if (mode === 'failed') rejectBorders();
    });
  }

  function rejectBorders(): void {
    for (const border of borders.splice(0)) border.reject(new Error(failure));
  }

  function fail(error: unknown): void {
    if (mode === 'failed') return;
    mode = 'failed';
    if (timer !== undefined) clearInterval(timer);
    failure = error instanceof Error ? error.message : String(error);
    rejectBorders();
    parts.onFatal(failure);
  }

  return {
    start() {
      mode = 'serving';
      if (parts.readOnly === true) enterReadOnly();
      bus.serveCommands(take);
      bus.serveState(() => atBorder((reached) => stateDump(engine, reached)));
      if (settings.clockMillis > 0) timer = setInterval(tick, settings.clockMillis);
      tick();
    },
    tick,
    atBorder,
    async stop() {
      if (mode === 'failed') return;
      mode = 'stopping';
      if (timer !== undefined) clearInterval(timer);
      while (inbox.waiting() > 0 || clockDue)
        await atBorder(() => new Promise((r) => setImmediate(r)));
      await atBorder(() => undefined);
    },
    figures: () => ({
      durableSeq: position.seq,
      commands,
      waiting: inbox.waiting(),
      readOnly: mode === 'readOnly' ? 1 : 0,
    }),
  };
}

interface Border {
  reach(position: Position): void;
  reject(error: Error): void;
}
