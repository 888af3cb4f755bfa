// Proves by the trace of system calls that the journal is synced before anything is acknowledged, and
// that a failed sync is the last thing that is written. A killed process proves neither: what it wrote
// survives in the page cache.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHILD_SETTINGS, findProgram, spawnVenue } from './spawn-venue.ts';

export interface SyncOrder {
  /** Acknowledgements seen in the trace. */
  readonly acks: number;
  /** Those that left while bytes of the journal were not synced, or without any. */
  readonly violations: number;
}

const CALLS = 'write,pwrite64,writev,pwritev,fsync,fdatasync';

export function canTrace(): boolean {
  return findProgram('strace') !== undefined;
}

/** Runs `orders` orders under the tracer; `sync` false is the negative control. */
export async function syncOrder(
  orders: number,
  sync: boolean,
  thread: 'main' | 'worker',
): Promise<SyncOrder> {
  return withFolder(async (folder) => {
    const trace = join(folder, 'trace.txt');
    const tracer = ['strace', '-f', '-y', '-s', '8', '-e', `trace=${CALLS}`, '-o', trace];
    // The control must not checkpoint: a checkpoint syncs even when commits do not.
    const settings = { ...CHILD_SETTINGS, folder, orders, sync, thread, snapshotCommands: 1e9 };
    const venue = spawnVenue({ ...settings, checkpointBytes: 1 << 30 }, tracer);
    const ended = await venue.ended;
    if (ended !== 0) throw new Error(`the traced venue ended with ${String(ended)}: ${venue.errors.join(' ')}`); // prettier-ignore
    if (venue.acked.length !== orders) throw new Error('the traced venue left orders unacknowledged'); // prettier-ignore
    return readTrace(readFileSync(trace, 'utf8'));
  });
}

/** Walks through the trace: the journal is dirty from a write to its log until a sync has returned. */
export function readTrace(text: string): SyncOrder {
  let dirty = false;
  let written = false;
  const syncing = new Set<string>();
  let acks = 0;
  let violations = 0;
  for (const line of text.split('\n')) {
    const [thread = ''] = line.split(' ', 1);
    const call = line.slice(thread.length).trimStart();
    const ofLog = call.includes('journal.db-wal>');
    if (/^p?writev?(64)?\(/.test(call) && ofLog) {
      dirty = true;
      written = true;
    } else if (/^f(data)?sync\(/.test(call) && ofLog) {
      if (call.includes('<unfinished')) syncing.add(thread);
      else if (call.endsWith('= 0')) dirty = false;
    } else if (/^<\.\.\. f(data)?sync resumed/.test(call)) {
      if (syncing.delete(thread) && call.endsWith('= 0')) dirty = false;
    } else if (isAck(call)) {
      acks++;
      if (dirty || !written) violations++;
      written = false;
    }
  }
  return { acks, violations };
}

export interface SyncFailure {
  readonly runs: number;
  /** Runs whose process did not end by itself with a failure. */
  readonly notStopped: number;
  /** Acknowledgements that were written after the sync had failed. */
  readonly wrongAcks: number;
}

/** Syncs that the start makes to measure the disk; the journal's come after them. */
const PROBE_SYNCS = 50;

/** Lets one sync of the journal fail with EIO, another one in each run; all others succeed, so that a
 * process that tried again would go on. */
export async function syncFailure(runs: number): Promise<SyncFailure> {
  let notStopped = 0;
  let wrongAcks = 0;
  for (let run = 0; run < runs; run++) {
    const thread = run % 2 === 0 ? 'main' : 'worker';
    const { ended, acksAfter } = await failOneSync(PROBE_SYNCS + run * 7, thread);
    if (ended === 0 || typeof ended === 'string') notStopped++;
    wrongAcks += acksAfter;
  }
  return { runs, notStopped, wrongAcks };
}

function failOneSync(when: number, thread: 'main' | 'worker') {
  return withFolder(async (folder) => {
    const trace = join(folder, 'trace.txt');
    const inject = `inject=fdatasync,fsync:error=EIO:when=${String(when)}`;
    const tracer = ['strace', '-f', '-y', '-s', '8', '-e', `trace=${CALLS}`, '-e', inject];
    const settings = { ...CHILD_SETTINGS, folder, orders: 20_000, thread, snapshotCommands: 1e9 };
    const venue = spawnVenue(settings, [...tracer, '-o', trace]);
    const ended = await venue.ended;
    const lines = readFileSync(trace, 'utf8').split('\n');
    const failedAt = lines.findIndex((line) => line.includes('EIO'));
    if (failedAt < 0) throw new Error('the tracer injected no error');
    const acksAfter = lines.slice(failedAt).filter((line) => isAck(line)).length;
    return { ended, acksAfter };
  });
}

const isAck = (line: string) => line.includes('write(1<') && line.includes('"ack ');

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-sync-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
