// The audit log as the rest of the server sees it: the port, answered by the worker thread.

import { Worker } from 'node:worker_threads';
import { assert } from '../../shared/domain/assert.ts';
import type { AuditLog } from './audit-log.ts';
import type { AuditFiles, AuditReply, AuditRequest } from './audit-worker.ts';

type Ask = AuditRequest extends infer R
  ? R extends { id: number }
    ? Omit<R, 'id'>
    : never
  : never;

/** `onFailure`: the log cannot be kept any more; nothing that has to be audited may go on. */
export async function openAuditLog(
  files: AuditFiles,
  onFailure: (error: Error) => void,
): Promise<AuditLog> {
  const worker = new Worker(new URL('./audit-worker.ts', import.meta.url), { workerData: files });
  const waiting = new Map<number, { resolve: (v: unknown) => void; reject: (e: Error) => void }>();
  let nextId = 1;
  let closing = false;

  function fail(error: Error): void {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    if (!closing) onFailure(error);
  }
  worker.on('error', (error) => {
    fail(error instanceof Error ? error : new Error(String(error)));
  });
  worker.on('exit', () => {
    fail(new Error('the audit log ended'));
  });
  worker.on('message', (reply: AuditReply) => {
    const call = waiting.get(reply.id);
    assert(call !== undefined, 'a reply without a request');
    waiting.delete(reply.id);
    if ('failed' in reply) call.reject(new Error(reply.failed));
    else call.resolve(reply.value);
  });

  function ask<T>(request: Ask): Promise<T> {
    const id = nextId++;
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (v: unknown) => void, reject });
      worker.postMessage({ ...request, id });
    });
  }

  await ask({ is: 'open' });
  return {
    record: (entry, haste = 'now') => ask({ is: 'record', entry, haste }),
    search: (filter) => ask({ is: 'search', filter }),
    verify: (from, to) => ask({ is: 'verify', from, to }),
    bundle: (from, to) => ask({ is: 'bundle', from, to }),
    async close() {
      closing = true;
      await ask({ is: 'close' });
      await worker.terminate();
    },
  };
}
