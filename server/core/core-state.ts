// The state of the venue: typed arrays of fixed size, their record layouts, and nothing else.
//
// All money and ids above 31 bits live in float64 cells: a double that is passed to a function or
// kept in a variable of a closure costs an allocation, one in a typed array does not.

import { ASSET_CLASS_NAMES } from '../../shared/domain/instrument.ts';
import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import { createBook, type Book } from './book.ts';
import { VENUE_ACCOUNTS } from './commands.ts';
import type { EngineCapacity } from './engine-port.ts';

/** Makers that one command meets at most, and orders that one command ends at most. */
export const MAKERS_MAX = 16_384;
/** Internal sources are numbered below this. */
export const SOURCES = 65_536;

/** Order record, 64 bytes: the book's four words, then these; slots are float64. */
export const ORDER_SHIFT = 4;
export const OrderWord = {
  leaves: 2,
  level: 3,
  generation: 4,
  account: 5,
  instrument: 6,
  attributes: 7,
  total: 8,
  expire: 9,
  session: 12,
  /** Place in the expiry heap, from 1; 0: not there. */
  heap: 13,
} as const;
export const OrderSlot = { clientOrderId: 5, held: 7 } as const;

export const ACCOUNT_SHIFT = 4;
/** What stands in `exists` of an account that trades, and of one of the venue's own. */
export const TRADES = 1;
export const VENUES_OWN = 2;
export const AccountWord = {
  exists: 0,
  blocked: 1,
  openOrders: 2,
  openOrdersMax: 3,
  privateSeq: 4,
  /** Number of the command that last raised privateSeq. */
  stamp: 5,
  /** Seconds of an armed dead man's switch, 0: off. */
  deadSeconds: 6,
  /** 1: a row of limits concerns it. */
  limited: 7,
  /** Parts per million off the commission. */
  makerDiscount: 8,
  takerDiscount: 9,
} as const;

export const INSTRUMENT_SHIFT = 5;
export const InstrumentWord = {
  exists: 0,
  phase: 1,
  base: 2,
  quote: 3,
  priceLimit: 4,
  minQty: 5,
  maxQty: 6,
  bandBps: 7,
  boundBps: 8,
  makerFee: 9,
  takerFee: 10,
  holdFee: 11,
  dayEnd: 12,
  /** Last trade price, before the first one the opening price. */
  reference: 13,
  traded: 14,
  /** SettlementTerms; 0: with the trade. */
  settlement: 15,
  /** Ticks between which it trades; both 0: anywhere. */
  windowLow: 16,
  windowHigh: 17,
  /** First and last of its orders that an auction has collected, slots; 0: none. */
  collectedHead: 18,
  collectedTail: 19,
  /** Second since which its best price stands at an end of the window, 0: it does not. */
  limitSince: 20,
  /** Second at which its auction ends, 0: when an operator says so. And why it is held: PhaseCause. */
  auctionUntil: 21,
  phaseCause: 22,
  /** How many times windowBps the window is wide to each side. */
  windowWidth: 23,
  /** 1: a duty or a least commission comes to the rates. */
  hasExtras: 24,
  buyDuty: 25,
  sellDuty: 26,
  minFee: 27,
} as const;
export const INSTRUMENT_SLOTS_SHIFT = 2;
export const InstrumentSlot = { tickValue: 0, lotBase: 1, maxNotional: 2 } as const;

/** Balance record of (asset, account): asset-major, so that the accounts of a market lie together. */
export const BALANCE_SHIFT = 2;
export const BalanceSlot = { available: 0, held: 1, credit: 2 } as const;
/** Position record of (instrument, account): instrument-major. */
export const POSITION_SHIFT = 2;
/** `unsettled`: lots of the position that are still to be received, negative: delivered. */
export const PositionSlot = { lots: 0, cost: 1, realised: 2, unsettled: 3 } as const;
/** Record of (asset, account) beside its balance: what is to be received and to be paid in all, and
 * what was bought and may not be sold before it is delivered. */
export const UNSETTLED_SHIFT = 2;
export const UnsettledSlot = { receivable: 0, payable: 1, locked: 2 } as const;

/** What an account receives (negative: delivers, pays) on a value date in one instrument, netted. */
export interface Obligation {
  readonly account: number;
  readonly instrument: number;
  /** Days since 1970. */
  readonly day: number;
  lots: number;
  /** Minor units of the quote asset, fees included. */
  money: number;
  /** Lots bought that may not be sold before they settle. */
  locked: number;
  /** Value date since which lots of it fail, 0: they do not; and the penalties paid for that. */
  failedSince: number;
  penalty: number;
}

export const CounterSlot = { trades: 0, time: 1, businessDay: 2 } as const;
/** `command` numbers commands for AccountWord.stamp; the cells from `eventIndex` on belong to the
 * command being applied: index of its events, limit price and expiry of its order, time in s. */
