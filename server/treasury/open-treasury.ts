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
  const dialect = new SqliteDialect({ database: withKeptStatements(database) });
  const store = new Kysely<TreasuryTables>({ dialect });
  const migrator = new Migrator({ db: store, provider: treasuryMigrations });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return store;
}

/** More texts than the treasury has. */
const STATEMENTS_MAX = 500;

/** Queries are few and the same: preparing them each time would be a third of the work. */
function withKeptStatements(database: Database.Database) {
  const kept = new Map<string, Database.Statement<unknown[]>>();
  return {
    prepare(text: string): Database.Statement<unknown[]> {
      const known = kept.get(text);
      if (known !== undefined) return known;
      if (kept.size >= STATEMENTS_MAX) kept.clear();
      const statement = database.prepare<unknown[]>(text);
      kept.set(text, statement);
      return statement;
    },
    close: () => {
      database.close();
    },
  };
}
