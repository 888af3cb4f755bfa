// Adapter of the books: postings as commands of internal source 5, over its lane to the engine.

import type { InternalLane } from '../bus/internal-lane.ts';
import { moveRecord, transferRecord } from '../core/definitions.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { OUTSIDE, type Books, type Posting } from './books.ts';

export const TREASURY_SOURCE = 5;

/** The reference of a posting in the core: its number behind the source, so that none is like another's. */
const REFERENCE_BASE = TREASURY_SOURCE * 1e12;

export const referenceOf = (number: number): number => REFERENCE_BASE + number;
export const numberOf = (reference: number): number => reference - REFERENCE_BASE;
export const REFERENCES = { from: REFERENCE_BASE, to: REFERENCE_BASE + 1e12 } as const;

export interface BooksLaneParts {
  readonly lane: InternalLane;
  /** Whether the core's ledger has a posting of this reference to or from the account. */
  hasEntry(account: number, reference: number): Promise<boolean>;
}

export function createBooksLane({ lane, hasEntry }: BooksLaneParts): Books {
  return {
    async post(number, posting) {
      const answer = await lane.submit(recordOf(number, posting), number);
      if (answer.is === 'done') return 0;
      if (answer.is === 'rejected') return answer.code;
      // It was decided in an earlier life: what the ledger has was done, what it has not was refused.
      const account = posting.from === OUTSIDE ? posting.to : posting.from;
      const isDone = await hasEntry(account, referenceOf(number));
      return isDone ? 0 : REJECTS.insufficientFunds.code;
    },
  };
}

function recordOf(number: number, { from, to, asset, amountMinor }: Posting): Int32Array {
  const numbered = [TREASURY_SOURCE, number, referenceOf(number)] as const;
  if (from === OUTSIDE) return transferRecord(to, asset, amountMinor, ...numbered);
  if (to === OUTSIDE) return transferRecord(from, asset, -amountMinor, ...numbered);
  return moveRecord(from, to, asset, amountMinor, ...numbered);
}
