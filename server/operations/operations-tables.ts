// Tables of the operators' room, by migration: proposals, and who switched what off. A released migration
// is never edited.

import { sql, type Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';
import type { Proposal } from './four-eyes.ts';

export interface ProposalTable extends Omit<Proposal, 'id' | 'state'> {
  id: number;
  state: Proposal['state'];
}

/** What is off, and who switched it off: another person has to switch it on. */
export interface SwitchTable {
  object: string;
  offBy: string;
}

export interface OperationsTables {
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

export const operationsMigrations: MigrationProvider = {
  getMigrations: () => Promise.resolve({ '0001-initial': initial }),
};
