// The export of results by day.

import { expect, it } from 'vitest';
import { resultsCsv } from './results-csv.ts';

it('writes exact amounts of every day and currency', () => {
  const day = { day: '2026-11-20', realisedMinor: -1_234_567, feeMinor: 89, fills: 3 };
  const sums = { ...day, closings: 2, wins: 1 };
  const text = resultsCsv(
    (key) => key.slice('results.'.length),
    [
      { ...sums, asset: 1, ledgerMinor: 0, days: [sums] },
      { ...sums, asset: 2, ledgerMinor: 0, days: [sums] },
    ],
    new Map([
      [1, { code: 'USD', scale: 2 }],
      [2, { code: 'USDT', scale: 6 }],
    ]),
  );
  expect(text.split('\r\n')).toEqual([
    'day,currency,realised,fees,net,fills,closed,won',
    '2026-11-20,USD,-12345.67,0.89,-12346.56,3,2,1',
    '2026-11-20,USDT,-1.234567,0.000089,-1.234656,3,2,1',
    '',
  ]);
});
