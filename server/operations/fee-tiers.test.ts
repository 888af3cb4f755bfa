// Tiers by volume: their bounds, one below and one above; other currencies at the price of their pair.

import { expect, test } from 'vitest';
import { simulatedAssets, simulatedInstruments } from '../liquidity/simulated-market.ts';
import {
  discountOf,
  pairOf,
  rateOf,
  tierOf,
  volumesOf,
  windowOf,
  type FeeTier,
} from './fee-tiers.ts';

const TIERS: readonly FeeTier[] = [
  { fromMinor: 1_000_000, makerDiscountPpm: 100_000, takerDiscountPpm: 50_000 },
  { fromMinor: 10_000_000, makerDiscountPpm: 200_000, takerDiscountPpm: 100_000 },
  { fromMinor: 2 ** 52, makerDiscountPpm: 1_000_000, takerDiscountPpm: 400_000 },
];
const INSTRUMENTS = simulatedInstruments(40);
const KNOWN = new Map(INSTRUMENTS.map((one) => [one.id, one]));
const assetOf = (code: string) => simulatedAssets().find((one) => one.code === code)!.id;
const [USD, EUR, CNY, HKD] = ['USD', 'EUR', 'CNY', 'HKD'].map(assetOf) as [number, number, number, number]; // prettier-ignore
const own = { asset: USD, num: 1n, den: 1n };

test.each([
  [0, 0],
  [999_999, 0],
  [1_000_000, 1],
  [1_000_001, 1],
  [9_999_999, 1],
  [10_000_000, 2],
  [10_000_001, 2],
  [2 ** 52 - 1, 2],
  [2 ** 52, 3],
  [2 ** 52 + 1, 3],
  [Number.MAX_SAFE_INTEGER, 3],
])('a volume of %d is tier %d', (volume, tier) => {
  expect(tierOf(TIERS, volume)).toBe(tier);
});

test('below the first tier nothing is taken off; a table without rows takes nothing off', () => {
  expect(discountOf(TIERS, 0)).toEqual({ makerDiscountPpm: 0, takerDiscountPpm: 0 });
  expect(discountOf(TIERS, 2)).toEqual({ makerDiscountPpm: 200_000, takerDiscountPpm: 100_000 });
  expect(tierOf([], 5)).toBe(0);
  expect(tierOf([{ ...TIERS[0]!, fromMinor: 0 }], 0)).toBe(1);
});

test('the window is the thirty days before the business day', () => {
  expect(windowOf(100)).toEqual({ fromMicros: 70 * 86_400e6, toMicros: 100 * 86_400e6 });
});

test('a pair gives the rate both ways: EUR 10.00 at 1.09245 is USD 10.92, CNY 71.73 at 7.1735 is USD 9.99', () => {
  const euro = pairOf(INSTRUMENTS, EUR, USD)!;
  expect(pairOf(INSTRUMENTS, USD, EUR)).toBe(euro);
  const up = rateOf(euro, EUR, 109_245);
  expect((1_000n * up.num) / up.den).toBe(1_092n);
  const yuan = pairOf(INSTRUMENTS, CNY, USD)!;
  const down = rateOf(yuan, CNY, 71_735);
  expect((7_173n * down.num) / down.den).toBe(999n);
  expect((7_174n * down.num) / down.den).toBe(1_000n);
});

test('fills of all instruments in a currency are rounded together; without a rate they count 0 and are named', () => {
  const inCurrency = (asset: number) => INSTRUMENTS.filter(({ quoteAsset, tickValueMinor }) => quoteAsset === asset && tickValueMinor === 1); // prettier-ignore
  const [a, b] = inCurrency(USD);
  const [hong] = inCurrency(HKD);
  const turnovers = [
    { account: 101, instrument: a!.id, tickLots: 700n },
    { account: 100, instrument: b!.id, tickLots: 5n },
    { account: 101, instrument: b!.id, tickLots: 300n },
    { account: 101, instrument: hong!.id, tickLots: 1_000_000n },
  ];
  expect(volumesOf(turnovers, KNOWN, new Map([[USD, own]]))).toEqual([
    { account: 100, volumeMinor: 5, missing: [] },
    { account: 101, volumeMinor: 1_000, missing: [HKD] },
  ]);
  const half = { asset: HKD, num: 1n, den: 3n };
  const rates = new Map([[USD, own], [HKD, half]] as const); // prettier-ignore
  expect(volumesOf(turnovers, KNOWN, rates)[1]).toEqual({ account: 101, volumeMinor: 334_333, missing: [] }); // prettier-ignore
});

test('more than 2^53 is counted as the most that a table may ask for', () => {
  const one = INSTRUMENTS.find(({ quoteAsset }) => quoteAsset === USD)!;
  const turnovers = [{ account: 9, instrument: one.id, tickLots: 2n ** 62n }];
  const [found] = volumesOf(turnovers, KNOWN, new Map([[USD, own]]));
  expect(found!.volumeMinor).toBe(Number.MAX_SAFE_INTEGER);
  expect(tierOf(TIERS, found!.volumeMinor)).toBe(3);
});
