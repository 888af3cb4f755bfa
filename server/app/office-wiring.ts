// The back office: audit log, statements, operations.

import { join } from 'node:path';
import { openAuditLog } from '../audit/audit-log-sqlite.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { createInternalLane } from '../bus/internal-lane.ts';
import { openOperationsStore } from '../operations/four-eyes-sqlite.ts';
import { createOperations, type Operations } from '../operations/operations.ts';
import { createOperatorCommands, OPERATOR_SOURCE } from '../operations/operator-commands.ts';
import { createStatements, type Statements } from '../statements/statements.ts';
import type { House } from './house.ts';
import type { EngineRole } from './role-engine.ts';

export interface Office {
  readonly audit: AuditLog;
  readonly statements: Statements;
  readonly operations: Operations;
}

export async function openOffice(house: House, engine: EngineRole): Promise<Office> {
  const audit = await openAudit(house);
  const { bus, clock, readModel } = engine;
  const { config, lifecycle } = house;
  const nowMicros = (): number => Math.floor(clock.wallMicros());
  const lane = createInternalLane({ bus, source: OPERATOR_SOURCE, startedMicros: nowMicros() });
  const file = config.journal === 'memory' ? ':memory:' : join(config.data, 'operations.db');
  const { fourEyes, switches } = await openOperationsStore(file);
  lifecycle.onStop('operations', () => {
    lane.close();
    fourEyes.close();
  });
  const commands = createOperatorCommands({ lane, nowMicros });
  return {
    audit,
    statements: createStatements(readModel),
    operations: createOperations({ audit, commands, fourEyes, switches }),
  };
}

async function openAudit({ config, log, lifecycle, fatal }: House): Promise<AuditLog> {
  const at = (name: string): string => (config.journal === 'memory' ? '' : join(config.data, name));
  // What must be audited and cannot be must not happen: the process stops, as for the journal.
  const audit = await openAuditLog(
    { database: at('audit.db'), anchors: at('audit-anchors'), key: at('audit-key') },
    (error) => fatal(`the audit log failed: ${error.message}`),
  );
  lifecycle.onStop('audit log', () => audit.close());
  const verdict = await audit.verify(1, 0);
  if (!verdict.sound) log.error(verdict, 'the audit log is not as it was written');
  return audit;
}
