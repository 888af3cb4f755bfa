// The venue of the torture runs: the real engine with small tables, one instrument, and two accounts
// whose orders meet.

import { AssetClass } from '../../shared/domain/instrument.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { Phase } from '../../shared/domain/order.ts';
import { writeCancel, writePlace } from '../../server/core/command-writer.ts';
import { FIRST_ACCOUNT, RECORD_BYTES } from '../../server/core/commands.ts';
import {
  accountRecord,
  assetRecord,
  instrumentRecord,
  transferRecord,
} from '../../server/core/definitions.ts';
import { createEngine } from '../../server/core/engine.ts';
import type { Engine } from '../../server/core/engine-port.ts';
import { E, EVENT_BYTES, EVENT_WORDS, EventKind } from '../../server/core/events.ts';
import { viewsOf } from '../../server/journal/journal-record.ts';

const CAPACITY = {
  accounts: 16,
  assets: 4,
  instruments: 4,
  levels: 1 << 12,
  orders: 1 << 10,
  dedupe: 1 << 14,
  events: 1 << 14,
};

export const createTortureEngine = (): Engine => createEngine(CAPACITY);

const ACCOUNTS = [FIRST_ACCOUNT, FIRST_ACCOUNT + 1] as const;
const PRICE_TICKS = 100;
const FUNDS_MINOR = 1_000_000_000_000;

const INSTRUMENT: Instrument = {
  id: 0,
  symbol: 'TORTURE',
  name: 'Instrument of the torture runs',
  assetClass: AssetClass.crypto,
  baseAsset: 1,
  quoteAsset: 0,
  priceScale: 2,
  tickStep: 1,
  qtyScale: 0,
  lotStep: 1,
  tickValueMinor: 1,
  lotBaseMinor: 1,
  priceLimitTicks: 1_000,
  minQtyLots: 1,
  maxQtyLots: 1_000,
  maxNotionalMinor: 1_000_000_000,
  bandBps: 0,
  marketBoundBps: 100,
  makerFeePpm: 0,
  takerFeePpm: 0,
  openingTicks: PRICE_TICKS,
  dayEndSecond: 0,
  phase: Phase.open,
  version: 1,
};

export function tortureGenesis(): Int32Array[] {
  const assets = [
    { id: 0, code: 'USD', scale: 2 },
    { id: 1, code: 'COIN', scale: 0 },
  ];
  let sourceSeq = 0;
  return [
    ...assets.map(assetRecord),
    instrumentRecord(INSTRUMENT),
    ...ACCOUNTS.map((account) => accountRecord(account)),
    ...ACCOUNTS.flatMap((account) =>
      assets.map(({ id }) => transferRecord(account, id, FUNDS_MINOR, 1, ++sourceSeq)),
    ),
  ];
}

/** Orders with the client order ids from `firstId` on: odd ones sell to one account, even ones buy for
 * the other, all at one price, so that the book stays short. */
export function tortureOrders(firstId: number, count = 1): Uint8Array {
  const bytes = new Uint8Array(count * RECORD_BYTES);
  const { words, slots } = viewsOf(bytes);
  for (let k = 0; k < count; k++) {
    const side = (firstId + k) % 2;
    const terms = { instrument: 0, side, price: PRICE_TICKS, qty: 1 };
    writePlace(words, slots, k, { account: ACCOUNTS[side]!, clientOrderId: firstId + k, ...terms });
  }
  return bytes;
}

export function tortureCancel(clientOrderId: number): Uint8Array {
  const bytes = new Uint8Array(RECORD_BYTES);
  const { words, slots } = viewsOf(bytes);
  writeCancel(words, slots, 0, { account: ACCOUNTS[clientOrderId % 2]!, clientOrderId });
  return bytes;
}

/** Client order ids of the orders that an event batch accepts, in order; with `replayed` also of those
 * whose first answer it repeats. */
export function acceptedIds(eventBatch: Uint8Array, replayed = false): number[] {
  const { words, slots } = viewsOf(eventBatch);
  const ids: number[] = [];
  const blocks = eventBatch.byteLength / EVENT_BYTES;
  for (let block = 1; block < blocks; block++) {
    const kind = words[block * EVENT_WORDS]! & 0xff;
    if (kind === EventKind.accepted || (replayed && kind === EventKind.replayed)) {
      ids.push(slots[block * (EVENT_WORDS / 2) + E.clientOrderIdSlot]!);
    }
    block += definitionBlocks(kind, words, block);
  }
  return ids;
}

/** Only definitions have further blocks; in other kinds the word holds something else. */
function definitionBlocks(kind: number, words: Int32Array, block: number): number {
  const isDefinition =
    kind === EventKind.asset || kind === EventKind.instrument || kind === EventKind.account;
  return isDefinition ? words[block * EVENT_WORDS + E.blocks]! : 0;
}
