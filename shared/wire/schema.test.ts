// The schema's own rules: kinds in their ranges, names once, rest fields last, ranges that fit the venue.

import { describe, expect, test } from 'vitest';
import { MAX_INT32 } from '../domain/units.ts';
import {
  CLIENT_MESSAGES,
  RECORDS,
  REPORTS,
  SERVER_MESSAGES,
  UPDATES,
  type Field,
  type MessageRow,
} from './schema.ts';

type Table = Readonly<Record<string, MessageRow>>;

const TABLES: readonly [string, Table, number, number][] = [
  ['client', CLIENT_MESSAGES, 1, 31],
  ['server', SERVER_MESSAGES, 32, 63],
  ['updates', UPDATES, 64, 95],
  ['reports', REPORTS, 96, 127],
];

/** Fields that the venue keeps in 31 bits: larger ones must never get past the check. */
const NARROW = ['requestId', 'instrument', 'price', 'qty', 'expireSeconds', 'seconds', 'target'];
/** Fields that are packed into a few bits. */
const PACKED: Readonly<Record<string, number>> = { side: 1, type: 1, tif: 4, flags: 7, stp: 3 };

describe.each(TABLES)('table %s', (_name, table, from, to) => {
  const rows = Object.values(table);

  test('has every kind once, each of one byte and in its range', () => {
    const kinds = rows.map((row) => row.kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const kind of kinds) expect(kind >= from && kind <= to).toBe(true);
  });

  test('names each field once, and a rest field is the last', () => {
    for (const { fields } of rows) {
      expect(new Set(fields.map((f) => f.name)).size).toBe(fields.length);
      const rest = fields.findIndex((f) => f.type === 'rest');
      expect(rest === -1 || rest === fields.length - 1).toBe(true);
      expect(fields.map((f) => f.name)).not.toContain('is');
    }
  });

  test('refers to records that exist', () => {
    const items = rows.flatMap((row) => row.fields).filter((f) => f.type.startsWith('items:'));
    for (const { type } of items) expect(Object.keys(RECORDS)).toContain(type.slice(6));
  });
});

test('every update starts with its topic and its seq', () => {
  for (const { fields } of Object.values(UPDATES)) {
    expect(fields.slice(0, 2).map((f) => f.name)).toEqual(['topicId', 'seq']);
  }
});

test('what a client sends fits where the venue keeps it', () => {
  const fields = Object.values(CLIENT_MESSAGES).flatMap((row): readonly Field[] => row.fields);
  const narrow = fields.filter((f) => NARROW.includes(f.name));
  expect(narrow.length).toBeGreaterThan(15);
  for (const field of narrow) expect(field.range?.max, field.name).toBeLessThanOrEqual(MAX_INT32);
  const packed = fields.filter((f) => f.name in PACKED);
  expect(packed.length).toBe(6);
  for (const field of packed) expect(field.range?.max, field.name).toBe(PACKED[field.name]);
});
