// Leaves a flow with a row of the one table of refusals; the edge answers with it.

import type { RejectRow } from './reject.ts';

export class Refusal extends Error {
  readonly row: RejectRow;
  /** Whole milliseconds after which the same request may succeed; 0: not said. */
  readonly retryAfterMs: number;
  constructor(row: RejectRow, retryAfterMs = 0) {
    super(row.words);
    this.row = row;
    this.retryAfterMs = retryAfterMs;
  }
}
