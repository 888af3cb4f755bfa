// The work of hashing in a thread of its own. The functions of the library that do not block would run on
// libuv's threads, which have the priority of engine and journal; the ones that block, in a thread with the
// lowest priority, take only what those leave.

import { Worker } from 'node:worker_threads';
import type { HashReply, HashRequest } from './hash-thread.ts';
import { HashLost, type HashWork } from './hash-work.ts';

export interface HashWorkerNotices {
  /** Once: threads have no priority of their own here, and hashing goes on with the usual one. */
  onUsualPriority(): void;
  /** The thread ended by itself; what it had is lost, and another one is started. */
  onLost(error: Error): void;
}

export interface HashWorker extends HashWork {
  /** Number of the thread with the operating system; 0 where that is not known. */
  threadId(): number;
  /** Ends the thread as a fault would, for tests. */
  lose(): Promise<void>;
}

interface Call {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Between the end of a thread and the next one: a fault at every start must not become a loop. */
const RESTART_MS = 1_000;

/** Resolves when the thread is ready. */
export async function openHashWorker(
  pepper: Uint8Array,
  notices: HashWorkerNotices,
): Promise<HashWorker> {
  const worker = new HashThread(pepper, notices);
  await worker.start();
  return worker;
}

class HashThread implements HashWorker {
  private readonly pepper: Uint8Array;
  private readonly notices: HashWorkerNotices;
  private readonly calls = new Map<number, Call>();
  private worker: Worker | undefined;
  private thread = 0;
  private nextId = 1;
  private isClosing = false;
  private hasTold = false;

  constructor(pepper: Uint8Array, notices: HashWorkerNotices) {
    this.pepper = pepper;
    this.notices = notices;
  }

  start(): Promise<void> {
    // A copy for the thread alone. Its environment is empty: nothing there is for it.
    const options = { workerData: { pepper: this.pepper }, env: {}, name: 'hash' };
    const worker = new Worker(new URL('./hash-thread.ts', import.meta.url), options);
    this.worker = worker;
    return new Promise((resolve, reject) => {
      let fault = new Error('the thread of hashes ended');
      worker.on('error', (error) => {
        fault = error instanceof Error ? error : new Error(String(error));
      });
      worker.on('exit', () => {
        reject(fault);
        this.lost(fault);
      });
      worker.on('message', (message: HashReply) => {
        if (message.is === 'ready') resolve();
        this.take(message);
      });
    });
  }

  hash(password: string): Promise<string> {
    return this.call((id) => ({ is: 'hash', id, password }));
  }

  verify(kept: string, password: string): Promise<boolean> {
    return this.call((id) => ({ is: 'verify', id, kept, password }));
  }

  threadId(): number {
    return this.thread;
  }

  async lose(): Promise<void> {
    await this.worker?.terminate();
  }

  async close(): Promise<void> {
    this.isClosing = true;
    await this.worker?.terminate();
  }

  private call<T>(request: (id: number) => HashRequest): Promise<T> {
    const { worker } = this;
    if (worker === undefined) return Promise.reject(new HashLost('no thread of hashes'));
    const id = this.nextId++;
    return new Promise<T>((resolve, reject) => {
      this.calls.set(id, { resolve: resolve as Call['resolve'], reject });
      worker.postMessage(request(id));
    });
  }

  private take(message: HashReply): void {
    if (message.is === 'ready') {
      this.thread = message.thread;
      if (!message.isLow && !this.hasTold) this.notices.onUsualPriority();
      this.hasTold = true;
      return;
    }
    const call = this.calls.get(message.id);
    this.calls.delete(message.id);
    if (message.is === 'done') call?.resolve(message.value as never);
    else call?.reject(new Error(message.words));
  }

  private lost(fault: Error): void {
    this.worker = undefined;
    for (const { reject } of this.calls.values()) reject(new HashLost(fault.message));
    this.calls.clear();
    if (this.isClosing) return;
    this.notices.onLost(fault);
    setTimeout(() => {
      // What goes wrong with the start ends the thread too, and comes here again.
      if (!this.isClosing) this.start().catch(() => undefined);
    }, RESTART_MS).unref();
  }
}
