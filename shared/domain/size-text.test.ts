import { describe, expect, it } from 'vitest';
import { isShare, parseShare, parseSize } from './size-text.ts';

describe('sizes as typed', () => {
  it.each([
    ['2', 3, 2000],
    ['0.125', 3, 125],
    ['.5', 1, 5],
    [' 1,250.5 ', 1, 12505],
    ['12,345,678', 0, 12345678],
    ['1k', 0, 1000],
    ['1K', 2, 100000],
    ['2.5m', 0, 2500000],
    ['1.2345k', 1, 12345],
    ['3b', 0, 3e9],
    ['1万', 0, 10000],
    ['1.5亿', 0, 150000000],
    ['2 萬', 0, 20000],
    ['3千', 0, 3000],
    ['1万亿', 0, 1e12],
    ['１２．５万', 0, 125000],
    ['0', 0, 0],
  ])('%s at %d decimals is %d', (text, scale, value) => {
    expect(parseSize(text, scale)).toBe(value);
  });

  it.each([
    ...['', ' ', '.', '-1', '+1', '1e3', 'k', '1kk', '1km', '亿万', '1亿万'],
    ...['1,5', '1,2345', ',100', '10,00.5', '1.2.3', '1x', '0x10', 'NaN', '1 2'],
    ...['9007199254740992', '99999999亿', '1.00001'],
  ])('%s is no size', (text) => {
    expect(parseSize(text, 2)).toBeUndefined();
  });

  it('reads a share in basis points', () => {
    expect(parseShare('50')).toBe(5000);
    expect(parseShare('12.5 %')).toBe(1250);
    expect(parseShare('100%')).toBe(10_000);
    expect(['0', '100.01', '1.234', 'x'].map(parseShare)).toEqual(Array(4).fill(undefined));
    expect([isShare('1 %'), isShare('１％'), isShare('1')]).toEqual([true, true, false]);
  });
});
