// The audit log as the rest of the server sees it: the port, answered by the worker thread.

import { Worker } from 'node:worker_threads';
import { createWorkerCalls, type WorkerAnswer } from '../bus/worker-calls.ts';
import type { AuditLog } from './audit-log.ts';
import type { AuditAsk, AuditFiles } from './audit-worker.ts';

/** `onFailure`: the log cannot be kept any more; nothing that has to be audited may go on. */
export async function openAuditLog(
  files: AuditFiles,
  onFailure: (error: Error) => void,
): Promise<AuditLog> {
  const worker = new Worker(new URL('./audit-worker.ts', import.meta.url), { workerData: files });
  const { ask, settle, close } = createWorkerCalls<AuditAsk>(worker, 'the audit log', onFailure);
  worker.on('message', (answer: WorkerAnswer) => {
    settle(answer);
  });

  await ask({ is: 'open' });
  return {
    record: (entry, haste = 'now') => ask({ is: 'record', entry, haste }),
    search: (filter) => ask({ is: 'search', filter }),
    verify: (from, to) => ask({ is: 'verify', from, to }),
    bundle: (from, to) => ask({ is: 'bundle', from, to }),
    close: () => close({ is: 'close' }),
  };
}
