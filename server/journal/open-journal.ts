// Opens the SQLite journal where it belongs: on the loop when the disk is fast, else in a thread.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openJournalSqlite } from './journal-sqlite.ts';
import type { SqliteJournalOptions } from './journal-sqlite.ts';
import { openJournalWorker } from './journal-worker.ts';
import type { Journal } from './journal.ts';
import { probeSync } from './sync-probe.ts';

export interface OpenedJournal {
  readonly journal: Journal;
  readonly thread: 'main' | 'worker';
  /** Median of a 4 KiB write with its sync. */
  readonly syncMicros: number;
  /** More syncs per second than a disk can do: what it acknowledges may not be there after a power
   * cut. A reason to warn. */
  readonly tooFast: boolean;
}

// A sync shorter than this costs less on the loop than the hop to a thread and back.
const MAIN_MICROS_MAX = 300;
const HONEST_MICROS_MIN = 50;

export async function openJournal(
  options: SqliteJournalOptions & { readonly thread: 'auto' | 'main' | 'worker' },
): Promise<OpenedJournal> {
  const folder = dirname(options.file);
  mkdirSync(folder, { recursive: true });
  const syncMicros = probeSync(folder).p50Micros;
  const fast = syncMicros < MAIN_MICROS_MAX ? 'main' : 'worker';
  const thread = options.thread === 'auto' ? fast : options.thread;
  const open = thread === 'main' ? openJournalSqlite : openJournalWorker;
  return {
    journal: await open({ preallocate: true, ...options }),
    thread,
    syncMicros,
    tooFast: syncMicros < HONEST_MICROS_MIN,
  };
}
