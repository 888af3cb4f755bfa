// Short amounts in both languages, and the big figure of currency pairs.

import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { bigFigure, shortAmount } from './large-figures.ts';

describe('short amounts', () => {
  it.each([
    [0, '0', '0'],
    [999, '999', '999'],
    [1_000, '1.00K', '1,000'],
    [9_999, '9.99K', '9,999'],
    [28_416, '28.4K', '2.84万'],
    [999_999, '999K', '99.9万'],
    [1_738_240_000, '1.73B', '17.3亿'],
    [-12_345_678, '−12.3M', '−1,234万'],
    [5_678_000_000_000, '5,678B', '56,780亿'],
  ])('writes %d', (value, en, zh) => {
    expect(shortAmount(value, 'en')).toBe(en);
    expect(shortAmount(value, 'zh')).toBe(zh);
  });
});

describe('the big figure', () => {
  const pair = { tickStep: 1, priceScale: 5 } as Instrument;

  it('sets the two digits that dealers say apart', () => {
    expect(bigFigure(108_412, pair)).toEqual({ head: '1.08', big: '41', pip: '2' });
    expect(bigFigure(154_218, { ...pair, priceScale: 3 })).toEqual({
      head: '154.',
      big: '21',
      pip: '8',
    });
  });

  it('is for prices with enough decimals only', () => {
    expect(bigFigure(0, pair)).toBeUndefined();
    expect(bigFigure(6_168_600, { ...pair, priceScale: 2 })).toBeUndefined();
  });
});
