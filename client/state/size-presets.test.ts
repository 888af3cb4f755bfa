// Sizes of one-click orders: usual ones, own ones, and what an old or broken storage holds.

import { describe, expect, it } from 'vitest';
import { AssetClass } from '../../shared/domain/instrument.ts';
import { chooseSize, readSizes, setSize, sizesOf, usualSizes } from './size-presets.ts';

const coin = { symbol: 'AAA', assetClass: AssetClass.crypto, minQtyLots: 2, maxQtyLots: 9_000 };

describe('size presets', () => {
  it('come from the smallest order and never pass the largest', () => {
    expect(usualSizes(coin)).toEqual([200, 1000, 2000, 5000, 9000]);
  });

  it('are what the user set, within what the instrument allows', () => {
    expect(setSize(coin, 3, 77)).toBe(true);
    expect(setSize(coin, 0, 1)).toBe(false);
    expect(setSize(coin, 0, 9_001)).toBe(false);
    expect(setSize(coin, 0, undefined)).toBe(false);
    expect(sizesOf(coin)).toEqual({ lots: [200, 1000, 2000, 77, 9000], chosen: 3 });
    chooseSize(coin, 0);
    expect(sizesOf(coin).chosen).toBe(0);
    expect(sizesOf({ ...coin, symbol: 'BBB' }).lots[3]).toBe(5000);
  });

  it.each([undefined, 'x', { lots: 'x', chosen: 9 }, { lots: [-1, 1.5, null], chosen: '1' }])(
    'start anew from %j',
    (kept) => {
      expect(readSizes(kept, coin)).toEqual({ lots: usualSizes(coin), chosen: 1 });
    },
  );
});
