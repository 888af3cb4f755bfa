// A size by share or risk is never more than can be paid for or than was risked.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Side } from '../../../shared/domain/order.ts';
import { buyHoldMinor } from '../../../shared/domain/order-cost.ts';
import { sceneOf } from './ticket-stage.ts';
import { lotsAtRisk, lotsForMoney, lotsOfShare } from './ticket-size.ts';

const terms = fc.record({
  tickValueMinor: fc.integer({ min: 1, max: 100_000 }),
  takerFeePpm: fc.integer({ min: 0, max: 50_000 }),
  makerFeePpm: fc.integer({ min: 0, max: 50_000 }),
  buyDutyPpm: fc.constantFrom(0, 1_000, 30_000),
  minFeeMinor: fc.constantFrom(0, 1, 500, 2_000_000),
});
const money = fc.integer({ min: 0, max: 10 ** 14 });
const ticks = fc.integer({ min: 1, max: 999_999 });
const LARGE = { maxQtyLots: 2 ** 31 - 1, maxNotionalMinor: 2 ** 53 - 1, priceLimitTicks: 1e6 };

test('the most lots that money covers: one more would not be covered', () => {
  fc.assert(
    fc.property(terms, money, ticks, (one, available, price) => {
      const { instrument } = sceneOf({ ...one, ...LARGE });
      const lots = lotsForMoney(price, available, instrument);
      const hold = (n: number) => buyHoldMinor(price, n, one.tickValueMinor, one);
      expect(hold(lots)).toBeLessThanOrEqual(available);
      expect(hold(lots + 1)).toBeGreaterThan(available);
    }),
  );
});

test('a size at risk loses at most the risk, and is covered', () => {
  fc.assert(
    fc.property(terms, money, ticks, money, ticks, (one, available, price, risk, distance) => {
      const scene = sceneOf({ ...one, ...LARGE }, { quoteAvailable: available });
      const lots = lotsAtRisk(scene, Side.buy, price, risk, distance);
      expect(lots * distance * one.tickValueMinor).toBeLessThanOrEqual(risk);
      expect(lots).toBeLessThanOrEqual(lotsForMoney(price, available, scene.instrument));
    }),
  );
});

test('a share is at most that share', () => {
  const bps = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(terms, money, ticks, bps, (one, available, price, share) => {
      const scene = sceneOf({ ...one, ...LARGE }, { quoteAvailable: available });
      const lots = lotsOfShare(scene, Side.buy, price, share);
      const hold = buyHoldMinor(price, lots, one.tickValueMinor, one);
      expect(hold).toBeLessThanOrEqual(Math.ceil((available * share) / 10_000));
    }),
  );
});
