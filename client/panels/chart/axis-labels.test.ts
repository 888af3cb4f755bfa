import { expect, test } from 'vitest';
import { labelPlaces, padLike } from './own-marks.ts';

test('labels of own lines make room for the last price and its countdown', () => {
  const places = labelPlaces([105, 99, 100, 300], 100);
  expect(places).toEqual([154, 82, 136, 300]);
});

test('a line off the chart has no label, and takes no room', () => {
  expect(labelPlaces([-10_000, 50], null)).toEqual([-10_000, 50]);
});

test('the countdown is as wide as the price above it', () => {
  expect(padLike('61,829.30', '0:32')).toBe('\u2008\u2007\u2007\u2007\u20070:32');
  expect(padLike('9.5', '10:32:05')).toBe('10:32:05');
});
