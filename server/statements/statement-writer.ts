// Port: a form of a statement. Postings come a page at a time and are not kept.

import type { LedgerRow } from '../readmodel/ledger-queries.ts';
import type { StatementHead } from './statement.ts';
import type { StatementLanguage } from './statement-text.ts';
import { createCsvWriter } from './writer-csv.ts';
import { createJsonWriter } from './writer-json.ts';
import { createPdfWriter } from './writer-pdf.ts';

export const STATEMENT_FORMATS = ['pdf', 'csv', 'json'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

export interface StatementWriter {
  add(rows: readonly LedgerRow[]): void;
  /** The whole statement: the same data gives the same bytes. */
  end(): Promise<Uint8Array>;
}

export function createStatementWriter(
  format: StatementFormat,
  head: StatementHead,
  language: StatementLanguage,
): StatementWriter {
  if (format === 'pdf') return createPdfWriter(head, language);
  return format === 'csv' ? createCsvWriter(head, language) : createJsonWriter(head);
}
