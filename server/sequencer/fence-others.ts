// Takes the journal from whoever writes it, before recovery: for a start that finds the data in use.

import { randomUUID } from 'node:crypto';
import type { Journal } from '../journal/journal.ts';
import { CommitFailure } from './commit.ts';

const TRIES_MAX = 50;

/** Claims the next row. The other process finds its own next row taken, and stops. */
export async function fenceOthers(journal: Journal): Promise<void> {
  const note = JSON.stringify({ pid: process.pid, nonce: randomUUID() });
  for (let k = 0; k < TRIES_MAX; k++) {
    const { seq, epoch, hash } = await journal.tail();
    const answer = await journal.claim(epoch + 1, seq + 1, hash, note);
    if (answer === 'durable') return;
    if (answer === 'full') await journal.releaseReserve();
  }
  throw new CommitFailure(`the journal ${journal.place} could not be taken from another process`);
}
