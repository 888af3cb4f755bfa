import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createJournalMemory } from './journal-memory.ts';
import { ZERO_HASH } from './journal-record.ts';
import { journalContract, rowAfter } from './journal.contract.ts';
import { openJournalSqlite } from './journal-sqlite.ts';
import { openJournalWorker } from './journal-worker.ts';
import { openJournal } from './open-journal.ts';
import { openJournalDatabase } from './open-journal-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'openbell-journal-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
let files = 0;
const newFile = () => join(folder, `journal-${String(files++)}.db`);
const plain = (file: string) => ({ file, reserveBytes: 0, retention: 'all' as const });

journalContract('memory', () => {
  const journal = createJournalMemory();
  return Promise.resolve({
    journal,
    reopen: () => Promise.resolve(createJournalMemory({ rows: journal.rows() })),
  });
});
journalContract('sqlite', async () => {
  const file = newFile();
  const open = () => openJournalSqlite(plain(file));
  return { journal: await open(), reopen: open, second: open };
});
journalContract('sqlite in a worker thread', async () => {
  const file = newFile();
  const open = () => openJournalWorker(plain(file));
  return { journal: await open(), reopen: open, second: open };
});

describe('the journal database', () => {
  it('is opened with WAL and FULL, also again', () => {
    const file = newFile();
    for (let k = 0; k < 2; k++) {
      const db = openJournalDatabase(file);
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(db.pragma('synchronous', { simple: true })).toBe(2);
      db.close();
    }
  });

  it('refuses a file that is no database, with its name', async () => {
    const file = newFile();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(file, 'x'.repeat(10_000));
    await expect(openJournalSqlite(plain(file))).rejects.toThrow(`journal ${file}, row 0`);
    await expect(openJournalWorker(plain(file))).rejects.toThrow(`journal ${file}, row 0`);
  });

  it('holds a reserve of real bytes and gives it up', async () => {
    const file = newFile();
    const journal = await openJournalSqlite({ ...plain(file), reserveBytes: 3 << 20 });
    const reserve = `${file}.reserve`;
    expect(statSync(reserve).blocks * 512).toBeGreaterThanOrEqual(3 << 20);
    await journal.releaseReserve();
    expect(existsSync(reserve)).toBe(false);
    expect(await journal.restoreReserve()).toBe(true);
    expect(statSync(reserve).size).toBe(3 << 20);
    await journal.close();
  });

  it('gives up a reserve that is being taken back at that moment', async () => {
    const file = newFile();
    const journal = await openJournalSqlite({ ...plain(file), reserveBytes: 16 << 20 });
    await journal.releaseReserve();
    const restored = journal.restoreReserve();
    await journal.releaseReserve();
    expect(await restored).toBe(false);
    expect(existsSync(`${file}.reserve`)).toBe(false);
    await journal.close();
  });

  it('drops rows that a snapshot covers only when told to, and never the newest', async () => {
    for (const retention of ['all', 'snapshots'] as const) {
      const journal = await openJournalSqlite({ ...plain(newFile()), retention });
      await journal.claim(1, 1, ZERO_HASH, 'first');
      for (let k = 0; k < 2500; k++) {
        await journal.append(rowAfter(await journal.tail(), 1, new Uint8Array(64)));
      }
      await journal.markArchived(2400);
      expect((await journal.read(1, 1))[0]!.seq).toBe(retention === 'all' ? 1 : 2401);
      await journal.markArchived(9999);
      expect((await journal.tail()).seq).toBe(2501);
      expect(await journal.append(rowAfter(await journal.tail(), 1, new Uint8Array(64)))).toBe(
        'durable',
      );
      await journal.close();
    }
  });

  it('is opened on the loop or in a thread', async () => {
    for (const thread of ['auto', 'main', 'worker'] as const) {
      const opened = await openJournal({ ...plain(newFile()), thread });
      expect(opened.syncMicros).toBeGreaterThan(0);
      if (thread !== 'auto') expect(opened.thread).toBe(thread);
      expect((await opened.journal.tail()).seq).toBe(0);
      await opened.journal.close();
    }
  });
});
