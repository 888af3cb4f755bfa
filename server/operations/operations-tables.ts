// Tables of the operators' room, by migration: proposals, planned changes, and who switched what off. A released migration
// is never edited.

import { sql, type Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';
import type { Proposal } from '../../shared/domain/proposal.ts';
import type { Plan } from './plan.ts';
import { tiersMigration, type TierTables } from './tier-tables.ts';

export interface ProposalTable extends Omit<Proposal, 'id' | 'state'> {
  id: number;
  state: Proposal['state'];
}

/** What is off, and who switched it off: another person has to switch it on. */
export interface SwitchTable {
  object: string;
  offBy: string;
}

export interface OperationsTables extends TierTables {
  plan: Plan;
  proposal: ProposalTable;
  switch: SwitchTable;
}

const initial: Migration = {
  async up(db: Kysely<unknown>) {
    let proposals = db.schema
      .createTable('proposal')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('proposedMicros', 'integer', (column) => column.notNull());
    for (const text of ['what', 'object', 'payload', 'why', 'proposedBy', 'state', 'confirmedBy']) {
      proposals = proposals.addColumn(text, 'text', (column) => column.notNull());
    }
    await proposals.modifyEnd(sql`strict`).execute();
    await db.schema
      .createTable('switch')
      .addColumn('object', 'text', (column) => column.primaryKey())
      .addColumn('offBy', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
  },
};

const plans: Migration = {
  async up(db: Kysely<unknown>) {
    let table = db.schema
      .createTable('plan')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement());
    for (const number of ['fromDay', 'plannedMicros', 'sourceSeq', 'endedMicros']) {
      table = table.addColumn(number, 'integer', (column) => column.notNull());
    }
    for (const text of ['what', 'object', 'payload', 'why', 'proposedBy', 'confirmedBy', 'state']) {
      table = table.addColumn(text, 'text', (column) => column.notNull());
    }
    await table.modifyEnd(sql`strict`).execute();
    await sql`create index plan_by_day on plan (state, fromDay)`.execute(db);
  },
};

export const operationsMigrations: MigrationProvider = {
  getMigrations: () =>
    Promise.resolve({
      '0001-initial': initial,
      '0002-plans': plans,
      '0003-tiers': tiersMigration,
    }),
};
