// Settings of a chart from a layout that may be anything.

import { expect, it } from 'vitest';
import { DEFAULT_PARAMS, readParams } from './chart-params.ts';

it('an empty layout gives the defaults', () => {
  expect(readParams({})).toEqual(DEFAULT_PARAMS);
});

it('nonsense is left out, what is known stays', () => {
  const params = readParams({
    spanSeconds: 7,
    style: 'area',
    indicators: ['rsi', 'rsi', 'magic', 4],
    volume: false,
    logarithmic: 'yes',
  });
  expect(params).toEqual({
    spanSeconds: 60,
    style: 'area',
    indicators: ['rsi'],
    volume: false,
    logarithmic: false,
  });
});
