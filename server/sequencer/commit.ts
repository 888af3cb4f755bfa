// Makes one row durable, whatever the journal answers: reads back what is unknown, gives up the reserve
// when the disk is full.

import type { Journal, JournalRow } from '../journal/journal.ts';
import { sameHash } from '../journal/journal-record.ts';

/** spaceGone: durable, but only at the cost of the reserve. */
export type Committed = 'durable' | 'spaceGone';

/** The row will never be durable here: no more output, the process must end. */
export class CommitFailure extends Error {
  override name = 'CommitFailure';
}

const UNKNOWN_MAX = 10;
const UNKNOWN_PAUSE_MS = 50;

export async function commit(journal: Journal, row: JournalRow): Promise<Committed> {
  let committed: Committed = 'durable';
  let released = false;
  for (let unknowns = 0; unknowns < UNKNOWN_MAX;) {
    const answer = await journal.append(row);
    if (answer === 'durable') return committed;
    if (answer === 'fenced') throw fenced(row);
    if (answer === 'full') {
      if (released) throw new CommitFailure('the disk is full, and the reserve is used up');
      await journal.releaseReserve();
      released = true;
      committed = 'spaceGone';
      continue;
    }
    unknowns++;
    if (await standsInJournal(journal, row)) return committed;
    await new Promise((resolve) => setTimeout(resolve, UNKNOWN_PAUSE_MS * (unknowns - 1)));
  }
  throw new CommitFailure(`the journal left row ${String(row.seq)} unknown too often`);
}

/** An append that was left unknown: true when the row is there, false when it must be sent again. */
async function standsInJournal(journal: Journal, row: JournalRow): Promise<boolean> {
  const [found] = await journal.read(row.seq, 1);
  if (found?.seq !== row.seq) return false;
  if (found.epoch === row.epoch && sameHash(found.hash, row.hash)) return true;
  throw fenced(row);
}

function fenced(row: JournalRow): CommitFailure {
  return new CommitFailure(
    `another leader owns journal row ${String(row.seq)}: this one (epoch ${String(row.epoch)}) stops`,
  );
}
