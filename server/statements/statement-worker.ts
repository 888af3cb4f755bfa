// The worker thread that writes one statement: layout and compression never delay an order.

import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../shared/domain/assert.ts';
import type { LedgerRow } from '../readmodel/ledger-queries.ts';
import type { StatementHead } from './statement.ts';
import type { StatementLanguage } from './statement-text.ts';
import { createStatementWriter } from './statement-forms.ts';
import type { StatementFormat } from './statement-writer.ts';

export interface StatementTask {
  readonly format: StatementFormat;
  readonly language: StatementLanguage;
  readonly head: StatementHead;
}

/** A page of postings, or the end of them. */
export type StatementRequest = readonly LedgerRow[] | 'end';
/** A page was written: the next may come; or the statement. */
export type StatementReply = 'next' | Uint8Array;

assert(parentPort !== null, 'the statement worker needs its parent');
const port = parentPort;
const { format, head, language } = workerData as StatementTask;
const writer = createStatementWriter(format, head, language);

port.on('message', (request: StatementRequest) => {
  if (request !== 'end') {
    writer.add(request);
    port.postMessage('next' satisfies StatementReply);
    return;
  }
  void writer.end().then((bytes) => {
    port.postMessage(bytes satisfies StatementReply);
  });
});
