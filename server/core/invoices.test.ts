// Golden invoices: what orders are charged under published schedules, worked out by hand.
//
// CN A share: commission as agreed, here 0.025 %, at least CNY 5 an order; stamp duty 0.05 % of the seller
// (Ministry of Finance and State Taxation Administration, notice 39 of 2023, from 2023-08-28).
// HK share: commission as agreed, here 0.03 %, at least HKD 3; stamp duty 0.1 % of each side (Inland Revenue
// Department, from 2023-11-17). It rounds up to the dollar there; the venue rounds each fill down.
// Coin: maker 0.10 %, taker 0.10 %, tiers by 30-day volume take 10 %, 20 % and more off (the schedules of
// large coin exchanges have this form).

import { expect, test } from 'vitest';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import { discountRecord } from './discount.ts';
import { createStage, type Stage } from './engine-stage.ts';
import { E, EventKind, EVENT_WORDS, furtherBlocks } from './events.ts';

const [BUYER, SELLER] = [2, 3];
const CN = { makerFeePpm: 250, takerFeePpm: 250, sellDutyPpm: 500, minFeeMinor: 500 };
const HK = { makerFeePpm: 300, takerFeePpm: 300, buyDutyPpm: 1_000, sellDutyPpm: 1_000, minFeeMinor: 300 }; // prettier-ignore
const COIN = { makerFeePpm: 1_000, takerFeePpm: 1_000 };
const TIER_2 = { makerDiscountPpm: 200_000, takerDiscountPpm: 100_000 };

/** Fees of the fills in the log, in cents, by account. */
function feesOf({ engine }: Stage, account: number): number[] {
  const { eventWords: words, eventSlots: slots } = engine;
  const found: number[] = [];
  for (let at = 0; at < engine.eventBlocks() * EVENT_WORDS;) {
    const isFill = (words[at]! & 0xff) === EventKind.fill && words[at + E.account] === account;
    if (isFill) found.push(slots[(at >> 1) + E.feeSlot]!);
    at += (1 + furtherBlocks(words, at)) * EVENT_WORDS;
  }
  return found;
}

interface Invoice {
  readonly name: string;
  readonly terms: Partial<Instrument>;
  /** Cents of a share, and the parts in which the resting buy order is sold to. */
  readonly price: number;
  readonly parts: readonly number[];
  readonly tier?: boolean;
  readonly buyer: readonly number[];
  readonly seller: readonly number[];
}

const INVOICES: readonly Invoice[] = [
  // 1,200.00: 0.025 % is 0.30, so 5.00; duty of the seller 0.60.
  { name: 'CN, small', terms: CN, price: 1_200, parts: [100], buyer: [500], seller: [560] },
  // 40,000.00: 10.00; duty 20.00.
  { name: 'CN, large', terms: CN, price: 8_000, parts: [500], buyer: [1_000], seller: [3_000] },
  // Exactly where 0.025 % is 5.00: 20,000.00; duty 10.00.
  {
    name: 'CN, at the least',
    terms: CN,
    price: 8_000,
    parts: [250],
    buyer: [500],
    seller: [1_500],
  },
  // One order bought in three parts of 12,000.00, 12,000.00 and 6,000.00: by the rate 3.00, 6.00, 7.50 in
  // all; charged 5.00, 1.00 and 1.50. Each seller's order stands alone: 5.00 and its duty.
  {
    ...{ name: 'CN, in parts over the least', terms: CN, price: 8_000, parts: [150, 150, 75] },
    ...{ buyer: [500, 100, 150], seller: [1_100, 1_100, 800] },
  },
  // 10,000.00: 0.03 % is 3.00; duty of each side 10.00.
  {
    name: 'HK, both sides',
    terms: HK,
    price: 1_000,
    parts: [1_000],
    buyer: [1_300],
    seller: [1_300],
  },
  // 99.90: at least 3.00; duty 0.099, rounded down 0.09.
  { name: 'HK, small', terms: HK, price: 999, parts: [10], buyer: [309], seller: [309] },
  // A seller never pays more than it receives: 0.80, nothing of it left for the rest of the commission.
  { name: 'CN, next to nothing', terms: CN, price: 80, parts: [1], buyer: [500], seller: [80] },
  // 10,000.00: 10.00 each.
  { name: 'coin', terms: COIN, price: 1_000, parts: [1_000], buyer: [1_000], seller: [1_000] },
  // The buyer rests: 20 % off the maker fee. The seller has no tier.
  { name: 'coin, tier', terms: COIN, price: 1_000, parts: [1_000], tier: true, buyer: [800], seller: [1_000] }, // prettier-ignore
];

test.each(INVOICES)('$name', ({ terms, price, parts, tier, buyer, seller }) => {
  const stage = createStage({ ...terms, maxNotionalMinor: 1e9, openingTicks: price });
  if (tier === true) stage.run(discountRecord(BUYER, TIER_2));
  const lots = parts.reduce((sum, part) => sum + part, 0);
  stage.place(BUYER, Side.buy, lots, price);
  const charged = { buyer: [] as number[], seller: [] as number[] };
  for (const part of parts) {
    stage.place(SELLER, Side.sell, part, price);
    charged.buyer.push(...feesOf(stage, BUYER));
    charged.seller.push(...feesOf(stage, SELLER));
  }
  expect(charged).toEqual({ buyer, seller });
});
