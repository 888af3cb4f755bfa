// What every journal must do; each adapter runs it on files (or memory) of its own.

import { describe, expect, it } from 'vitest';
import type { Journal, JournalRow } from './journal.ts';
import { ZERO_HASH, chainHash, sameHash } from './journal-record.ts';

export interface JournalUnderTest {
  readonly journal: Journal;
  /** Opens what this journal has made durable again, as another process would. */
  reopen(): Promise<Journal>;
  /** A second writer on the same rows while the first one is open; absent where there is none. */
  second?(): Promise<Journal>;
}

export function rowAfter(
  prev: { readonly seq: number; readonly hash: Uint8Array },
  epoch: number,
  bytes: Uint8Array,
): JournalRow {
  const prevHash = prev.hash;
  return { seq: prev.seq + 1, epoch, prevHash, hash: chainHash(prevHash, bytes), bytes };
}

/** A claimed journal with `count` rows of `size` bytes behind the take-over row. */
async function filled(journal: Journal, count: number, size = 64): Promise<JournalRow[]> {
  expect(await journal.claim(1, 1, ZERO_HASH, 'first')).toBe('durable');
  const rows: JournalRow[] = [...(await journal.read(1, 1))];
  for (let k = 0; k < count; k++) {
    const row = rowAfter(rows.at(-1)!, 1, new Uint8Array(size).fill(k));
    expect(await journal.append(row)).toBe('durable');
    rows.push(row);
  }
  return rows;
}

export function journalContract(name: string, open: () => Promise<JournalUnderTest>): void {
  describe(`journal contract: ${name}`, () => {
    appends(open);
    fences(open);
    reads(open);
    races(open);
  });
}

function appends(open: () => Promise<JournalUnderTest>): void {
  it('is empty at first', async () => {
    const { journal } = await open();
    expect(await journal.tail()).toEqual({ seq: 0, epoch: 0, hash: ZERO_HASH });
    expect(await journal.read(1, 1000)).toEqual([]);
    await journal.close();
  });

  it('keeps what it called durable', async () => {
    const under = await open();
    const rows = await filled(under.journal, 20);
    await under.journal.close();
    const again = await under.reopen();
    const tail = await again.tail();
    expect(tail.seq).toBe(21);
    expect(tail.epoch).toBe(1);
    expect(sameHash(tail.hash, rows.at(-1)!.hash)).toBe(true);
    const found = await again.read(1, 1 << 20);
    expect(found.map((row) => [row.seq, row.epoch])).toEqual(rows.map((r) => [r.seq, r.epoch]));
    found.forEach((row, k) => {
      expect(Buffer.compare(row.bytes, rows[k]!.bytes)).toBe(0);
      expect(sameHash(row.hash, rows[k]!.hash)).toBe(true);
      expect(sameHash(row.hash, chainHash(row.prevHash, row.bytes))).toBe(true);
    });
    await again.close();
  });

  it('takes a row of 1 MiB', async () => {
    const under = await open();
    const rows = await filled(under.journal, 1, 1 << 20);
    await under.journal.close();
    const again = await under.reopen();
    const [found] = await again.read(2, 1);
    expect(Buffer.compare(found!.bytes, rows[1]!.bytes)).toBe(0);
    await again.close();
  });

  it('does not see changes that the writer makes after the answer', async () => {
    const { journal } = await open();
    const rows = await filled(journal, 1);
    rows[1]!.bytes.fill(99);
    expect((await journal.read(2, 1))[0]!.bytes[0]).toBe(0);
    await journal.close();
  });

  it('answers durable to the same row sent again', async () => {
    const { journal } = await open();
    const rows = await filled(journal, 2);
    expect(await journal.append(rows[2]!)).toBe('durable');
    expect((await journal.tail()).seq).toBe(3);
    await journal.close();
  });
}

function fences(open: () => Promise<JournalUnderTest>): void {
  it('fences a gap, another history, another epoch and a taken sequence', async () => {
    const { journal } = await open();
    const rows = await filled(journal, 3);
    const last = rows.at(-1)!;
    const other = new Uint8Array(64).fill(77);
    expect(await journal.append(rowAfter({ ...last, seq: last.seq + 1 }, 1, other))).toBe('fenced');
    expect(await journal.append(rowAfter({ ...last, hash: ZERO_HASH }, 1, other))).toBe('fenced');
    expect(await journal.append(rowAfter(last, 2, other))).toBe('fenced');
    expect(await journal.append(rowAfter(rows.at(-2)!, 1, other))).toBe('fenced');
    expect((await journal.tail()).seq).toBe(last.seq);
    await journal.close();
  });

  it('fences the old leader after a claim, and a claim without a higher epoch', async () => {
    const { journal } = await open();
    const last = (await filled(journal, 3)).at(-1)!;
    expect(await journal.claim(1, last.seq + 1, last.hash, 'same epoch')).toBe('fenced');
    expect(await journal.claim(2, last.seq + 2, last.hash, 'gap')).toBe('fenced');
    expect(await journal.claim(2, last.seq, rowsHash(last), 'behind')).toBe('fenced');
    expect(await journal.claim(2, last.seq + 1, last.hash, 'next')).toBe('durable');
    expect(await journal.append(rowAfter(last, 1, new Uint8Array(64)))).toBe('fenced');
    const tail = await journal.tail();
    expect(await journal.append(rowAfter(tail, 1, new Uint8Array(64)))).toBe('fenced');
    expect(await journal.append(rowAfter(tail, 2, new Uint8Array(64)))).toBe('durable');
    await journal.close();
  });
}

const rowsHash = (row: JournalRow) => row.prevHash;

function reads(open: () => Promise<JournalUnderTest>): void {
  it('reads from a sequence, about as much as asked, at least one row', async () => {
    const { journal } = await open();
    await filled(journal, 10, 100);
    expect((await journal.read(5, 1)).map((row) => row.seq)).toEqual([5]);
    const some = await journal.read(3, 300);
    expect(some[0]!.seq).toBe(3);
    expect(some.length).toBeGreaterThanOrEqual(2);
    expect(some.length).toBeLessThanOrEqual(4);
    expect(await journal.read(12, 1000)).toEqual([]);
    await journal.close();
  });

  it('gives the note of a take-over row as its bytes', async () => {
    const { journal } = await open();
    await filled(journal, 0);
    const [row] = await journal.read(1, 1);
    expect(new TextDecoder().decode(row!.bytes)).toBe('takeover:first');
    await journal.close();
  });
}

function races(open: () => Promise<JournalUnderTest>): void {
  it('lets one of two writers on the same rows win', async () => {
    const under = await open();
    const last = (await filled(under.journal, 2)).at(-1)!;
    const second = await under.second?.();
    if (second === undefined) return;
    const answers = await Promise.all([
      under.journal.claim(2, last.seq + 1, last.hash, 'one'),
      second.claim(2, last.seq + 1, last.hash, 'two'),
    ]);
    expect(answers.toSorted()).toEqual(['durable', 'fenced']);
    const tail = await under.journal.tail();
    expect(await second.tail()).toEqual(tail);
    const appended = await Promise.all([
      under.journal.append(rowAfter(tail, 2, new Uint8Array(64).fill(1))),
      second.append(rowAfter(tail, 2, new Uint8Array(64).fill(2))),
    ]);
    expect(appended.toSorted()).toEqual(['durable', 'fenced']);
    await second.close();
    await under.journal.close();
  });
}
