// Equity and open result at the prices of now.

import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { accountWorth, mainCurrency } from './account-worth.ts';

const USD = 0;
const COIN = 1;
const instrument = {
  id: 0,
  baseAsset: COIN,
  quoteAsset: USD,
  tickValueMinor: 2,
  lotBaseMinor: 10,
} as Instrument;
const instruments = new Map([[0, instrument]]);
const prices = (bid: number, ask: number, last: number) => ({
  bid: Float64Array.of(bid),
  ask: Float64Array.of(ask),
  last: Float64Array.of(last),
});

describe('the worth of an account', () => {
  it('adds what is held to what is free, and values the rest at the bid', () => {
    const balances = [
      { asset: USD, available: 700, held: 300 },
      { asset: COIN, available: 30, held: 20 },
    ];
    // 50 minor units are 5 lots; 5 lots * 100 ticks * 2.
    const worth = accountWorth(USD, instruments, balances, [], prices(100, 101, 99));
    expect(worth).toEqual({ equityMinor: 2_000, openResultMinor: 0, unpriced: 0 });
  });

  it('closes a long at the bid and a short at the ask', () => {
    const long = { instrument: 0, lots: 5, costMinor: 900, realisedMinor: 0 };
    const short = { instrument: 0, lots: -5, costMinor: -1_100, realisedMinor: 0 };
    const at = prices(100, 101, 99);
    expect(accountWorth(USD, instruments, [], [long], at).openResultMinor).toBe(100);
    expect(accountWorth(USD, instruments, [], [short], at).openResultMinor).toBe(90);
  });

  it('leaves out what has no price, and says how much that is', () => {
    const balances = [
      { asset: COIN, available: 30, held: 0 },
      { asset: 9, available: 1, held: 0 },
    ];
    const worth = accountWorth(USD, instruments, balances, [], prices(0, 0, 0));
    expect(worth).toEqual({ equityMinor: 0, openResultMinor: 0, unpriced: 2 });
  });

  it('takes the currency in which most is priced', () => {
    const of = (quoteAsset: number) => ({ quoteAsset }) as Instrument;
    expect(mainCurrency([of(3), of(2), of(3)])).toBe(3);
    expect(mainCurrency([of(3), of(2)])).toBe(2);
    expect(mainCurrency([])).toBe(-1);
  });
});
