// Questions to a worker thread of ours, and their answers matched to them by number.

import type { Worker } from 'node:worker_threads';
import { assert } from '../../shared/domain/assert.ts';

/** What the worker answers to the request with this `id`: a value, or why there is none. */
export type WorkerAnswer = { readonly id: number } & (
  { readonly value: unknown } | { readonly failed: string }
);

export interface WorkerCalls<Request extends object> {
  /** Posts the request under a number of its own. */
  ask<T>(request: Request): Promise<T>;
  /** Hands an answer that came to whoever asked. */
  settle(answer: WorkerAnswer): void;
  /** The thread is about to end of itself: everything that waits fails with this, and nobody is told. */
  abandon(why: Error): void;
  /** The last request; then the thread is ended. */
  close(request: Request): Promise<void>;
}

/** `onFailure`: the worker ended, and nobody had asked it to; everything that waits fails too. */
export function createWorkerCalls<Request extends object>(
  worker: Worker,
  name: string,
  onFailure: (error: Error) => void,
): WorkerCalls<Request> {
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
    fail(new Error(`${name} ended`));
  });

  function ask<T>(request: Request): Promise<T> {
    const id = nextId++;
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (v: unknown) => void, reject });
      worker.postMessage({ ...request, id });
    });
  }

  return {
    ask,
    settle(answer) {
      const call = waiting.get(answer.id);
      assert(call !== undefined, 'a reply without a request');
      waiting.delete(answer.id);
      if ('failed' in answer) call.reject(new Error(answer.failed));
      else call.resolve(answer.value);
    },
    abandon(why) {
      closing = true;
      fail(why);
    },
    async close(request) {
      closing = true;
      await ask(request);
      await worker.terminate();
    },
  };
}
