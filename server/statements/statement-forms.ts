// The forms that a statement may have, and who writes each.

import type { StatementHead } from './statement.ts';
import type { StatementLanguage } from './statement-text.ts';
import type { StatementFormat, StatementWriter } from './statement-writer.ts';
import { createCsvWriter } from './writer-csv.ts';
import { createJsonWriter } from './writer-json.ts';
import { createPdfWriter } from './writer-pdf.ts';

export function createStatementWriter(
  format: StatementFormat,
  head: StatementHead,
  language: StatementLanguage,
): StatementWriter {
  if (format === 'pdf') return createPdfWriter(head, language);
  return format === 'csv' ? createCsvWriter(head, language) : createJsonWriter(head);
}
