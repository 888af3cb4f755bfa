// Golden invoices over a change of tier: what the same order is charged the day before, and the day on which
// its volume of thirty days counts, worked out by hand.
//
// Coin: maker 0.10 %, taker 0.10 %; from USD 20,000.00 in thirty days 20 % and 10 % off, from USD 50,000.00 all
// of the maker fee and 40 % (the form of the schedules of large coin exchanges, which end at a maker of 0).

import { expect, test } from 'vitest';
import { Side } from '../../shared/domain/order.ts';
import { discountRecord } from '../core/discount.ts';
import { createStage, STAGE_INSTRUMENT, type Stage } from '../core/engine-stage.ts';
import { E, EventKind, EVENT_WORDS, furtherBlocks } from '../core/events.ts';
import {
  discountOf,
  tierOf,
  volumesOf,
  type FeeTier,
  type Turnover,
} from '../operations/fee-tiers.ts';

const [BUYER, SELLER] = [2, 3];
const TIERS: readonly FeeTier[] = [
  { fromMinor: 2_000_000, makerDiscountPpm: 200_000, takerDiscountPpm: 100_000 },
  { fromMinor: 5_000_000, makerDiscountPpm: 1_000_000, takerDiscountPpm: 400_000 },
];
const USD = new Map([[0, { asset: 0, num: 1n, den: 1n }]]);
const COIN = { makerFeePpm: 1_000, takerFeePpm: 1_000, minFeeMinor: 0 };

/** Fees of the fills in the log, in cents, and what each side turned over. */
function fillsIn({ engine }: Stage) {
  const { eventWords: words, eventSlots: slots } = engine;
  const fees: Record<number, number> = {};
  const turnovers: Turnover[] = [];
  for (let at = 0; at < engine.eventBlocks() * EVENT_WORDS;) {
    if ((words[at]! & 0xff) === EventKind.fill) {
      const account = words[at + E.account]!;
      fees[account] = (fees[account] ?? 0) + slots[(at >> 1) + E.feeSlot]!;
      const tickLots = BigInt(words[at + E.price]!) * BigInt(words[at + E.qty]!);
      turnovers.push({ account, instrument: words[at + E.instrument]!, tickLots });
    }
    at += (1 + furtherBlocks(words, at)) * EVENT_WORDS;
  }
  return { fees, turnovers };
}

interface Day {
  /** Cents; the buyer rests. 1,000 lots each time. */
  readonly price: number;
  /** Fees in cents. */
  readonly buyer: number;
  readonly seller: number;
  /** What the next business day finds, in cents, and its tier. */
  readonly volume: number;
  readonly tier: number;
}

const INVOICES: Readonly<
  Record<string, { readonly terms: object; readonly days: readonly Day[] }>
> = {
  'coin, a little below the bound': {
    terms: COIN,
    days: [
      // 10,000.00: 10.00 each.
      { price: 1_000, buyer: 1_000, seller: 1_000, volume: 1_000_000, tier: 0 },
      // 9,990.00: 9.99 each; 10.00 is missing to the first tier.
      { price: 999, buyer: 999, seller: 999, volume: 1_999_000, tier: 0 },
      { price: 1_000, buyer: 1_000, seller: 1_000, volume: 2_999_000, tier: 1 },
    ],
  },
  'coin, exactly at the bounds': {
    terms: COIN,
    days: [
      { price: 1_000, buyer: 1_000, seller: 1_000, volume: 1_000_000, tier: 0 },
      // Exactly 20,000.00 with it; its own fee is of the day before.
      { price: 1_000, buyer: 1_000, seller: 1_000, volume: 2_000_000, tier: 1 },
      // 20 % off 10.00 is 8.00, 10 % off is 9.00.
      { price: 1_000, buyer: 800, seller: 900, volume: 3_000_000, tier: 1 },
      // 20,000.00: 16.00 and 18.00. Exactly 50,000.00 with it.
      { price: 2_000, buyer: 1_600, seller: 1_800, volume: 5_000_000, tier: 2 },
      // 10,000.00: nothing, and 40 % off 10.00 is 6.00.
      { price: 1_000, buyer: 0, seller: 600, volume: 6_000_000, tier: 2 },
    ],
  },
  // Stamp duty of the seller 0.05 % and a least commission of 5.00 know no tier: commission 12.00 and 24.00 by
  // 0.12 %; duty 5.00 and 10.00.
  'share with duty and least commission': {
    terms: { makerFeePpm: 1_200, takerFeePpm: 1_200, sellDutyPpm: 500, minFeeMinor: 500 },
    days: [
      { price: 2_000, buyer: 2_400, seller: 2_400 + 1_000, volume: 2_000_000, tier: 1 },
      // 9.60 and 10.80; duty 5.00.
      { price: 1_000, buyer: 960, seller: 1_080 + 500, volume: 3_000_000, tier: 1 },
      { price: 2_000, buyer: 1_920, seller: 2_160 + 1_000, volume: 5_000_000, tier: 2 },
      // The maker's rate is 0, so 5.00 at the least; the taker's 7.20.
      { price: 1_000, buyer: 500, seller: 720 + 500, volume: 6_000_000, tier: 2 },
    ],
  },
};

test.each(Object.entries(INVOICES))('%s', (_name, { terms, days }) => {
  const stage = createStage({ ...terms, maxNotionalMinor: 1e9, openingTicks: 1_000 });
  const traded: Turnover[] = [];
  for (const [k, { price, buyer, seller, volume, tier }] of days.entries()) {
    stage.place(BUYER, Side.buy, 1_000, price);
    stage.place(SELLER, Side.sell, 1_000, price);
    const { fees, turnovers } = fillsIn(stage);
    traded.push(...turnovers);
    expect([k, fees]).toEqual([k, { [BUYER]: buyer, [SELLER]: seller }]);
    for (const account of [BUYER, SELLER]) {
      const own = traded.filter((row) => row.account === account);
      const [found] = volumesOf(own, new Map([[0, STAGE_INSTRUMENT]]), USD);
      expect([k, found!.volumeMinor]).toEqual([k, volume]);
      expect([k, tierOf(TIERS, volume)]).toEqual([k, tier]);
      stage.run(discountRecord(account, discountOf(TIERS, tier)));
    }
  }
});
