import { describe, expect, it } from 'vitest';
import { Side } from '../../../shared/domain/order.ts';
import { sceneOf } from './ticket-stage.ts';
import {
  buyingPowerLots,
  lotsForMoney,
  lotsOfShare,
  presetLots,
  readDistance,
  readLots,
} from './ticket-size.ts';

const scene = sceneOf({ maxQtyLots: 1000 });
const { instrument } = scene;
const size = (
  basis: 'qty' | 'value' | 'share' | 'risk',
  text: string,
  stop = '',
  side = Side.buy,
) => readLots({ side: side as Side, basis, size: text, stop }, scene, 200);

describe('size', () => {
  it('buys with fee what the money covers, and sells what there is', () => {
    // 200 ticks are 1000.00 a lot and 0.50 fee: 10 lots would be 10,005.00 of 10,000.00.
    expect(lotsForMoney(200, 1_000_000, instrument)).toBe(9);
    expect(lotsForMoney(200, 1_000_500, instrument)).toBe(10);
    expect(buyingPowerLots(scene, Side.buy, 200)).toBe(9);
    expect(buyingPowerLots(scene, Side.sell, 200)).toBe(5);
  });

  it('keeps to the limits of the instrument', () => {
    expect(buyingPowerLots(sceneOf({ maxQtyLots: 4 }), Side.buy, 200)).toBe(4);
    expect(buyingPowerLots(sceneOf({ maxNotionalMinor: 300_000 }), Side.buy, 200)).toBe(3);
    expect(buyingPowerLots(sceneOf({}, { quoteAvailable: -5 }), Side.buy, 200)).toBe(0);
    expect(buyingPowerLots(sceneOf({}, {}, { ask: 0 }), Side.buy, 0)).toBe(0);
  });

  it('pays for a market order at its bound, as the venue holds', () => {
    // 200 ticks and 2 % are 204: 1020.51 a lot.
    expect(buyingPowerLots(sceneOf({}, { quoteAvailable: 102_050 }), Side.buy, 0)).toBe(0);
    expect(buyingPowerLots(sceneOf({}, { quoteAvailable: 102_051 }), Side.buy, 0)).toBe(1);
  });

  it('reads value, share and risk as lots, rounded down', () => {
    expect(size('value', '2,999.99')).toBe(2);
    expect(size('value', '3k')).toBe(3);
    expect(size('share', '50')).toBe(4);
    expect(size('share', '50%', '', Side.sell)).toBe(2);
    expect(size('share', '100')).toBe(lotsOfShare(scene, Side.buy, 200, 10_000));
    // 0.50 away is 10 ticks: 50.00 a lot.
    expect(size('risk', '149.99', '0.50')).toBe(2);
    expect(size('risk', '1%', '0.50')).toBe(2);
    expect(size('risk', '10000', '0.05')).toBe(9);
    expect(size('risk', '1%', '')).toBeUndefined();
  });

  it('takes a stop between two ticks as the wider one', () => {
    expect([readDistance('0.50', instrument), readDistance('0.51', instrument)]).toEqual([10, 11]);
    expect(readDistance('0', instrument)).toBeUndefined();
  });

  it('offers round sizes', () => {
    const coin = { openingTicks: 6_168_600, tickValueMinor: 1, lotStep: 1, minQtyLots: 1 };
    const terms = { ...instrument, ...coin, maxQtyLots: 1e9 };
    // 0.0001 a lot at 61,686.00 with 6 decimals of money: 0.1, 0.5, 1 and 2.
    expect(presetLots(terms, 6)).toEqual([1000, 5000, 10_000, 20_000]);
    expect(presetLots({ ...terms, maxQtyLots: 6000 }, 6)).toEqual([1000, 5000, 6000, 6000]);
  });
});
