// The table of the audit log, by migration. Triggers refuse every change and removal: append-only by
// the database too. A released migration is never edited.

import { sql, type Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';

export interface AuditEntryTable {
  seq: number;
  at_micros: number;
  who: string;
  what: string;
  object: string;
  /** The sealed entry in canonical JSON: what the hash is over. The columns above only find it. */
  entry: string;
}

export interface AuditTables {
  audit_entry: AuditEntryTable;
}

const initial: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('audit_entry')
      .addColumn('seq', 'integer', (column) => column.primaryKey())
      .addColumn('at_micros', 'integer', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('object', 'text', (column) => column.notNull())
      .addColumn('entry', 'text', (column) => column.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    for (const column of ['who', 'what', 'object'] as const) {
      const index = db.schema.createIndex(`audit_by_${column}`).on('audit_entry');
      await index.columns([column, 'seq']).execute();
    }
    for (const change of ['update', 'delete']) {
      const name = sql.ref(`audit_no_${change}`);
      await sql`create trigger ${name} before ${sql.raw(change)} on audit_entry
        begin select raise(abort, 'the audit log is append-only'); end`.execute(db);
    }
  },
};

export const auditMigrations: MigrationProvider = {
  getMigrations: () => Promise.resolve({ '0001-initial': initial }),
};
