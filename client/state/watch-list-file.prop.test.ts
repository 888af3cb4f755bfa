// A list that is exported and imported is the list that it was, symbols unknown here included.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readName } from './watch-groups.ts';
import { readListFile, writeListFile } from './watch-list-file.ts';

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map(readName);
const symbols = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 16 }), { maxLength: 200 });

it('export and import are the identity', () => {
  fc.assert(
    fc.property(name, symbols, (given, list) => {
      fc.pre(given !== undefined);
      const content = { name: given, symbols: list };
      expect(readListFile(writeListFile(content))).toEqual({ ok: true, list: content });
    }),
  );
});

it('whatever the file holds, reading it ends in an answer', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(typeof readListFile(text).ok).toBe('boolean');
    }),
  );
});
