// Opens the treasury's tables: SQLite with WAL and synchronous=FULL, because what is told to a bank must
// be known after a power cut.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { treasuryMigrations } from './treasury-migrations.ts';
import type { TreasuryTables } from './treasury-tables.ts';

export type TreasuryStore = Kysely<TreasuryTables>;

const FULL = 2;

export async function openTreasuryStore(file: string): Promise<TreasuryStore> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  if (database.pragma('synchronous', { simple: true }) !== FULL) {
    throw new Error(`the treasury's ${file} did not take synchronous=FULL`);
  }
  const store = new Kysely<TreasuryTables>({ dialect: new SqliteDialect({ database }) });
  const migrator = new Migrator({ db: store, provider: treasuryMigrations });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return store;
}
