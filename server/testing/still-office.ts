// The back office that REST needs beside a test's own room: a log that forgets, operations over a still venue.

import type { AuditLog } from '../audit/audit-log.ts';
import type { Operations } from '../operations/operations.ts';
import type { Queries } from '../readmodel/queries.ts';
import { createStatements, type Statements } from '../statements/statements.ts';
import { memoryAudit } from './memory-audit.ts';
import { stillOperations } from './still-operations.ts';

export interface StillOffice {
  readonly audit: AuditLog;
  readonly operations: Operations;
  readonly statements: Statements;
}

export async function stillOffice(queries: Queries): Promise<StillOffice> {
  const audit = await memoryAudit();
  const { operations } = await stillOperations(audit);
  return { audit, operations, statements: createStatements(queries) };
}
