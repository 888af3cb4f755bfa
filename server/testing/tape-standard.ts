// The standard command tapes of the benchmarks: integers only, so the same bytes on every machine. The
// reference matcher runs inside the generator: cancels name live orders, and the tape knows its hash.
//
// Per command: on a tape of several instruments the instrument is below(n); in one of 16 the mid moves
// a tick; of 100, 55 are adds within 50 ticks of the mid, 40 cancels of a live order (an add when there
// is none) and 5 immediate orders that cross 60 ticks deep.

import { Side } from '../../shared/domain/order.ts';
import { createNaiveBook } from './book-naive.ts';
import type { NaiveBook } from './book-naive.ts';
import { prng } from './prng.ts';
import type { Prng } from './prng.ts';
import { Report, tapeHash } from './tape-report.ts';

/** A command is 8 words: type, side and ioc in bytes 0-2 of word 0, then seq, instrument, order id
 * (dense by instrument, from 1), price, quantity; word 6 is free for the slot that a book gave. */
export const TAPE_WORDS = 8;
export const T = { head: 0, seq: 1, instrument: 2, id: 3, price: 4, qty: 5, slot: 6 } as const;
export const TapeKind = { add: 0, cancel: 1, modify: 2 } as const;

export interface Tape {
  readonly words: Int32Array;
  readonly total: number;
  /** Commands before the timed ones. */
  readonly prefill: number;
  readonly instruments: number;
  readonly hash: string;
  readonly trades: number;
  readonly live: number;
}

export interface TapeOptions {
  readonly seed: number;
  readonly commands?: number;
  readonly instruments?: number;
  readonly prefill?: number;
}

export type TapeName = 'single' | 'multi16' | 'deep';

/** The three tapes with their published event hashes. */
export const TAPES: Readonly<Record<TapeName, TapeOptions & { readonly hash: string }>> = {
  single: { seed: 1, hash: '2a83b47e2f0d50d4' },
  multi16: { seed: 2, instruments: 16, hash: 'e4498378f1bcfd5d' },
  deep: { seed: 3, prefill: 500_000, hash: 'b43ba0aec6712312' },
};

/** Prices of the tapes lie in 1 … TAPE_PRICE_LIMIT - 1. */
export const TAPE_PRICE_LIMIT = 65_536;

const MID_START = 32_768;
const MID_MIN = 8_192;
const MID_MAX = 57_344;
const BAND = 50;
const PREFILL_BAND = 5_000;
const IOC_REACH = BAND + 10;

interface Market {
  readonly book: NaiveBook;
  readonly live: LiveIds;
  mid: number;
  nextId: number;
}

export function tapeHead(kind: number, side: number, isIoc: boolean): number {
  return kind | (side << 8) | (isIoc ? 1 << 16 : 0);
}

export function makeTape(options: TapeOptions): Tape {
  const { seed, commands = 1_000_000, instruments = 1, prefill = 0 } = options;
  const total = prefill + commands;
  const words = new Int32Array(total * TAPE_WORDS);
  const random = prng(seed);
  const hash = tapeHash();
  let trades = 0;
  const markets = Array.from({ length: instruments }, (): Market => {
    const live = createLiveIds();
    const book = createNaiveBook((...report) => {
      if (report[0] === Report.trade) trades++;
      hash.take(...report);
    }, live.remove);
    return { book, live, mid: MID_START, nextId: 1 };
  });

  for (let seq = 0; seq < total; seq++) {
    const instrument = instruments === 1 ? 0 : random.below(instruments);
    const market = markets[instrument]!;
    const command = seq < prefill ? prefillAdd(random) : drawCommand(random, market);
    const at = seq * TAPE_WORDS;
    words[at + T.seq] = seq;
    words[at + T.instrument] = instrument;
    enter(words, at, market, command);
  }
  const live = markets.reduce((sum, market) => sum + market.live.size(), 0);
  return { words, total, prefill, instruments, hash: hash.hex(), trades, live };
}

interface Drawn {
  readonly side: number;
  readonly price: number;
  readonly qty: number;
  readonly isIoc: boolean;
}

/** A cancel is drawn as the id to cancel. */
type Command = Drawn | number;

function enter(words: Int32Array, at: number, market: Market, command: Command): void {
  const { book, live } = market;
  const seq = words[at + T.seq]!;
  if (typeof command === 'number') {
    words[at + T.head] = tapeHead(TapeKind.cancel, 0, false);
    words[at + T.id] = command;
    book.cancel(seq, command);
    return;
  }
  const { side, price, qty, isIoc } = command;
  const id = market.nextId++;
  words[at + T.head] = tapeHead(TapeKind.add, side, isIoc);
  words[at + T.id] = id;
  words[at + T.price] = price;
  words[at + T.qty] = qty;
  book.add(seq, id, side, price, qty, isIoc);
  if (book.has(id)) live.add(id);
}

function drawAdd(random: Prng, mid: number, band: number): Drawn {
  const side = random.next() & 1;
  const distance = 1 + random.below(band);
  const qty = 1 + random.below(100);
  return { side, price: side === Side.sell ? mid + distance : mid - distance, qty, isIoc: false };
}

function prefillAdd(random: Prng): Drawn {
  return drawAdd(random, MID_START, PREFILL_BAND);
}

function drawCommand(random: Prng, market: Market): Command {
  if (random.below(16) === 0) {
    const moved = market.mid + ((random.next() & 1) === 1 ? 1 : -1);
    if (moved > MID_MIN && moved < MID_MAX) market.mid = moved;
  }
  const ticket = random.below(100);
  const isCancel = ticket >= 55 && ticket < 95;
  if (isCancel && market.live.size() > 0) return market.live.at(random.below(market.live.size()));
  if (ticket < 95) return drawAdd(random, market.mid, BAND);
  const side = random.next() & 1;
  const qty = 1 + random.below(200);
  const price = side === Side.sell ? market.mid - IOC_REACH : market.mid + IOC_REACH;
  return { side, price, qty, isIoc: true };
}

interface LiveIds {
  add(id: number): void;
  remove(id: number): void;
  at(index: number): number;
  size(): number;
}

/** A set with access by index; the last one takes the place of a removed one. The order is part of
 * the tape's definition. */
function createLiveIds(): LiveIds {
  const ids: number[] = [];
  const places = new Map<number, number>();
  return {
    add(id) {
      places.set(id, ids.length);
      ids.push(id);
    },
    remove(id) {
      const place = places.get(id);
      if (place === undefined) return;
      const last = ids.pop()!;
      if (last !== id) {
        ids[place] = last;
        places.set(last, place);
      }
      places.delete(id);
    },
    at: (index) => ids[index]!,
    size: () => ids.length,
  };
}
