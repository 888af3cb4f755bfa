// Journal in a SQLite file: one row per batch, inserted only behind the row it was made to follow.

import { JournalDamage } from './journal.ts';
import type { AppendAnswer, Journal, JournalRow, JournalTail } from './journal.ts';
import { createDiskReserve } from './disk-reserve.ts';
import { ZERO_HASH, chainHash, sameHash, takeOverBytes } from './journal-record.ts';
import { damageOf, openJournalDatabase, sqliteCode } from './open-journal-database.ts';
import type { JournalDatabase } from './open-journal-database.ts';

export interface SqliteJournalOptions {
  readonly file: string;
  /** Disk space held back for cancels on a full disk. */
  readonly reserveBytes: number;
  /** Keep every row, or drop those that a verified snapshot covers. */
  readonly retention: 'all' | 'snapshots';
  /** Bytes of write-ahead log after which it is copied into the database. */
  readonly checkpointBytes?: number;
  /** Writes the log to its full length at the start: a commit that overwrites syncs in half the time of
   * one that makes the file grow. Costs some 50 ms of every start. */
  readonly preallocate?: boolean;
  /** False only in the negative control of the durability proof. */
  readonly sync?: boolean;
}

interface StoredRow {
  readonly seq: number;
  readonly epoch: number;
  readonly prev_hash: Uint8Array;
  readonly hash: Uint8Array;
  readonly body: Uint8Array;
}

// Small enough that copying it stalls the loop for about a millisecond, large enough to be rare. The
// log is overwritten from its start afterwards, which also syncs faster than a growing file.
const CHECKPOINT_BYTES = 8 << 20;
const PRUNE_ROWS = 1_000;

