// Layouts: revisions, limits, users apart, and what a restart finds.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { LIMITS } from '../../shared/domain/limits.ts';
import { openLayoutBox } from './layout-box-sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'openbell-layouts-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('every change raises the revision, and a change of an old revision is a conflict', () => {
  const box = openLayoutBox(':memory:');
  expect(box.put('a', 'mine', 0, '{}')).toEqual({ is: 'kept', revision: 1 });
  expect(box.put('a', 'mine', 1, '{"k":1}')).toEqual({ is: 'kept', revision: 2 });
  expect(box.put('a', 'mine', 1, '{"k":2}')).toEqual({ is: 'conflict', revision: 2 });
  expect(box.put('a', 'mine', 0, '{"k":2}')).toEqual({ is: 'conflict', revision: 2 });
  expect(box.put('a', 'gone', 4, '{}')).toEqual({ is: 'conflict', revision: 0 });
  expect(box.list('a')).toEqual([{ name: 'mine', revision: 2, body: '{"k":1}' }]);
});

test('a removal needs the revision it was made on, and one that is gone is no conflict', () => {
  const box = openLayoutBox(':memory:');
  box.put('a', 'mine', 0, '{}');
  expect(box.remove('a', 'mine', 7)).toBe(false);
  expect(box.remove('a', 'mine', 1)).toBe(true);
  expect(box.remove('a', 'mine', 1)).toBe(true);
  expect(box.list('a')).toEqual([]);
});

test('users do not see each other, and each has so many', () => {
  const box = openLayoutBox(':memory:');
  for (let k = 0; k < LIMITS.layoutsPerUser; k++) box.put('a', `layout ${String(k)}`, 0, '{}');
  expect(box.put('a', 'one more', 0, '{}')).toEqual({ is: 'full' });
  expect(box.put('a', 'layout 0', 1, '{}')).toEqual({ is: 'kept', revision: 2 });
  expect(box.put('b', 'one more', 0, '{}')).toEqual({ is: 'kept', revision: 1 });
  expect(box.list('b')).toHaveLength(1);
});

test('a restart finds them, and a file of a newer version is refused', () => {
  const file = join(folder, 'layouts.db');
  const before = openLayoutBox(file);
  before.put('a', 'mine', 0, '{}');
  before.close();
  const after = openLayoutBox(file);
  expect(after.list('a')).toEqual([{ name: 'mine', revision: 1, body: '{}' }]);
  after.close();
  const newer = new Database(file);
  newer.pragma('user_version = 9');
  newer.close();
  expect(() => openLayoutBox(file)).toThrow('newer');
});
