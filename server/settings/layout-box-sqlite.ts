// Layouts in a small SQLite file of their own: settings are no part of the journal's history.

import Database from 'better-sqlite3';
import { LIMITS } from '../../shared/domain/limits.ts';
import type { KeptLayout, LayoutBox } from './layout-box.ts';

/** Of the tables; a file of a newer version is refused, not guessed at. */
const VERSION = 1;

const TABLES = `
  create table layout (
    user text not null,
    name text not null,
    revision integer not null,
    body text not null,
    primary key (user, name)
  ) strict`;

export function openLayoutBox(file: string): LayoutBox {
  const database = openTables(file);
  const listed = database.prepare<[string], KeptLayout>(
    'select name, revision, body from layout where user = ? order by name',
  );
  const counted = database.prepare<[string], { readonly rows: number }>(
    'select count(*) as rows from layout where user = ?',
  );
  const found = database.prepare<[string, string], { readonly revision: number }>(
    'select revision from layout where user = ? and name = ?',
  );
  const write = database.prepare<[string, string, number, string]>(
    'insert or replace into layout (user, name, revision, body) values (?, ?, ?, ?)',
  );
  const drop = database.prepare<[string, string]>('delete from layout where user = ? and name = ?');
  const revisionOf = (user: string, name: string) => found.get(user, name)?.revision ?? 0;
  return {
    list: (user) => listed.all(user),
    // Calls are synchronous and this process is the only writer: nothing comes between look and write.
    put(user, name, revision, body) {
      const now = revisionOf(user, name);
      if (now !== revision) return { is: 'conflict', revision: now };
      if (now === 0 && counted.get(user)!.rows >= LIMITS.layoutsPerUser) return { is: 'full' };
      write.run(user, name, now + 1, body);
      return { is: 'kept', revision: now + 1 };
    },
    remove(user, name, revision) {
      const now = revisionOf(user, name);
      if (now !== 0 && now !== revision) return false;
      drop.run(user, name);
      return true;
    },
    close: () => {
      database.close();
    },
  };
}

function openTables(file: string): Database.Database {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > VERSION) {
    database.close();
    throw new Error(`${file} is of version ${String(version)}, newer than this program`);
  }
  if (version === 0)
    database.transaction(() => {
      database.exec(TABLES);
      database.pragma(`user_version = ${String(VERSION)}`);
    })();
  return database;
}
