// The realised results of the still market, as the server tells them.

import { stillAsset } from './still-listings.ts';

/** Of a day in November 2026: before fees, fees in minor units, closings and wins. */
const USD_DAYS: readonly (readonly [number, number, number, number, number])[] = [
  [2, 184_250, 3_120, 6, 4],
  [3, -92_400, 2_840, 5, 1],
  [4, 41_075, 1_960, 3, 2],
  [6, 0, 410, 0, 0],
  [9, 302_610, 5_480, 9, 7],
  [10, -18_930, 1_270, 2, 0],
  [12, 127_500, 2_200, 4, 3],
  [16, -240_115, 4_905, 8, 2],
  [17, 96_340, 1_730, 3, 3],
  [19, 58_020, 1_140, 2, 2],
  [20, 71_985, 1_655, 4, 3],
];

export function stillResults() {
  const days = USD_DAYS.map(([date, realised, fee, closings, wins]) => ({
    day: `2026-11-${String(date).padStart(2, '0')}`,
    ...{ realised_minor: realised, fee_minor: fee, fills: closings + 2, closings, wins },
  }));
  const sum = (of: (day: (typeof days)[number]) => number) =>
    days.reduce((total, day) => total + of(day), 0);
  const usd = {
    asset: stillAsset('USD'),
    realised_minor: sum((day) => day.realised_minor),
    fee_minor: sum((day) => day.fee_minor),
    fills: sum((day) => day.fills),
    closings: sum((day) => day.closings),
    wins: sum((day) => day.wins),
    ledger_minor: sum((day) => day.realised_minor - day.fee_minor),
    days,
  };
  const last = { ...days.at(-1)!, realised_minor: 1_842_100_000, fee_minor: 30_112_000 };
  const usdt = { asset: stillAsset('USDT'), ...last, ledger_minor: 1_811_988_000, days: [last] };
  return [usd, usdt];
}
