// The one place that opens a journal database: sets every pragma that durability rests on, and asserts
// what the library made of it.

import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { JournalDamage } from './journal.ts';
import { logFault } from './log-scan.ts';

export type JournalDatabase = Database.Database;

/** Milliseconds that a second process on the same file may hold the lock before we give up waiting. */
const BUSY_MILLIS = 2_000;

const SCHEMA = `
  create table if not exists journal(
    seq integer primary key,
    epoch integer not null,
    prev_hash blob not null,
    hash blob not null,
    body blob not null
  ) strict;
  create table if not exists mark(name text primary key, value integer not null) strict;
  create table if not exists filler(body blob not null) strict;
`;

/** `sync` false exists for the negative control of the durability proof alone. */
export function openJournalDatabase(file: string, sync = true): JournalDatabase {
  const fault = existsSync(file) ? logFault(file) : undefined;
  if (fault !== undefined) throw new JournalDamage(file, 0, fault);
  let db: JournalDatabase | undefined;
  try {
    db = new Database(file, { timeout: BUSY_MILLIS });
    db.pragma('journal_mode = WAL');
    // The library is built to lower the level to NORMAL when it enters WAL mode, which would lose
    // acknowledged rows in a power cut: set it after the switch, create, and only then look.
    db.pragma(`synchronous = ${sync ? 'FULL' : 'OFF'}`);
    // An automatic checkpoint swallows its own I/O errors; we checkpoint ourselves and look.
    db.pragma('wal_autocheckpoint = 0');
    db.pragma('checkpoint_fullfsync = ON');
    db.exec(SCHEMA);
    // The log begins anew with other salts, so that no torn end of it survives to be taken for damage
    // of the next one. A second process waits its turn: then the first one has done it.
    db.pragma('wal_checkpoint(TRUNCATE)');
    assertPragmas(db, file, sync);
    return db;
  } catch (error) {
    db?.close();
    throw damageOf(error, file);
  }
}

function assertPragmas(db: JournalDatabase, file: string, sync: boolean): void {
  const expected = { journal_mode: 'wal', synchronous: sync ? 2 : 0, wal_autocheckpoint: 0 };
  for (const [name, value] of Object.entries(expected)) {
    const found: unknown = db.pragma(name, { simple: true });
    if (found !== value) {
      throw new Error(
        `journal ${file}: ${name} is ${String(found)} and must be ${String(value)}; refusing to start`,
      );
    }
  }
}

/** SQLite's code of an error, or an empty text. */
export function sqliteCode(error: unknown): string {
  return error instanceof Database.SqliteError ? error.code : '';
}

/** Damage of the file in words of the journal; other errors as they are. */
export function damageOf(error: unknown, place: string, seq = 0): unknown {
  const code = sqliteCode(error);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new JournalDamage(place, seq, `the database is damaged (${code}: ${String(error)})`);
  }
  return error;
}
