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
import { buyInRecord } from '../core/buy-in.ts';
import { E, EventKind, ObligationState } from '../core/events.ts';
import { feesRecord } from '../core/fee-change.ts';
import { limitsRecord } from '../core/limit-rows.ts';
import { penaltiesRecord } from '../core/penalties.ts';
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
  /** What failed on the last business day. */
  failing: Failing[];
}

interface Failing {
  readonly account: number;
  readonly instrument: number;
  readonly lots: number;
}

/** Follows deliveries that fail. */
export function learnFails(stream: ColdStream, words: Int32Array, at: number): void {
  const kind = words[at]! & 0xff;
  if (kind === EventKind.businessDay) stream.failing = [];
  if (kind !== EventKind.obligation || words[at + 5] === 0) return;
  const lots = new Float64Array(words.buffer, words.byteOffset)[at / 2 + E.lotsSlot]!;
  const isOpen = lots < 0 && words[at + 4] === ObligationState.failed;
  const [account, instrument] = [words[at + 1]!, words[at + 2]!];
  if (isOpen) stream.failing.push({ account, instrument, lots: -lots });
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
  const instrument = random.chance(isAccount ? 1 : 7, 8) ? random.below(3) : -1;
  return killRecord(account, instrument);
}

/** Mostly on by a few days, sometimes the same day again. */
export function businessDay(stream: ColdStream, nowMicros: number): Int32Array {
  stream.day = Math.max(stream.day, Math.floor(nowMicros / DAY_MICROS));
  stream.day += stream.random.pick([0, 1, 1, 2, 3]);
  return businessDayRecord(stream.day - (stream.random.chance(1, 10) ? 1 : 0));
}

export function failDelivery(stream: ColdStream): Int32Array {
  const { random, failing } = stream;
  if (failing.length > 0 && random.chance(5, 6)) {
    const { account, instrument, lots } = random.pick(failing);
    return failDeliveryRecord(account, instrument, random.pick([lots, lots, 5_000, 1]));
  }
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

/** None now and then, and such that an account cannot pay. */
export function setPenalties({ random }: ColdStream): Int32Array {
  const rate = (): number => random.pick([0, 20, 100, 10_000, 10_000]);
  const rates = { 0: rate(), 1: rate(), 2: rate(), 3: rate(), 4: rate() };
  return penaltiesRecord(random.chance(1, 20) ? { ...rates, 3: 10_001 } : rates);
}

/** Of what failed last, else something fails first; near its price, and as often as not for cash. */
export function buyIn(stream: ColdStream, nearPrice: (instrument: number) => number): Int32Array {
  const { random, failing } = stream;
  if (failing.length === 0 && random.chance(9, 10)) return failDelivery(stream);
  const other = { account: random.pick(GENERATED_ACCOUNTS), instrument: random.below(3), lots: 1 };
  const late = failing.length > 0 && !random.chance(1, 20) ? random.pick(failing) : other;
  const { account, instrument } = late;
  const isCash = random.chance(1, 2);
  return buyInRecord({
    account,
    instrument,
    price: isCash !== random.chance(1, 20) ? 0 : nearPrice(instrument),
    lots: random.pick([1, 2, 5, late.lots, late.lots, late.lots + 1, 0]),
    agent: isCash ? 0 : random.pick(GENERATED_ACCOUNTS),
  });
}

export function setVenue({ random }: ColdStream): Int32Array {
  return venueRecord(random.chance(1, 40));
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
