// Whatever stands in the cells: a reader of RFC 4180 gets back what was written.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvText, figure, isoTime, plainText } from './csv.ts';

/** A reader of its own, by the grammar: quotes double inside of quotes, CRLF ends a record. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let value = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (quoted) {
      if (letter !== '"') value += letter;
      else if (text[at + 1] === '"') value += text[++at]!;
      else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') {
      record.push(value);
      value = '';
    } else if (letter === '\r' && text[at + 1] === '\n') {
      records.push([...record, value]);
      record = [];
      value = '';
      at += 1;
    } else value += letter;
  }
  return records;
}

const awkward = fc.constantFrom('"', ',', '\r\n', '\n', '=', '+1', '-1', '@a', ' ', '逗号，', "'");
const words = fc.oneof(
  fc.string(),
  fc.array(awkward).map((parts) => parts.join('')),
);
const cell = fc.oneof(
  words,
  fc.integer().map((n) => figure(String(n))),
);

it('reads back as the cells that were written', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 6 })), (rows) => {
      expect(parseCsv(csvText(rows))).toEqual(rows.map((row) => row.map(plainText)));
    }),
  );
});

it('leaves no text that a spreadsheet would run, and no number that it would not', () => {
  fc.assert(
    fc.property(words, (text) => {
      expect(plainText(text)).not.toMatch(/^[=+\-@]/);
    }),
  );
  expect(csvText([['=1+1', figure('−1,234.50'), figure('+3'), figure('–')]])).toBe(
    "'=1+1,-1234.50,3,\r\n",
  );
});

it('writes times in UTC to the microsecond', () => {
  expect(isoTime(Date.UTC(2026, 10, 20, 15, 34, 8, 218) * 1000 + 7)).toEqual({
    figure: '2026-11-20T15:34:08.218007Z',
  });
  expect(isoTime(0)).toEqual({ figure: '' });
});
