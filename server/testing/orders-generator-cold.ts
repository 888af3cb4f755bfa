// The cold commands of the orders generator: moves, limits, kill switches, settlement, busts.

import { FEE_ACCOUNT, PAYOUT_ACCOUNT, SUSPENSE_ACCOUNT } from '../core/commands.ts';
import {
  businessDayRecord,
  failDeliveryRecord,
  killRecord,
  moveRecord,
  venueRecord,
} from '../core/definitions.ts';
import { discountRecord } from '../core/discount.ts';
import { feesRecord } from '../core/fee-change.ts';
import { limitsRecord } from '../core/limit-rows.ts';
import { reversalRecord } from '../core/trade-reversal.ts';
import {
  FUNDING_SOURCE,
  GENERATED_ACCOUNTS,
  GENERATED_ASSETS,
  GENERATED_INSTRUMENTS,
} from './orders-generator-market.ts';
import type { Prng } from './prng.ts';

/** Above what the funding transfers of the opening used. */
export const FUNDING_SEQ_FROM = 1_000;
const DAY_MICROS = 24 * 3_600e6;

export interface ColdStream {
  readonly random: Prng;
  nextRequestId: number;
  day: number;
}

/** Rows that bite now and then, and rows that lift them again. */
export function setLimits(stream: ColdStream): Int32Array {
  const { random } = stream;
  const isDefault = random.chance(1, 8);
  const row = {
    orderLots: random.pick([0, 0, 18, 21]),
    orderNotional: random.pick([0, 0, 40_000, 500_000]),
    positionLots: random.pick([0, 0, 0, 30, 60]),
    buyBandBps: random.pick([0, 0, 40]),
    sellBandBps: random.pick([0, 0, 60]),
    ordersPerSecond: random.pick([0, 0, 1, 7]),
    repeats: random.pick([0, 1, 1, 2]),
    restricted: random.pick([0, 0, 0, 0, 1, 2]),
  };
  const account = isDefault ? 0 : random.pick(GENERATED_ACCOUNTS);
  const which = random.chance(1, 2) ? -1 : random.below(GENERATED_INSTRUMENTS.length);
  return limitsRecord(account, which, random.chance(1, 3) ? row : {});
}

/** Mostly the fees that the market began with, so that a definition may be given anew; now and then such
 * that holds fall, rise, and rise beyond what an account has. */
export function setFees({ random }: ColdStream): Int32Array {
  const { id, makerFeePpm, takerFeePpm } = random.pick(GENERATED_INSTRUMENTS);
  const fee = (first: number): number => random.pick([first, 0, 3 * first, 25_000, 1_000_000]);
  const fees = random.chance(1, 2)
    ? { makerFeePpm, takerFeePpm }
    : { makerFeePpm: fee(makerFeePpm), takerFeePpm: fee(takerFeePpm) };
  const extras = random.chance(1, 2)
    ? { buyDutyPpm: 0, sellDutyPpm: 0, minFeeMinor: 0 }
    : {
        buyDutyPpm: random.pick([0, 1_000, 70_000]),
        sellDutyPpm: random.pick([0, 500, 40_000, 1_000_001]),
        minFeeMinor: random.pick([0, 5, 500, 90_000, -1]),
      };
  return feesRecord(id, random.chance(1, 3) ? fees : { ...fees, extras });
}

/** Tiers that come and go; now and then one that there cannot be. */
export function setDiscount({ random }: ColdStream): Int32Array {
  const off = (): number => random.pick([0, 0, 100_000, 333_333, 1_000_000, 1_000_001]);
  const account = random.chance(1, 12) ? FEE_ACCOUNT : random.pick(GENERATED_ACCOUNTS);
  return discountRecord(account, { makerDiscountPpm: off(), takerDiscountPpm: off() });
}

export function kill(stream: ColdStream): Int32Array {
  const { random } = stream;
  const isAccount = random.chance(1, 2);
  const account = isAccount ? random.pick(GENERATED_ACCOUNTS) : -1;
  const instrument = random.chance(isAccount ? 1 : 4, 5) ? random.below(3) : -1;
  return killRecord(account, instrument);
}

/** Mostly on by a few days, sometimes the same day again. */
export function businessDay(stream: ColdStream, nowMicros: number): Int32Array {
  stream.day = Math.max(stream.day, Math.floor(nowMicros / DAY_MICROS));
  stream.day += stream.random.pick([0, 1, 1, 2, 3]);
  return businessDayRecord(stream.day - (stream.random.chance(1, 10) ? 1 : 0));
}

export function failDelivery(stream: ColdStream): Int32Array {
  const { random } = stream;
  const instrument = random.below(GENERATED_INSTRUMENTS.length);
  return failDeliveryRecord(
    random.pick(GENERATED_ACCOUNTS),
    instrument,
    random.pick([0, 1, 5, 40, 5_000]),
  );
}

export function reverseTrade(
  stream: ColdStream,
  nearPrice: (instrument: number) => number,
): Int32Array {
  const { random } = stream;
  const instrument = random.below(GENERATED_INSTRUMENTS.length);
  const price = nearPrice(instrument);
  return reversalRecord({
    buyer: random.pick(GENERATED_ACCOUNTS),
    seller: random.pick(GENERATED_ACCOUNTS),
    instrument,
    price,
    qty: 1 + random.below(9),
    buyerFeeMinor: random.below(3),
    sellerFeeMinor: random.below(3),
    tradeId: random.below(1_000),
    valueDate: random.chance(1, 2) ? stream.day + random.below(4) : 0,
    forced: random.chance(1, 8),
  });
}

export function setVenue({ random }: ColdStream): Int32Array {
  return venueRecord(random.chance(1, 9));
}

/** Between customers, and to and from the venue's own accounts. */
export function move(stream: ColdStream): Int32Array {
  const { random } = stream;
  const asset = random.pick(GENERATED_ASSETS).id;
  const ends = [...GENERATED_ACCOUNTS, FEE_ACCOUNT, PAYOUT_ACCOUNT, SUSPENSE_ACCOUNT];
  const amount = random.below(300_000) - 1_000;
  const seq = FUNDING_SEQ_FROM + stream.nextRequestId++;
  const [from, to] = [random.pick(ends), random.pick(ends)];
  return moveRecord(from, to, asset, amount, FUNDING_SOURCE, seq, random.below(99));
}
