// Crashes of a small market by seed, as batches of commands, one a second: market makers around a value
// that falls, sellers who take what there is, orders thrown far from it, and mostly a recovery.

import { writeCancelMany, writeClock, writePlace } from '../core/command-writer.ts';
import type { PlaceFields } from '../core/command-writer.ts';
import { RECORD_SLOTS } from '../core/commands.ts';
import { accountRecord, assetRecord, businessDayRecord } from '../core/definitions.ts';
import { creditRecord, instrumentRecord, transferRecord } from '../core/definitions.ts';
import type { EngineCapacity } from '../core/engine-port.ts';
import { AssetClass, type Instrument } from '../../shared/domain/instrument.ts';
import { DoneCause, OrderType, Phase, Side, TimeInForce } from '../../shared/domain/order.ts';
import { prng, type Prng } from './prng.ts';
import type { NaiveBatch } from './venue-naive-compare.ts';

export const CRASH_CAPACITY: Partial<EngineCapacity> = {
  ...{ accounts: 16, assets: 4, instruments: 4, levels: 1 << 16, orders: 1 << 10, dedupe: 1 << 10 },
  events: 1 << 15,
};
/** 2000-01-03T00:00:00Z, a multiple of 30 seconds. */
const START_SECOND = 946_857_600;
const SECONDS = 600;
const OPENING = 2_000;
const MAKERS = [2, 3] as const;
/** Nobody meets an order of its own: an auction trades at one price then. */
const BUYERS = [4, 5] as const;
const SELLERS = [6, 7] as const;
const FUNDS = 1e12;
/** Ticks of makers' orders off the value. */
const QUOTED = [3, 6, 12, 30] as const;

function instrumentOf(id: number, windowBps: number): Instrument {
  return {
    ...{ id, symbol: `S${id}`, name: `Share ${id}`, assetClass: AssetClass.stock },
    ...{ baseAsset: id + 1, quoteAsset: 0, priceScale: 2, tickStep: 1, qtyScale: 0, lotStep: 1 },
    ...{ tickValueMinor: 1, lotBaseMinor: 1, priceLimitTicks: 8_000, minQtyLots: 1 },
    ...{ maxQtyLots: 10_000, maxNotionalMinor: 1e9, bandBps: 0, marketBoundBps: 5_000 },
    ...{ makerFeePpm: 100, takerFeePpm: 300, openingTicks: OPENING, dayEndSecond: 0 },
    ...{ phase: Phase.open, version: 1, windowBps },
  };
}

function hot(write: (words: Int32Array, slots: Float64Array) => void): Int32Array {
  const slots = new Float64Array(RECORD_SLOTS);
  const words = new Int32Array(slots.buffer);
  write(words, slots);
  return words;
}

const place = (fields: PlaceFields): Int32Array => hot((w, s) => writePlace(w, s, 0, fields));

function opening(windowBps: number): Int32Array[] {
  const assets = ['USD', 'S0', 'S1'];
  const records = [
    ...assets.map((code, id) => assetRecord({ id, code, scale: 0 })),
    ...[0, 1].map((id) => instrumentRecord(instrumentOf(id, windowBps))),
    businessDayRecord(Math.floor(START_SECOND / 86_400)),
  ];
  let seq = 0;
  for (const account of [...MAKERS, ...BUYERS, ...SELLERS]) {
    records.push(accountRecord(account));
    for (const asset of assets.keys()) {
      records.push(transferRecord(account, asset, FUNDS, 9, ++seq));
      records.push(creditRecord(account, asset, FUNDS));
    }
  }
  return records;
}

/** Value in ticks by second: it stands, falls by some in a hundred each second, and may come back. */
function valuesOf(random: Prng): number[] {
  const from = 20 + random.below(90);
  const fallsFor = 3 + random.below(25);
  const perThousand = 5 + random.below(30);
  const returns = random.chance(2, 3) ? from + fallsFor + random.below(300) : SECONDS;
  let value = OPENING;
  return Array.from({ length: SECONDS }, (_, second) => {
    if (second >= from && second < from + fallsFor)
      value -= Math.floor((value * perThousand) / 1000);
    if (second > returns && value < OPENING) value += 1 + random.below(4);
    return value + random.below(5) - 2;
  });
}

function ordersOf(random: Prng, instrument: number, value: number, falls: boolean): Int32Array[] {
  const maker = random.pick(MAKERS);
  const quit = { account: maker, instrument, cause: DoneCause.user };
  const records = [hot((w, s) => writeCancelMany(w, s, 0, quit))];
  for (const off of QUOTED) {
    for (const side of [Side.buy, Side.sell]) {
      const price = side === Side.buy ? value - off : value + off;
      records.push(place({ account: maker, instrument, side, price, qty: 1 + random.below(40) }));
    }
  }
  const takers = random.below(falls ? 6 : 3);
  for (let k = 0; k < takers; k++) {
    const side = random.chance(falls ? 9 : 5, 10) ? Side.sell : Side.buy;
    const account = random.pick(side === Side.buy ? BUYERS : SELLERS);
    const order = { account, instrument, side, qty: 1 + random.below(90) };
    const thrown = Math.floor((value * (80 + random.below(41))) / 100);
    const tif = random.pick([TimeInForce.gtc, TimeInForce.ioc, TimeInForce.day]);
    const market = { ...order, price: 0, type: OrderType.market, tif: TimeInForce.ioc };
    records.push(place(random.chance(1, 2) ? market : { ...order, price: thrown, tif }));
  }
  return records;
}

/** One crash; with `windowBps` 0 nothing stops it. */
export function crashBatches(seed: number, windowBps: number): NaiveBatch[] {
  const random = prng(seed);
  const values = [valuesOf(random), valuesOf(random)];
  const batches = [{ timeMicros: START_SECOND * 1e6, records: opening(windowBps) }];
  for (let second = 0; second < SECONDS; second++) {
    const records = [hot((w, s) => writeClock(w, s, 0))];
    for (const [id, value] of values.entries()) {
      const falls = second > 0 && value[second]! < value[second - 1]! - 4;
      records.push(...ordersOf(random, id, value[second]!, falls));
    }
    batches.push({ timeMicros: (START_SECOND + 1 + second) * 1e6, records });
  }
  return batches;
}