export const CounterWord = {
  command: 0,
  live: 1,
  eventIndex: 2,
  limitPrice: 3,
  expire: 4,
  seconds: 5,
  /** 1: a row of limits concerns every account. */
  allLimited: 6,
  /** 1: the venue is halted. */
  venueHalted: 7,
} as const;
/** Bits of an instrument's phase word: halted itself, with the whole venue, in an auction. */
export const OWN_HALT = 1;
export const VENUE_HALT = 2;
export const IN_AUCTION = 4;
/** Bit of an order's attributes: an auction has collected it, so it stands in no level. */
export const COLLECTED = 1 << 21;

/** Row of an instrument that has a window: sums of its trade prices and how many they were, by the 30
 * seconds in which they were made, ten of them in turn and the present ones; number of these 30 seconds;
 * the price around which the window lies, and the one from which the fall of the day counts (ticks). */
export const WINDOW_SHIFT = 5;
export const WindowSlot = {
  ...{ sums: 0, counts: 10, sum: 20, count: 21, bucket: 22, reference: 23, dayReference: 24 },
} as const;
export const WINDOW_BUCKETS = 10;

/** An order as the repeat block remembers it. */
export interface RecentOrder {
  readonly time: number;
  readonly instrument: number;
  readonly side: number;
  readonly price: number;
  readonly qty: number;
}

export interface CoreState {
  readonly capacity: EngineCapacity;
  readonly book: Book;
  /** The book's order records, seen as float64. */
  readonly orderSlots: Float64Array;
  /** Two per order slot: commission by the rate so far, and charged. Of instruments with a least
   * commission only; those of slot 0 stay 0 and stand for an order that has none yet. */
  readonly commissions: Float64Array;
  readonly accounts: Int32Array;
  /** µs at which the account's dead man's switch is due. */
  readonly deadDue: Float64Array;
  readonly instruments: Int32Array;
  readonly instrumentSlots: Float64Array;
  readonly balances: Float64Array;
  readonly positions: Float64Array;
  readonly sourceSeqs: Float64Array;
  readonly counters: Float64Array;
  readonly words: Int32Array;
  /** Definitions as they were commanded; not read in the hot path. */
  readonly assetList: Asset[];
  readonly instrumentList: Instrument[];
  /** Rows of limit-rows.ts by limitKey; µs up to which an account's orders are paid for; its last
   * orders, oldest first. Read for limited accounts only. */
  readonly limits: Map<number, Float64Array>;
  readonly rateDue: Float64Array;
  readonly recentOrders: Map<number, RecentOrder[]>;
  /** By (value date, instrument, account); the keys ascend in that order. */
  readonly obligations: Map<number, Obligation>;
  readonly unsettled: Float64Array;
  /** Lots that will not be delivered, by (instrument, account). */
  readonly deliveryFails: Map<number, number>;
  /** Parts per million a day by AssetClass. */
  readonly penaltyRates: Int32Array;
  /** Records of WindowSlot by instrument. */
  readonly windows: Float64Array;
  /** Steps of a falling market that have been taken on this business day, by AssetClass. */
  readonly marketSteps: Int32Array;
}

export function createCoreState(capacity: EngineCapacity): CoreState {
  const book = createBook(
    {
      instruments: capacity.instruments,
      levels: capacity.levels,
      orders: capacity.orders,
      recordShift: ORDER_SHIFT,
    },
    () => {},
  );
  const state: CoreState = {
    capacity,
    book,
    orderSlots: new Float64Array(book.orders.buffer),
    commissions: new Float64Array(2 * (capacity.orders + 1)),
    accounts: new Int32Array(capacity.accounts << ACCOUNT_SHIFT),
    deadDue: new Float64Array(capacity.accounts),
    instruments: new Int32Array(capacity.instruments << INSTRUMENT_SHIFT),
    instrumentSlots: new Float64Array(capacity.instruments << INSTRUMENT_SLOTS_SHIFT),
    balances: new Float64Array((capacity.assets * capacity.accounts) << BALANCE_SHIFT),
    positions: new Float64Array((capacity.instruments * capacity.accounts) << POSITION_SHIFT),
    sourceSeqs: new Float64Array(SOURCES),
    counters: new Float64Array(4),
    words: new Int32Array(8),
    assetList: [],
    instrumentList: [],
    limits: new Map(),
    rateDue: new Float64Array(capacity.accounts),
    recentOrders: new Map(),
    obligations: new Map(),
    unsettled: new Float64Array((capacity.assets * capacity.accounts) << UNSETTLED_SHIFT),
    deliveryFails: new Map(),
    penaltyRates: new Int32Array(ASSET_CLASS_NAMES.length),
    windows: new Float64Array(capacity.instruments << WINDOW_SHIFT),
    marketSteps: new Int32Array(ASSET_CLASS_NAMES.length),
  };
  openVenueAccounts(state);
  return state;
}

export function openVenueAccounts(state: CoreState): void {
  for (const account of VENUE_ACCOUNTS) {
    state.accounts[(account << ACCOUNT_SHIFT) + AccountWord.exists] = VENUES_OWN;
  }
}
