// Statements as the rest of the server sees them: asked for, written in a thread of their own out of
// pages of postings, so many at a time.

import { Worker } from 'node:worker_threads';
import { prepareStatement, type StatementAsk, type StatementSource } from './statement.ts';
import type { StatementLanguage } from './statement-text.ts';
import type { StatementReply, StatementRequest, StatementTask } from './statement-worker.ts';
import type { StatementFormat } from './statement-writer.ts';

export interface Statements {
  /** The same ledger gives the same bytes; or why there is none. */
  make(
    ask: StatementAsk,
    format: StatementFormat,
    language: StatementLanguage,
  ): Promise<Uint8Array | 'too long' | 'busy'>;
}

/** Postings of one statement: about 2,200 pages. */
export const POSTINGS_MAX = 100_000;
const AT_ONCE = 2;
const WAITING_MAX = 16;
/** Megabytes of one writer; a page of postings is under one, the finished statement under ten. */
const MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };

export function createStatements(source: StatementSource): Statements {
  const waiting: (() => void)[] = [];
  let running = 0;

  /** False: too many wait already. */
  async function enter(): Promise<boolean> {
    if (running < AT_ONCE) {
      running += 1;
      return true;
    }
    if (waiting.length >= WAITING_MAX) return false;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return true;
  }

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return {
    async make(ask, format, language) {
      if (!(await enter())) return 'busy';
      try {
        const { head, pages } = await prepareStatement(source, ask);
        if (head.postings > POSTINGS_MAX) return 'too long';
        return await write({ format, language, head }, pages());
      } finally {
        leave();
      }
    },
  };
}

async function write(
  task: StatementTask,
  pages: AsyncIterable<Exclude<StatementRequest, 'end'>>,
): Promise<Uint8Array> {
  const worker = new Worker(new URL('./statement-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: MEMORY,
  });
  try {
    for await (const rows of pages) await ask(worker, rows);
    const bytes = await ask(worker, 'end');
    if (bytes === 'next') throw new Error('the statement has no end');
    return bytes;
  } finally {
    await worker.terminate();
  }
}

/** One page under way at a time: the reader of the ledger waits for the writer. */
function ask(worker: Worker, request: StatementRequest): Promise<StatementReply> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.removeListener('message', onMessage);
      worker.removeListener('error', onError);
      worker.removeListener('exit', onExit);
    };
    const onMessage = (reply: StatementReply): void => {
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
