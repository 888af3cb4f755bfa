import { describe, expect, it } from 'vitest';
import { sizeText } from './short-size.ts';

describe('the text of a size', () => {
  it.each([
    [250, 1, 3, '0.25', '0.25'],
    [1_000, 1, 3, '1', '1'],
    [3, 100, 0, '300', '300'],
    [1_000, 1_000, 0, '1M', '100万'],
    [50, 1_000, 0, '50K', '5万'],
    [1_234_567, 1, 0, '1,234,567', '1,234,567'],
    [15_000_000, 1, 1, '1.5M', '150万'],
  ])('%d lots of %d/10^%d', (lots, lotStep, qtyScale, en, zh) => {
    expect(sizeText(lots, { lotStep, qtyScale }, 'en')).toBe(en);
    expect(sizeText(lots, { lotStep, qtyScale }, 'zh')).toBe(zh);
  });
});
