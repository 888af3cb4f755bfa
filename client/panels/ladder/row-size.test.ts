import { expect, test } from 'vitest';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { setLanguage } from '../../i18n/use-text.ts';
import { figuresOf, rowSize } from './row-size.ts';

const fx = { lotStep: 1000, qtyScale: 0 } as Instrument;

test('a size stands in full where it fits, else in short, cut', () => {
  expect(rowSize(1_277, figuresOf(fx, 1))).toBe('1,277,000');
  expect(rowSize(32_999, figuresOf(fx, 1))).toBe('32.9M');
  expect(rowSize(745, figuresOf(fx, 10))).toBe('745,000');
  expect(rowSize(9_491, figuresOf(fx, 10))).toBe('9.49M');
});

test('is put into words anew with another language, and not before', () => {
  const english = figuresOf(fx, 10);
  figuresOf(fx, 1);
  expect(figuresOf(fx, 10)).toBe(english);
  setLanguage('zh');
  expect(figuresOf(fx, 10)).not.toBe(english);
  expect(rowSize(32_999, figuresOf(fx, 10))).toBe('3,299万');
  setLanguage('en');
});
