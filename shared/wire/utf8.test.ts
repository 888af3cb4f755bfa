// Properties of the UTF-8 coder against the platform's own, on texts and on arbitrary bytes.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUtf8, utf8Length, writeUtf8 } from './utf8.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function platform(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

test('texts are written as the platform writes them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = new Uint8Array(utf8Length(text));
      expect(writeUtf8(text, bytes, 0)).toBe(bytes.length);
      expect(Buffer.from(bytes).toString('hex')).toBe(Buffer.from(text, 'utf8').toString('hex'));
      expect(readUtf8(bytes, 0, bytes.length)).toBe(text);
    }),
  );
});

/** Bytes near the borders of well-formed sequences. */
const tricky = fc.constantFrom(
  0x00,
  0x41,
  0x7f,
  0x80,
  0x8f,
  0x90,
  0x9f,
  0xa0,
  0xbf,
  0xc0,
  0xc1,
  0xc2,
  0xdf,
  0xe0,
  0xed,
  0xef,
  0xf0,
  0xf4,
  0xf5,
  0xff,
);

test('bytes are read, or refused, as by the platform', () => {
  const bytes = fc.array(fc.oneof(tricky, fc.integer({ min: 0, max: 255 })), { maxLength: 12 });
  fc.assert(
    fc.property(bytes, (list) => {
      const data = Uint8Array.from(list);
      expect(readUtf8(data, 0, data.length)).toBe(platform(data));
    }),
    { numRuns: 20_000 },
  );
});

test('half a surrogate pair has no length and is written as U+FFFD', () => {
  for (const text of ['\ud800', 'a\udc00', '\udc00\ud800', '\ud800a']) {
    expect(utf8Length(text)).toBe(-1);
    const bytes = new Uint8Array(16);
    const size = writeUtf8(text, bytes, 0);
    expect(Buffer.from(bytes.subarray(0, size)).toString()).toBe(Buffer.from(text).toString());
  }
});