export async function openJournalSqlite(options: SqliteJournalOptions): Promise<Journal> {
  const { file } = options;
  const db = openJournalDatabase(file, options.sync ?? true);
  const reserve = createDiskReserve(`${file}.reserve`, options.reserveBytes);
  const statements = prepare(db);
  let walBytes = 0;
  let brokenBy: unknown;

  /** Runs one write; an I/O error breaks the journal for good, because what a failed sync left behind
   * cannot be known (a second sync would succeed and lie). */
  function write(insert: () => number, row: JournalRow): AppendAnswer {
    if (brokenBy !== undefined) throw brokenBy;
    try {
      const changes = insert();
      if (changes === 1) {
        walBytes += row.bytes.byteLength + 2 * 4096;
        if (walBytes >= (options.checkpointBytes ?? CHECKPOINT_BYTES)) checkpoint();
        return 'durable';
      }
      return standsAlready(row) ? 'durable' : 'fenced';
    } catch (error) {
      const code = sqliteCode(error);
      if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return 'full';
      if (code.startsWith('SQLITE_BUSY')) return 'unknown';
      brokenBy = damageOf(error, file, row.seq);
      throw brokenBy;
    }
  }

  function standsAlready(row: JournalRow): boolean {
    const found = statements.one.get(row.seq);
    return found !== undefined && found.epoch === row.epoch && sameHash(found.hash, row.hash);
  }

  /** Throws on an I/O error, like a write; a busy database or a full disk is tried again later. */
  function checkpoint(): void {
    try {
      statements.mark.run('tail', tail().seq);
      db.pragma('wal_checkpoint(PASSIVE)');
    } catch (error) {
      const code = sqliteCode(error);
      if (code !== 'SQLITE_FULL' && !code.startsWith('SQLITE_BUSY')) throw error;
    }
    walBytes = 0;
  }

  function claim(epoch: number, seq: number, prevHash: Uint8Array, note: string): AppendAnswer {
    const bytes = takeOverBytes(note);
    const row = { seq, epoch, prevHash, hash: chainHash(prevHash, bytes), bytes };
    const values = { seq, epoch, prevHash, hash: row.hash, body: bytes };
    return write(() => statements.claim.run(values).changes, row);
  }

  function append(row: JournalRow): AppendAnswer {
    const { seq, epoch, prevHash, hash, bytes } = row;
    return write(
      () => statements.append.run({ seq, epoch, prevHash, hash, body: bytes }).changes,
      row,
    );
  }

  function read(fromSeq: number, limitBytes: number): JournalRow[] {
    const rows: JournalRow[] = [];
    let bytes = 0;
    try {
      for (const stored of statements.from.iterate(fromSeq)) {
        rows.push(rowOf(stored));
        bytes += stored.body.byteLength;
        if (bytes >= limitBytes) break;
      }
    } catch (error) {
      throw damageOf(error, file, (rows.at(-1)?.seq ?? fromSeq - 1) + 1);
    }
    return rows;
  }

  async function markArchived(seq: number): Promise<void> {
    statements.mark.run('archived', seq);
    if (options.retention === 'all') return;
    // In small transactions with the loop free between them; the newest row always stays.
    while (statements.prune.run(seq, PRUNE_ROWS).changes === PRUNE_ROWS) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  function tail(): JournalTail {
    try {
      const found = statements.tail.get();
      return found === undefined ? { seq: 0, epoch: 0, hash: ZERO_HASH } : found;
    } catch (error) {
      throw damageOf(error, file);
    }
  }

  /** The row that was the newest at the last checkpoint can only be gone through damage. */
  function refuseLostEnd(): void {
    try {
      const marked = statements.marked.get('tail')?.value ?? 0;
      const found = tail().seq;
      if (found < marked) {
        throw new JournalDamage(
          file,
          found + 1,
          `it is missing, the newest was row ${String(marked)}`,
        );
      }
    } catch (error) {
      db.close();
      throw damageOf(error, file);
    }
  }

  refuseLostEnd();
  await reserve.restore();
  if (options.preallocate === true) preallocateLog(db);
  return {
    place: file,
    tail: () => attempt(tail),
    claim: (epoch, seq, prevHash, note) => attempt(() => claim(epoch, seq, prevHash, note)),
    append: (row) => attempt(() => append(row)),
    read: (fromSeq, limitBytes) => attempt(() => read(fromSeq, limitBytes)),
    markArchived,
    releaseReserve: () => reserve.release(),
    restoreReserve: () => reserve.restore(),
    close: () =>
      attempt(() => {
        if (brokenBy === undefined) checkpoint();
        db.close();
      }),
  };
}

/** A large row that comes and goes leaves the log at this length, and free pages in the database. */
function preallocateLog(db: JournalDatabase): void {
  try {
    db.prepare('insert into filler(body) values (zeroblob(?))').run(CHECKPOINT_BYTES);
    db.exec('delete from filler');
    db.pragma('wal_checkpoint(PASSIVE)');
  } catch (error) {
    // Without the space, or beside another process, commits are slower and still right.
    const code = sqliteCode(error);
    if (code !== 'SQLITE_FULL' && !code.startsWith('SQLITE_BUSY')) throw error;
  }
}

function prepare(db: JournalDatabase) {
  const insert = 'insert into journal(seq, epoch, prev_hash, hash, body)';
  const values = 'select @seq, @epoch, @prevHash, @hash, @body';
  return {
    append: db.prepare<Record<string, unknown>>(
      `${insert} ${values} where exists (select 1 from journal
         where seq = @seq - 1 and epoch = @epoch and hash = @prevHash)
       on conflict do nothing`,
    ),
    claim: db.prepare<Record<string, unknown>>(
      `${insert} ${values}
       where not exists (select 1 from journal where seq >= @seq) and (
         (@seq = 1 and not exists (select 1 from journal)) or
         exists (select 1 from journal
           where seq = @seq - 1 and epoch < @epoch and hash = @prevHash))
       on conflict do nothing`,
    ),
    one: db.prepare<[number], StoredRow>('select * from journal where seq = ?'),
    from: db.prepare<[number], StoredRow>('select * from journal where seq >= ? order by seq'),
    tail: db.prepare<[], JournalTail>(
      'select seq, epoch, hash from journal order by seq desc limit 1',
    ),
    mark: db.prepare<[string, number]>(
      `insert into mark(name, value) values (?, ?)
       on conflict(name) do update set value = max(value, excluded.value)`,
    ),
    marked: db.prepare<[string], { readonly value: number }>(
      'select value from mark where name = ?',
    ),
    prune: db.prepare<[number, number]>(
      `delete from journal where seq in (
         select seq from journal where seq <= ? and seq < (select max(seq) from journal)
         order by seq limit ?)`,
    ),
  };
}

function rowOf(stored: StoredRow): JournalRow {
  const { seq, epoch, hash, body } = stored;
  return { seq, epoch, prevHash: stored.prev_hash, hash, bytes: body };
}

/** A synchronous step as a promise: what it throws rejects. */
function attempt<T>(step: () => T): Promise<T> {
  try {
    return Promise.resolve(step());
  } catch (error) {
    return Promise.reject(error as Error);
  }
}
