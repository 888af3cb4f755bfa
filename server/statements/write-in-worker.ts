// A document written in a thread of its own, out of pages of rows: layout and sums never delay an order.

import { Worker } from 'node:worker_threads';

/** Megabytes of one writer; a page of postings is under one, the finished statement under ten. */
const MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };
/** A page was taken: the next may come; or the document, or why there is none. */
type Reply = 'next' | 'too long' | Uint8Array;

/** The bytes that the worker in `file` makes of the task and the pages. */
export async function writeInWorker(
  file: './statement-worker.ts' | './lots-worker.ts',
  task: object,
  pages: AsyncIterable<readonly unknown[]>,
): Promise<Uint8Array | 'too long'> {
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: task,
    resourceLimits: MEMORY,
  });
  try {
    for await (const rows of pages) await ask(worker, rows);
    const bytes = await ask(worker, 'end');
    if (bytes === 'next') throw new Error('the document has no end');
    return bytes;
  } finally {
    await worker.terminate();
  }
}

/** One page under way at a time: the reader of the ledger waits for the writer. */
function ask(worker: Worker, request: readonly unknown[] | 'end'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.removeListener('message', onMessage);
      worker.removeListener('error', onError);
      worker.removeListener('exit', onExit);
    };
    const onMessage = (reply: Reply): void => {
      settle();
      resolve(reply);
    };
    const onError = (error: unknown): void => {
      settle();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const onExit = (): void => {
      settle();
      reject(new Error('the statement writer ended'));
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(request);
  });
}
