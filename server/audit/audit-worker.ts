// The worker thread of the audit log: owns its files, so that a sync of the disk never delays an order.

import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { assert } from '../../shared/domain/assert.ts';
import type { WorkerAnswer } from '../bus/worker-calls.ts';
import { keepAnchorsInMemory, openAnchorFile } from './anchors.ts';
import type { AuditEntry, AuditFilter, AuditHaste } from './audit-log.ts';
import { openAuditStore } from './audit-store.ts';
import { loadSigningKey, makeSigningKey } from './signing-key.ts';

export interface AuditFiles {
  /** Empty: everything is forgotten at the end. */
  readonly database: string;
  readonly anchors: string;
  readonly key: string;
}

export type AuditAsk =
  | { readonly is: 'record'; readonly entry: AuditEntry; readonly haste: AuditHaste }
  | { readonly is: 'search'; readonly filter: AuditFilter }
  | { readonly is: 'verify' | 'bundle'; readonly from: number; readonly to: number }
  | { readonly is: 'open' | 'close' };
type AuditRequest = AuditAsk & { readonly id: number };

const ANCHOR_MS = 60_000;
const SOON_MS = 200;

assert(parentPort !== null, 'the audit worker needs its parent');
const port = parentPort;
const files = workerData as AuditFiles;
const key = files.key === '' ? makeSigningKey() : loadSigningKey(files.key);
const store = await openAuditStore(
  new Database(files.database === '' ? ':memory:' : files.database),
  files.anchors === '' ? keepAnchorsInMemory(key) : openAnchorFile(files.anchors, key),
  key,
);
const timer = setInterval(() => {
  store.anchor();
}, ANCHOR_MS);
let waiting: { id: number; entry: AuditEntry }[] = [];
let atOnce: NodeJS.Immediate | undefined;
let soon: NodeJS.Timeout | undefined;

/** Everything that came meanwhile, with one sync of the disk. */
function write(): void {
  clearImmediate(atOnce);
  clearTimeout(soon);
  atOnce = undefined;
  soon = undefined;
  const batch = waiting;
  waiting = [];
  if (batch.length === 0) return;
  try {
    const seqs = store.append(batch.map(({ entry }) => entry));
    batch.forEach(({ id }, k) => reply({ id, value: seqs[k] }));
  } catch (error) {
    for (const { id } of batch) reply({ id, failed: String(error) });
  }
}

function reply(message: WorkerAnswer): void {
  port.postMessage(message);
}

function answer(request: AuditRequest): unknown {
  switch (request.is) {
    case 'search':
      return store.search(request.filter);
    case 'verify':
      return store.verify(request.from, request.to);
    case 'bundle':
      return store.bundle(request.from, request.to);
    case 'close':
      clearInterval(timer);
      store.close();
      return undefined;
    default:
      return undefined;
  }
}

port.on('message', (request: AuditRequest) => {
  if (request.is === 'record') {
    waiting.push({ id: request.id, entry: request.entry });
    if (request.haste === 'now') atOnce ??= setImmediate(write);
    else soon ??= setTimeout(write, SOON_MS);
    return;
  }
  // Whoever asks sees what was recorded before.
  write();
  try {
    reply({ id: request.id, value: answer(request) });
  } catch (error) {
    reply({ id: request.id, failed: String(error) });
  }
});
