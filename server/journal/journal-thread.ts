// Entry of the journal's worker thread: the SQLite journal behind messages, one call at a time.

import { parentPort, workerData } from 'node:worker_threads';
import { assert, assertNever } from '../../shared/domain/assert.ts';
import { packError } from './journal-call.ts';
import type { JournalCall, JournalReply, JournalRequest } from './journal-call.ts';
import { openJournalSqlite } from './journal-sqlite.ts';
import type { SqliteJournalOptions } from './journal-sqlite.ts';
import type { Journal } from './journal.ts';

const port = parentPort;
assert(port !== null, 'journal-thread runs in a worker thread');

const reply = (answer: JournalReply) => {
  port.postMessage(answer);
};

function perform(journal: Journal, call: JournalCall): Promise<unknown> {
  switch (call.kind) {
    case 'tail':
      return journal.tail();
    case 'claim':
      return journal.claim(call.epoch, call.seq, call.prevHash, call.note);
    case 'append':
      return journal.append(call.row);
    case 'read':
      return journal.read(call.fromSeq, call.limitBytes);
    case 'markArchived':
      return journal.markArchived(call.seq);
    case 'releaseReserve':
      return journal.releaseReserve();
    case 'restoreReserve':
      return journal.restoreReserve();
    case 'close':
      return journal.close();
    default:
      return assertNever(call);
  }
}

openJournalSqlite(workerData as SqliteJournalOptions).then(
  (journal) => {
    port.on('message', ({ id, call }: JournalRequest) => {
      perform(journal, call).then(
        (value) => {
          reply({ id, value });
        },
        (error: unknown) => {
          reply({ id, error: packError(error) });
        },
      );
    });
    reply({ id: 0 });
  },
  (error: unknown) => {
    reply({ id: 0, error: packError(error) });
  },
);
