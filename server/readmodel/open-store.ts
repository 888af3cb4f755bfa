// Opens the embedded read model: SQLite with WAL. synchronous=NORMAL is enough here: the checkpoint is
// in the same transaction as the rows, so a power cut loses the last transactions whole, and the
// journal brings them back.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';
import type { ReadModelTables } from './tables.ts';

export type Store = Kysely<ReadModelTables>;

const NORMAL = 1;

export async function openStore(file: string): Promise<Store> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  if (database.pragma('synchronous', { simple: true }) !== NORMAL) {
    throw new Error(`the read model ${file} did not take synchronous=NORMAL`);
  }
  const store = new Kysely<ReadModelTables>({ dialect: new SqliteDialect({ database }) });
  const { error } = await new Migrator({ db: store, provider: migrations }).migrateToLatest();
  if (error !== undefined) throw error;
  return store;
}
