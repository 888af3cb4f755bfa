import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { faultOfBundle } from '../../scripts/check-audit.ts';
import { openAnchorFile } from './anchors.ts';
import type { AuditEntry, AuditHaste } from './audit-log.ts';
import { openAuditLog } from './audit-log-sqlite.ts';
import { openAuditStore } from './audit-store.ts';
import { canonicalJson } from './canonical-json.ts';
import { maskPersonal } from './mask-personal.ts';
import { loadSigningKey, makeSigningKey } from './signing-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'openbell-audit-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const ENTRY: AuditEntry = {
  ...{ atMicros: 5, who: { user: 'u-1', role: 'risk' }, what: 'account.block' },
  ...{ object: 'account:100', why: 'because', address: '10.0.0.1', outcome: 'done' },
};

function filesIn(name: string) {
  const at = (end: string) => join(folder, `${name}${end}`);
  return { database: at('.db'), anchors: at('.anchors'), key: at('.key') };
}

function fail(error: Error): never {
  throw error;
}

test('canonical JSON is that of RFC 8785', () => {
  // The example of its section 3.2.2, in part, and members that sort by UTF-16 code units.
  const numbers = [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001];
  const value = { string: '€$\u000F\nA\'B"\\\\"/', literals: [null, true, false], numbers };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  expect(canonicalJson({ '\u{1F600}': 1, '\uFB33': 2, '1': 3, '\r': 4 })).toBe(
    '{"\\r":4,"1":3,"\u{1F600}":1,"\uFB33":2}',
  );
  expect(() => canonicalJson({ a: Number.NaN })).toThrow('number');
});

test('what looks personal is masked before it is sealed', () => {
  expect(
    maskPersonal('asked by jo.do@example.org, DE89 3704 0044 0532 0130 00, 4111 1111 1111 1111'),
  ).toBe('asked by [e-mail], [bank account], [number]');
  expect(maskPersonal('account 100 over limit 5000000 on 2026-11-22')).toBe(
    'account 100 over limit 5000000 on 2026-11-22',
  );
});

test('entries are found by who, what, object and time, newest first, in pages', async () => {
  const log = await openAuditLog({ database: '', anchors: '', key: '' }, fail);
  for (let k = 1; k <= 9; k++) {
    const who = { user: k % 2 === 0 ? 'even' : 'odd', role: 'risk' };
    expect(await log.record({ ...ENTRY, atMicros: k, who, object: `account:${String(k)}` })).toBe(
      k,
    );
  }
  const seqs = async (filter: object) =>
    (await log.search({ before: 0, limit: 100, ...filter })).map((entry) => entry.seq);
  expect(await seqs({ who: 'even' })).toEqual([8, 6, 4, 2]);
  expect(await seqs({ who: "even' or 1=1 --" })).toEqual([]);
  expect(await seqs({ object: 'account:3' })).toEqual([3]);
  expect(await seqs({ fromMicros: 3, toMicros: 6 })).toEqual([5, 4, 3]);
  expect(await seqs({ limit: 2, before: 8 })).toEqual([7, 6]);
  expect(await log.verify(1, 0)).toMatchObject({ sound: true, entries: 9, head: 9 });
  await log.close();
});

test('what has time is written with the next that has none, in order, and at a close', async () => {
  const files = filesIn('haste');
  const log = await openAuditLog(files, fail);
  const written: string[] = [];
  const note = (object: string, haste: AuditHaste) =>
    log.record({ ...ENTRY, object }, haste).then((seq) => written.push(`${object} ${String(seq)}`));
  const first = note('a', 'soon');
  await Promise.all([note('b', 'soon'), note('c', 'now'), first]);
  expect(written).toEqual(['a 1', 'b 2', 'c 3']);
  await note('d', 'soon');
  const last = note('e', 'soon');
  await log.close();
  await last;
  expect(written.slice(3)).toEqual(['d 4', 'e 5']);
  const again = await openAuditLog(files, fail);
  expect(await again.verify(1, 0)).toMatchObject({ sound: true, entries: 5 });
  await again.close();
});

test('a restart goes on with the chain; a tail cut while it stood is found', async () => {
  const files = filesIn('restart');
  for (let k = 0; k < 3; k++) {
    const log = await openAuditLog(files, fail);
    await log.record(ENTRY);
    expect(await log.verify(1, 0)).toMatchObject({ sound: true, entries: k + 1, anchoredTo: k });
    await log.close();
  }
  expect(statSync(files.key).mode & 0o777).toBe(0o600);
  const database = new Database(files.database);
  database.exec('drop trigger audit_no_delete; delete from audit_entry where seq = 3');
  database.close();
  const cut = await openAuditLog(files, fail);
  expect(await cut.verify(1, 0)).toMatchObject({ sound: false, badSeq: 3 });
  await cut.record({ ...ENTRY, outcome: 'covered up' });
  expect(await cut.verify(1, 0)).toMatchObject({ sound: false, badSeq: 3 });
  await cut.close();
});

test('a second store that was changed or cut is found, an unfinished line is not held against it', async () => {
  const files = filesIn('anchors');
  const key = loadSigningKey(files.key);
  const open = () =>
    openAuditStore(new Database(files.database), openAnchorFile(files.anchors, key), key);
  const store = await open();
  for (let k = 0; k < 3; k++) {
    store.append([ENTRY]);
    store.anchor();
  }
  const text = readFileSync(files.anchors, 'utf8');
  writeFileSync(files.anchors, text.replace('\n3 ', '\n4 '));
  expect(store.verify(1, 0)).toMatchObject({ sound: false, badSeq: 3 });
  writeFileSync(files.anchors, text.slice(0, text.indexOf('\n3 ') + 1));
  expect(store.verify(1, 0)).toMatchObject({ sound: false, badSeq: 3 });
  writeFileSync(files.anchors, `${text}4 unfin`);
  store.close();
  const after = await open();
  expect(after.verify(1, 0)).toMatchObject({ sound: true, anchoredTo: 3 });
  after.close();
});

test('the bundle is the same twice, and the offline checker refuses each altered byte', async () => {
  const database = new Database(':memory:');
  const key = makeSigningKey();
  const anchors = openAnchorFile(join(folder, 'bundle.anchors'), key);
  const store = await openAuditStore(database, anchors, key);
  store.append([1, 2, 3, 4].map((k) => ({ ...ENTRY, atMicros: k, why: `第 ${String(k)} 次` })));
  const bundle = store.bundle(2, 3)!;
  expect(store.bundle(2, 3)).toBe(bundle);
  expect(faultOfBundle(bundle)).toBe('');
  expect(faultOfBundle(bundle, key.publicKey)).toBe('');
  expect(faultOfBundle(bundle, makeSigningKey().publicKey)).toBe('another key made it');
  let [altered, refused] = [0, 0];
  for (let at = 0; at < bundle.length; at++) {
    const other = bundle[at] === 'A' ? 'B' : 'A';
    altered += 1;
    if (faultOfBundle(bundle.slice(0, at) + other + bundle.slice(at + 1), key.publicKey) !== '')
      refused += 1;
  }
  const lines = bundle.split('\n');
  for (const cut of [lines.toSpliced(1, 1), lines.toSpliced(2, 1), lines.slice(0, -1)]) {
    altered += 1;
    if (faultOfBundle(cut.join('\n')) !== '') refused += 1;
  }
  process.stdout.write(`altered bundles ${altered}: refused ${refused}\n`);
  expect(refused).toBe(altered);
  expect(store.bundle(3, 9)).toContain('"to":4');
  expect(store.bundle(5, 9)).toBeUndefined();
});
