import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { changeText, grouped, moneyText, priceText, qtyText } from './format.ts';

const instrument = { tickStep: 5, priceScale: 3, lotStep: 100, qtyScale: 0 } as Instrument;

describe('figures', () => {
  it('fixes the decimals by the tick and groups by thousands', () => {
    expect(priceText(1_234_567, instrument)).toBe('6,172.835');
    expect(priceText(0, instrument)).toBe('–');
    expect(qtyText(25, instrument)).toBe('2,500');
    expect(grouped('-1234567.5')).toBe('−1,234,567.5');
    const plain = ['0', '-7', '999', '-999.25', '1000', '-1000', '12345.678', '999999', '0.12345'];
    expect(plain.map(grouped).join(' ')).toBe(
      '0 −7 999 −999.25 1,000 −1,000 12,345.678 999,999 0.12345',
    );
  });

  it('cuts money and never shows more than there is', () => {
    expect(moneyText(199_999, 5)).toBe('1.99');
    expect(moneyText(-199_999, 5)).toBe('−1.99');
    expect(moneyText(1_000_000, 0)).toBe('1,000,000');
  });

  it('signs a change', () => {
    expect(changeText(1000, 1015)).toBe('+1.50%');
    expect(changeText(1000, 990)).toBe('−1.00%');
    expect(changeText(0, 990)).toBe('');
  });
});
