// The SQLite journal in a thread of its own, for disks whose sync would hold up the loop.

import { Worker } from 'node:worker_threads';
import { unpackError } from './journal-call.ts';
import type { JournalCall, JournalReply, JournalRequest } from './journal-call.ts';
import type { SqliteJournalOptions } from './journal-sqlite.ts';
import type { AppendAnswer, Journal, JournalRow, JournalTail } from './journal.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export async function openJournalWorker(options: SqliteJournalOptions): Promise<Journal> {
  const worker = new Worker(new URL('./journal-thread.ts', import.meta.url), {
    workerData: options,
  });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let lost: Error | undefined;

  function lose(error: Error): void {
    lost ??= error;
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  }

  worker.on('message', (answer: JournalReply) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.error === undefined) call?.resolve(answer.value);
    else call?.reject(unpackError(answer.error));
  });
  // Whatever ends the thread leaves its open appends undecided: the journal is broken from then on.
  worker.on('error', lose);
  worker.on('exit', () => {
    lose(new Error(`the thread of journal ${options.file} has ended`));
  });

  function listen<T>(id: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
    });
  }

  function ask<T>(call: JournalCall, moved: readonly ArrayBuffer[] = []): Promise<T> {
    if (lost !== undefined) return Promise.reject(lost);
    lastId++;
    const request: JournalRequest = { id: lastId, call };
    const answer = listen<T>(lastId);
    worker.postMessage(request, moved);
    return answer;
  }

  try {
    await listen<undefined>(0);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    place: options.file,
    tail: () => ask<JournalTail>({ kind: 'tail' }),
    claim: (epoch, seq, prevHash, note) =>
      ask<AppendAnswer>({ kind: 'claim', epoch, seq, prevHash: new Uint8Array(prevHash), note }),
    append(row) {
      // A view is sent with all the memory behind it: copy what counts, and move the large part.
      const bytes = new Uint8Array(row.bytes);
      const hash = new Uint8Array(row.hash);
      const prevHash = new Uint8Array(row.prevHash);
      const copy = { seq: row.seq, epoch: row.epoch, prevHash, hash, bytes };
      return ask<AppendAnswer>({ kind: 'append', row: copy }, [bytes.buffer]);
    },
    read: (fromSeq, limitBytes) => ask<JournalRow[]>({ kind: 'read', fromSeq, limitBytes }),
    markArchived: (seq) => ask<undefined>({ kind: 'markArchived', seq }),
    releaseReserve: () => ask<undefined>({ kind: 'releaseReserve' }),
    restoreReserve: () => ask<boolean>({ kind: 'restoreReserve' }),
    async close() {
      if (lost === undefined) await ask<undefined>({ kind: 'close' });
      await worker.terminate();
    },
  };
}
