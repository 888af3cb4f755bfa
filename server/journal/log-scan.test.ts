import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rowAfter } from './journal.contract.ts';
import { ZERO_HASH } from './journal-record.ts';
import { openJournalSqlite } from './journal-sqlite.ts';
import { logFault } from './log-scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'openbell-log-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const FRAME = 24 + 4096;
const frameAt = (frame: number) => 32 + frame * FRAME;
let count = 0;

/** Files of a journal that was killed after ten rows, with the log changed by `change`. */
async function killed(change: (log: Buffer) => Buffer): Promise<string> {
  const file = join(folder, `journal-${String(count++)}.db`);
  const copy = `${file}-copy.db`;
  const journal = await openJournalSqlite({ file, reserveBytes: 0, retention: 'all' });
  await journal.claim(1, 1, ZERO_HASH, 'first');
  for (let k = 0; k < 10; k++) {
    await journal.append(rowAfter(await journal.tail(), 1, new Uint8Array(640).fill(k)));
  }
  writeFileSync(copy, readFileSync(file));
  writeFileSync(`${copy}-wal`, change(readFileSync(`${file}-wal`)));
  await journal.close();
  return copy;
}

const flip = (at: number) => (log: Buffer) => {
  log[at] = log[at]! ^ 8;
  return log;
};

describe('the look through the write-ahead log', () => {
  it('finds nothing in a sound one, and none where there is none', async () => {
    expect(logFault(await killed((log) => log))).toBeUndefined();
    const without = await killed((log) => log);
    rmSync(`${without}-wal`);
    expect(logFault(without)).toBeUndefined();
  });

  it.each([
    ['the page of a frame', frameAt(3) + 24 + 2000],
    ['the salts of a frame', frameAt(3) + 9],
    ['the checksum of a frame', frameAt(3) + 17],
    ['the header', 9],
    ['the salts of the header', 18],
    ['the checksum of the header', 26],
  ])('finds a flipped bit in %s', async (_name, at) => {
    const file = await killed(flip(at));
    expect(logFault(file)).toMatch(/frame \d+ of its write-ahead log is damaged/);
    const opened = openJournalSqlite({ file, reserveBytes: 0, retention: 'all' });
    await expect(opened).rejects.toThrow(`journal ${file}, row 0: frame`);
  });

  it('takes a wrong last commit, or an end cut off, for the torn end that it may be', async () => {
    const lastFrame = (log: Buffer) => Math.floor((log.byteLength - 32) / FRAME) - 1;
    const torn = await killed((log) => flip(frameAt(lastFrame(log)) + 500)(log));
    expect(logFault(torn)).toBeUndefined();
    const cut = await killed((log) => log.subarray(0, frameAt(lastFrame(log)) + 700));
    expect(logFault(cut)).toBeUndefined();
    const journal = await openJournalSqlite({ file: cut, reserveBytes: 0, retention: 'all' });
    expect((await journal.tail()).seq).toBe(10);
    await journal.close();
  });
});
