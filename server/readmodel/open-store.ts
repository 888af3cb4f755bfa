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

/** Another process projects into this read model. */
export class ReadModelInUse extends Error {
  override name = 'ReadModelInUse';
}

/** Locks that live as long as the process; garbage collection would give them back. */
const held: Database.Database[] = [];

export async function openStore(file: string): Promise<Store> {
  if (file !== ':memory:') {
    mkdirSync(dirname(file), { recursive: true });
    held.push(lock(`${file}.lock`));
  }
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

/** A file that is locked, not the tables: others may read those. The system gives the lock back when the
 * process ends, however it ends. */
function lock(file: string): Database.Database {
  const database = new Database(file, { timeout: 0 });
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) {
      throw new ReadModelInUse(`another process uses ${file}`);
    }
    throw error;
  }
  return database;
}
