// Port: a form of a statement. Postings come a page at a time and are not kept.

import type { LedgerRow } from '../readmodel/ledger-queries.ts';

export const STATEMENT_FORMATS = ['pdf', 'csv', 'json'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

export interface StatementWriter {
  add(rows: readonly LedgerRow[]): void;
  /** The whole statement: the same data gives the same bytes. */
  end(): Promise<Uint8Array>;
}
