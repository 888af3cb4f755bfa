// A long history of one account, written by the read model's own projector: events as the engine releases
// them, in seconds instead of days of trading.

import { DoneCause, OrderType, TimeInForce } from '../../shared/domain/order.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { CommandKind, packAttributes } from '../core/commands.ts';
import {
  E,
  EB,
  EVENT_BATCH_MAGIC,
  EVENT_SCHEMA_VERSION,
  EVENT_WORDS,
  EventKind,
  INDEX_SHIFT,
  SELL_BIT,
  TAKER_BIT,
} from '../core/events.ts';
import { openStore, type Store } from '../readmodel/open-store.ts';
import { createProjector } from '../readmodel/projector.ts';
import { prng, type Prng } from './prng.ts';

export interface LongHistory {
  readonly account: number;
  readonly orders: number;
  /** Their prices are 1,000 to 3,000 ticks. */
  readonly instruments: readonly number[];
  readonly seed: number;
  /** Engine time of the newest batch, µs since 1970; each is a second older than the one after it. */
  readonly untilMicros: number;
  /** Of the orders and trades; left out: above any id that a young venue has given out. */
  readonly firstId?: number;
}

const FIRST_ID = 1_000_000_000;
/** Of one time stamp. */
const ORDERS_PER_BATCH = 2;
const BATCHES_PER_FLUSH = 1_000;
const BATCH_MICROS = 1_000_000;

type Event = (words: Int32Array, slots: Float64Array) => void;

/** Into the file of a server that does not run. The checkpoint is as it was afterwards, so that the server
 * goes on from its own journal. */
export async function writeLongHistory(file: string, history: LongHistory): Promise<void> {
  const store = await openStore(file);
  const row = await store.selectFrom('checkpoint').select('batch_seq').executeTakeFirst();
  const before = row?.batch_seq ?? 0;
  await projectHistory(store, before, history);
  await store.updateTable('checkpoint').set({ batch_seq: before }).execute();
  await store.destroy();
}

/** Instruments of a store that no venue has written: their ids are the places of their codes. */
export async function listSymbols(store: Store, symbols: readonly string[]): Promise<void> {
  for (const [id, symbol] of symbols.entries()) {
    const shown = { id, symbol, name: symbol };
    const row = {
      ...shown,
      asset_class: 4,
      base_asset: 1,
      quote_asset: 2,
      tick_value_minor: id + 1,
    };
    const terms = { baseAsset: 1, quoteAsset: 2, tickValueMinor: id + 1, lotBaseMinor: 1 };
    const definition = JSON.stringify({ ...shown, ...terms });
    await store
      .insertInto('instrument')
      .values({ ...row, lot_base_minor: 1, definition })
      .execute();
  }
}

/** Into an open store, in batches after its checkpoint. */
export async function projectHistory(
  store: Store,
  checkpoint: number,
  history: LongHistory,
): Promise<void> {
  const projector = await createProjector(store, () => false);
  const random = prng(history.seed);
  const batches = Math.ceil(history.orders / ORDERS_PER_BATCH);
  for (let k = 0; k < batches; k++) {
    const from = k * ORDERS_PER_BATCH;
    const count = Math.min(ORDERS_PER_BATCH, history.orders - from);
    const events = Array.from({ length: count }, (_, n) => order(history, random, from + n, n));
    const micros = history.untilMicros - (batches - 1 - k) * BATCH_MICROS;
    projector.add(batchOf(checkpoint + 1 + k, micros, events.flat()));
    if (k % BATCHES_PER_FLUSH === 0) await projector.flush();
  }
  await projector.flush();
}

/** Four of eight fill in one piece, one by half, two are cancelled and one is refused. */
function order(history: LongHistory, random: Prng, n: number, index: number): Event[] {
  const kind = index << INDEX_SHIFT;
  const sell = random.below(2);
  const terms: Terms = {
    ...{ account: history.account, sell, id: (history.firstId ?? FIRST_ID) + n, kind },
    instrument: random.pick(history.instruments),
    price: 1_000 + random.below(2_000),
    qty: 2 + 2 * random.below(500),
  };
  const fate = random.below(8);
  if (fate === 0) return [rejected(terms, random)];
  if (fate < 3) return [accepted(terms), done(terms, 0)];
  if (fate === 3) return [accepted(terms), ...fill(terms, random, 2), done(terms, terms.qty / 2)];
  return [accepted(terms), ...fill(terms, random, 1)];
}

interface Terms {
  readonly account: number;
  readonly instrument: number;
  readonly price: number;
  readonly qty: number;
  /** 0 or 1. */
  readonly sell: number;
  readonly id: number;
  /** Bits of the command's place in its batch. */
  readonly kind: number;
}

const attributes = ({ sell, id }: Terms) =>
  packAttributes(sell, OrderType.limit, id % 5 === 0 ? TimeInForce.ioc : TimeInForce.gtc, 0, 0);

function accepted(terms: Terms): Event {
  return (w, f) => {
    w.set([EventKind.accepted | terms.kind, terms.account, terms.instrument, terms.price]);
    w.set([terms.qty, attributes(terms)], E.qty);
    f.set([terms.id, terms.id], E.orderIdSlot);
  };
}

function rejected(terms: Terms, random: Prng): Event {
  const { code } = random.pick([REJECTS.insufficientFunds, REJECTS.outsideBand]);
  return (w, f) => {
    w.set([EventKind.rejected | terms.kind, terms.account, terms.instrument, code]);
    w[E.commandKind] = CommandKind.place;
    f.set([terms.id, terms.id], E.orderIdSlot);
    w.set([terms.price, terms.qty, attributes(terms)], 12);
  };
}

function done(terms: Terms, filled: number): Event {
  return (w, f) => {
    const sell = terms.sell === 1 ? SELL_BIT : 0;
    w.set([EventKind.done | terms.kind | sell, terms.account, terms.instrument, DoneCause.user]);
    w.set([terms.qty - filled, filled], E.cancelledLots);
    f.set([terms.id, terms.id], E.orderIdSlot);
  };
}

/** The `part`th part of the order. */
function fill(terms: Terms, random: Prng, part: number): Event[] {
  const lots = terms.qty / part;
  const bits = (terms.sell === 1 ? SELL_BIT : 0) | (random.chance(1, 2) ? TAKER_BIT : 0);
  return [
    (w, f) => {
      w.set([EventKind.fill | terms.kind | bits, terms.account, terms.instrument, terms.price]);
      w.set([lots, terms.qty - lots], E.qty);
      w[E.fillFilledLots] = lots;
      f.set([terms.id, terms.id], E.orderIdSlot);
      f.set([1 + random.below(900), terms.id], E.feeSlot);
    },
    (w) => {
      w.set([EventKind.settled | terms.kind, terms.account]);
    },
  ];
}

function batchOf(seq: number, micros: number, events: readonly Event[]): Uint8Array {
  const words = new Int32Array((events.length + 1) * EVENT_WORDS);
  const slots = new Float64Array(words.buffer);
  words[EB.magic] = EVENT_BATCH_MAGIC;
  words[EB.version] = EVENT_SCHEMA_VERSION;
  words[EB.blocks] = events.length;
  slots[EB.batchSeqSlot] = seq;
  slots[EB.firstCommandSeqSlot] = FIRST_ID + seq * ORDERS_PER_BATCH;
  slots[EB.timeSlot] = micros;
  events.forEach((write, k) => {
    const at = (k + 1) * EVENT_WORDS;
    write(words.subarray(at, at + EVENT_WORDS), slots.subarray(at / 2, at / 2 + EVENT_WORDS / 2));
  });
  return new Uint8Array(words.buffer);
}
