// Opens identity.db: SQLite with WAL and synchronous=FULL: a used code or an ended session stays so after
// a power cut.

import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { identityMigrations } from './identity-migrations.ts';
import type { IdentityTables } from './identity-tables.ts';

export type IdentityStore = Kysely<IdentityTables>;

const FULL = 2;

export async function openIdentityStore(file: string): Promise<IdentityStore> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  if (file !== ':memory:') chmodSync(file, 0o600);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // What is deleted is overwritten: ended sessions and used codes leave nothing in the file.
  database.pragma('secure_delete = ON');
  if (database.pragma('synchronous', { simple: true }) !== FULL) {
    throw new Error(`the users' database ${file} did not take synchronous=FULL`);
  }
  const store = new Kysely<IdentityTables>({ dialect: new SqliteDialect({ database }) });
  const { error } = await new Migrator({
    db: store,
    provider: identityMigrations,
  }).migrateToLatest();
  if (error !== undefined) throw error;
  return store;
}
