// Row S13: a thousand random changes of a kept log, made past the triggers as somebody with the file
// could, are all found, the first bad number named. The control is a log without hashes.

import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { prng, type Prng } from '../testing/prng.ts';
import { keepAnchorsInMemory } from './anchors.ts';
import { hashOf } from './audit-chain.ts';
import type { AuditEntry, SealedEntry } from './audit-log.ts';
import { openAuditStore, type AuditStore } from './audit-store.ts';
import { canonicalJson, type JsonObject } from './canonical-json.ts';
import { makeSigningKey } from './signing-key.ts';

const ENTRIES = 40;
const CASES = 1_000;
const KINDS = ['edit', 'column', 'delete', 'insert', 'swap', 'tail', 'append', 'rewrite'] as const;
const key = makeSigningKey();

function entryOf(k: number): AuditEntry {
  return {
    atMicros: 1_790_000_000_000_000 + k * 1_000,
    who: { user: `user-${String(k % 5)}`, role: 'risk' },
    onBehalfOf: `account:${String(100 + k)}`,
    what: k % 2 === 0 ? 'account.block' : 'limits.set',
    object: `account:${String(100 + k)}`,
    why: `reason ${String(k)}`,
    address: '10.0.0.1',
    outcome: 'done',
    details: { limit: k, before: { limit: k - 1 } },
  };
}

async function keptLog(): Promise<{ store: AuditStore; database: Database.Database }> {
  const database = new Database(':memory:');
  const store = await openAuditStore(database, keepAnchorsInMemory(key), key);
  store.append(Array.from({ length: ENTRIES }, (_, k) => entryOf(k + 1)));
  return { store, database };
}

interface Row {
  seq: number;
  at_micros: number;
  who: string;
  what: string;
  object: string;
  entry: string;
}

/** Does one change to the rows; the number of the first that is not as written any more. */
function spoil(rows: Row[], kind: (typeof KINDS)[number], random: Prng): number {
  const k = 1 + random.below(rows.length - 2);
  const row = rows[k]!;
  switch (kind) {
    case 'edit': {
      const at = random.below(row.entry.length);
      const other = row.entry[at] === '7' ? '8' : '7';
      row.entry = row.entry.slice(0, at) + other + row.entry.slice(at + 1);
      return row.seq;
    }
    case 'column':
      row.object = 'account:1';
      return row.seq;
    case 'delete':
      rows.splice(k, 1);
      return row.seq;
    case 'insert': {
      const false_ = { ...row };
      for (const later of rows.slice(k)) later.seq += 1;
      rows.splice(k, 0, false_);
      return row.seq; // the one that stood there says another number now
    }
    case 'swap': {
      const next = rows[k + 1]!;
      [row.entry, next.entry] = [next.entry, row.entry];
      return row.seq;
    }
    case 'tail':
      rows.splice(k);
      return k + 1;
    case 'append': {
      const last = JSON.parse(rows.at(-1)!.entry) as SealedEntry;
      rows.push(sealedRow({ ...last, seq: last.seq + 1, previous: last.hash }));
      return rows.length;
    }
    case 'rewrite': {
      // The whole rest of the chain is made anew, every hash right: only the second store knows.
      const from = JSON.parse(row.entry) as SealedEntry;
      let fresh = sealedRow({ ...from, why: 'another reason' });
      rows[k] = fresh;
      for (let n = k + 1; n < rows.length; n++) {
        const { hash: previous } = JSON.parse(fresh.entry) as SealedEntry;
        fresh = sealedRow({ ...(JSON.parse(rows[n]!.entry) as SealedEntry), previous });
        rows[n] = fresh;
      }
      return rows.length; // the head is the first that a second store has
    }
  }
}

function sealedRow(entry: SealedEntry): Row {
  const sealed = { ...entry, hash: hashOf(entry) };
  return {
    ...{ seq: entry.seq, at_micros: entry.atMicros, who: entry.who.user },
    ...{ what: entry.what, object: entry.object },
    entry: canonicalJson(sealed as unknown as JsonObject),
  };
}

function write(database: Database.Database, rows: readonly Row[]): void {
  database.exec('drop trigger if exists audit_no_update; drop trigger if exists audit_no_delete');
  database.exec('delete from audit_entry');
  const insert = database.prepare('insert into audit_entry values (?, ?, ?, ?, ?, ?)');
  for (const r of rows) insert.run(r.seq, r.at_micros, r.who, r.what, r.object, r.entry);
}

/** What a log without a chain could tell: numbers without a gap, entries that can be read. */
function plainLogFinds(rows: readonly Row[]): boolean {
  return rows.some((row, k) => {
    try {
      JSON.parse(row.entry);
    } catch {
      return true;
    }
    return row.seq !== k + 1;
  });
}

test('a thousand changes: all found, the first bad number named', { timeout: 60_000 }, async () => {
  const { store, database } = await keptLog();
  const sound = database.prepare<[], Row>('select * from audit_entry order by seq').all();
  expect(store.verify(1, 0)).toMatchObject({ sound: true, entries: ENTRIES, head: ENTRIES });
  const random = prng(20_261_122);
  let [found, named, plain] = [0, 0, 0];
  for (let n = 0; n < CASES; n++) {
    const rows = structuredClone(sound);
    const bad = spoil(rows, KINDS[n % KINDS.length]!, random);
    write(database, rows);
    const verdict = store.verify(1, 0);
    if (!verdict.sound) found += 1;
    if (!verdict.sound && verdict.badSeq === bad) named += 1;
    if (plainLogFinds(rows)) plain += 1;
  }
  process.stdout.write(
    `changes ${CASES}: found ${found}, first bad named ${named}; a plain log ${plain}\n`,
  );
  expect([found, named]).toEqual([CASES, CASES]);
  expect(plain).toBeLessThan(CASES / 2);
  write(database, sound);
  expect(store.verify(1, 0).sound).toBe(true);
});

test('the database itself refuses changes and removals', async () => {
  const { database } = await keptLog();
  expect(() => database.exec("update audit_entry set who = 'x' where seq = 3")).toThrow('append');
  expect(() => database.exec('delete from audit_entry where seq = 40')).toThrow('append-only');
});
