// Whatever can be written as a size is read back as the same integer.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDecimal } from './decimal.ts';
import { parseSize } from './size-text.ts';

const GROUPS = /\B(?=(\d{3})+(?!\d))/g;
const SUFFIXES = [
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['b', 9],
  ['万', 4],
  ['亿', 8],
] as const;

test('a written size is read as the integer it was', () => {
  fc.assert(
    fc.property(
      fc.maxSafeNat(),
      fc.integer({ min: 0, max: 7 }),
      fc.constantFrom(...SUFFIXES),
      fc.boolean(),
      (value, scale, [suffix, zeros], isGrouped) => {
        const plain = formatDecimal(value, scale + zeros);
        const [whole = '', fraction] = plain.split('.');
        const head = isGrouped ? whole.replace(GROUPS, ',') : whole;
        const text = `${head}${fraction === undefined ? '' : `.${fraction}`}${suffix}`;
        expect(parseSize(text, scale)).toBe(value);
      },
    ),
  );
});

test('any text is a safe integer or none', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 8 }), (text, scale) => {
      const value = parseSize(text, scale);
      expect(value === undefined || (Number.isSafeInteger(value) && value >= 0)).toBe(true);
    }),
  );
});
