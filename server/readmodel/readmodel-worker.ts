// The worker thread of the read model: owns the database, projects, answers queries.

import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../shared/domain/assert.ts';
import type { WorkerAnswer } from '../bus/worker-calls.ts';
import { ReadModelInUse, openStore } from './open-store.ts';
import { DiskFull, createProjector } from './projector.ts';
import { createQueries, type Queries } from './queries.ts';

export interface ReadModelAsk {
  readonly is: 'call';
  readonly method: string;
  readonly given: readonly unknown[];
}

export interface ReadModelAdd {
  readonly is: 'add';
  readonly batch: Uint8Array;
}
type ReadModelRequest = ReadModelAdd | (ReadModelAsk & { readonly id: number });

export type ReadModelReply =
  | { readonly is: 'checkpoint'; readonly batchSeq: number; readonly timeMicros: number }
  | { readonly is: 'inUse'; readonly words: string }
  | ({ readonly is: 'answer' } & WorkerAnswer);

/** A transaction at the latest this long after an event, or at this many events. */
const FLUSH_MS = 100;
const FLUSH_EVENTS = 5_000;
const FULL_RETRY_MS = 1_000;

assert(parentPort !== null, 'the read model worker needs its parent');
const port = parentPort;
const { file, houseFrom, houseTo } = workerData as Record<string, never> & {
  file: string;
  houseFrom: number;
  houseTo: number;
};

const store = await openStore(file).catch((error: unknown) => {
  if (error instanceof ReadModelInUse) port.postMessage({ is: 'inUse', words: error.message });
  throw error;
});
const projector = await createProjector(
  store,
  (account) => account >= houseFrom && account < houseTo,
);
const queries: Queries = createQueries(store, projector.changedAt);
let timer: NodeJS.Timeout | undefined;
// Work is done one piece after the other: a query sees whole transactions only.
let chain: Promise<void> = Promise.resolve();

let broken = false;

function later(work: () => Promise<void>): void {
  chain = chain
    .then(() => (broken ? undefined : work()))
    .catch((error: unknown) => {
      // A failed write leaves the projection behind the journal for good: nothing more is taken, the
      // worker ends, and with it every call that waits.
      broken = true;
      setImmediate(() => {
        throw error;
      });
    });
}

async function flush(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  try {
    await projector.flush();
  } catch (error) {
    if (error instanceof DiskFull) flushLater(FULL_RETRY_MS);
    throw error;
  }
  reply({
    is: 'checkpoint',
    batchSeq: projector.checkpoint(),
    timeMicros: projector.asOfMicros(),
  });
}

/** By the clock: while the disk is full the changes wait here, and the venue goes on without them. */
function flushLater(ms: number): void {
  timer ??= setTimeout(() => {
    later(async () => {
      await flush().catch((error: unknown) => {
        if (!(error instanceof DiskFull)) throw error;
      });
    });
  }, ms);
}

function reply(message: ReadModelReply): void {
  port.postMessage(message);
}

const METHODS: Readonly<Record<string, (...given: never[]) => Promise<unknown>>> = {
  open: () => Promise.resolve(projector.checkpoint()),
  async bootstrap(dump: Uint8Array) {
    await projector.bootstrap(dump);
    return projector.checkpoint();
  },
  async present(dump: Uint8Array) {
    await projector.present(dump);
  },
  flush,
  async close() {
    // Without room the next start replays what was not written.
    await flush().catch((error: unknown) => {
      if (!(error instanceof DiskFull)) throw error;
    });
    clearTimeout(timer);
    await store.destroy();
  },
  ...(queries as unknown as Record<string, (...given: never[]) => Promise<unknown>>),
};

port.on('message', (request: ReadModelRequest) => {
  if (request.is === 'add') {
    later(async () => {
      projector.add(request.batch);
      flushLater(projector.waiting() >= FLUSH_EVENTS ? 0 : FLUSH_MS);
    });
    return;
  }
  const { id, method, given } = request;
  const run = METHODS[method];
  assert(run !== undefined, `unknown method ${method}`);
  later(async () => {
    try {
      reply({ is: 'answer', id, value: await run(...(given as never[])) });
    } catch (error) {
      reply({ is: 'answer', id, failed: String(error) });
      // A query that fails is answered, and that is all; a write that fails ends the worker.
      if (!(method in queries) && !(error instanceof DiskFull)) throw error;
    }
  });
});
