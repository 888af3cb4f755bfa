// What a fill posts: by hand for the published duties of core/invoices.test.ts, and for any terms.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntryCause } from '../../shared/domain/entry-cause.ts';
import { Side } from '../../shared/domain/order.ts';
import { dutyOfFill, entriesOfFill } from './fill-entries.ts';

const SHARE = { baseAsset: 1, quoteAsset: 2, lotBaseMinor: 1, tickValueMinor: 1 };
const CN = { ...SHARE, makerFeePpm: 250, takerFeePpm: 250, sellDutyPpm: 500, minFeeMinor: 500 };
const HK = { ...SHARE, makerFeePpm: 300, takerFeePpm: 300, buyDutyPpm: 1_000, sellDutyPpm: 1_000 };
const { trade, fee, duty } = EntryCause;

test.each([
  // 40,000.00: commission 10.00, the seller's duty 20.00, none of the buyer's.
  ['CN sell', CN, Side.sell, 8_000, 500, 3_000, [[2, -1_000, fee], [2, -2_000, duty]]], // prettier-ignore
  ['CN buy', CN, Side.buy, 8_000, 500, 1_000, [[2, -1_000, fee]]],
  // 99.90: commission 3.00, duty 0.099, rounded down.
  ['HK buy', HK, Side.buy, 999, 10, 309, [[2, -300, fee], [2, -9, duty]]], // prettier-ignore
  // 0.80 in all, which commission and duty may not pass: the duty of 0.0004 is nothing.
  ['CN, next to nothing', CN, Side.sell, 80, 1, 80, [[2, -80, fee]]],
  // A discount of all commission leaves the duty.
  ['HK, no commission', HK, Side.sell, 1_000, 1_000, 1_000, [[2, -1_000, duty]]],
])('%s', (_name, terms, side, price_ticks, qty_lots, fee_minor, charges) => {
  const traded = { side, price_ticks, qty_lots };
  const entries = entriesOfFill(
    { ...traded, fee_minor, duty_minor: dutyOfFill(traded, terms) },
    terms,
  );
  const sign = side === Side.buy ? 1 : -1;
  expect(entries.map((one) => [one.asset, one.amount_minor, one.cause])).toEqual([
    [1, sign * qty_lots, trade],
    [2, -sign * qty_lots * price_ticks, trade],
    ...charges,
  ]);
});

test('charges are the fee to the unit, the duty is rounded down, and no posting is of nothing', () => {
  const ppm = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(
      fc.record({
        ...{ side: fc.constantFrom(Side.buy, Side.sell), buyDutyPpm: ppm, sellDutyPpm: ppm },
        price_ticks: fc.integer({ min: 1, max: 1 << 20 }),
        qty_lots: fc.integer({ min: 1, max: 1 << 20 }),
        tickValueMinor: fc.integer({ min: 1, max: 4_096 }),
        commission: fc.integer({ min: 0, max: 1_000_000 }),
      }),
      ({ side, price_ticks, qty_lots, commission, ...terms }) => {
        const instrument = { ...SHARE, makerFeePpm: 0, takerFeePpm: 0, ...terms };
        const traded = { side, price_ticks, qty_lots };
        const duty_minor = dutyOfFill(traded, instrument);
        const notional = BigInt(price_ticks) * BigInt(qty_lots) * BigInt(terms.tickValueMinor);
        const rate = BigInt(side === Side.buy ? terms.buyDutyPpm : terms.sellDutyPpm);
        expect(BigInt(duty_minor)).toBe((notional * rate) / 1_000_000n);
        const fee_minor = commission + duty_minor;
        const entries = entriesOfFill({ ...traded, fee_minor, duty_minor }, instrument);
        const sum = (of: number) =>
          entries
            .filter(({ cause }) => cause === of)
            .reduce((total, { amount_minor }) => total + amount_minor, 0);
        expect([sum(fee), sum(duty)]).toEqual([0 - commission, 0 - duty_minor]);
        expect(entries.every(({ amount_minor }) => amount_minor !== 0)).toBe(true);
      },
    ),
  );
});
