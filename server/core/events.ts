// What the core says happened: fixed 64-byte records like commands. Word 0 is the kind (bits 0-7), the
// index of its command within the batch (bits 8-23) and two bits of its own (24, 25).
//
// Grammar, per command (events of one command are adjacent, in this order):
//   place        -> Rejected | Replayed | Accepted Trading (Amended? Level)? Done?
//   amend        -> Rejected | Amended Trading Amended? Level* Done?
//   cancel       -> Rejected | Done Level
//   cancelMany   -> (Done Level)* MassDone
//   clock        -> (Done Level)* MassDone* (Window? Phase?)* (Auction | Uncrossing)*
//   setPhase     -> Rejected | Phase | Uncrossing
//   Uncrossing   =  (Trading Level*)* (Window Phase | Phase)    Level: of orders that come into the book
//   kill         -> Rejected | (AccountBlocked | Phase | Venue Phase*) (Done Level)* MassDone
//   Trading      =  ((Fill Settled){2} Obligation* | Done)* Level*   maker side first, then taker side
//   businessDay  -> Rejected | BusinessDay (Obligation* Balance*)* Phase*    a penalty is a balance
//   buyIn        -> Rejected | (Balance* Position?)* Obligation*
//   setFees      -> Rejected | Instrument (Done* Level)* Balance*
//   reverseTrade -> Rejected | (Balance{2} Position){2} Balance? Obligation*
// A Fill with leaves 0 ends its order: no Done follows. After the last event of a command every
// account's balances, positions and every level are as the latest event about them says.
//
// Every event with a `privateSeq` belongs to that account's private stream: one number per command and
// account, contiguous from 1.

export const EVENT_SCHEMA_VERSION = 1;
export const EVENT_BYTES = 64;
export const EVENT_WORDS = 16;

export const EventKind = {
  accepted: 1,
  rejected: 2,
  replayed: 3,
  fill: 4,
  settled: 5,
  done: 6,
  amended: 7,
  level: 8,
  massDone: 9,
  balance: 10,
  phase: 11,
  accountBlocked: 12,
  deadMan: 13,
  venue: 14,
  businessDay: 15,
  asset: 16,
  instrument: 17,
  account: 18,
  limits: 19,
  obligation: 20,
  deliveryFail: 21,
  /** Only in a state dump: an open order. A position also when a trade is reversed. */
  openOrder: 24,
  position: 25,
  /** The prices between which an instrument trades, or its limit state, have changed. */
  window: 26,
  /** What an auction would trade now, at every clock command while it lasts. */
  auction: 27,
  discount: 28,
  /** Rates of the penalties for deliveries that fail. */
  penalties: 30,
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

/** Word 4 of a balance event: what moved the money; hold: none came or went, orders hold more or less. */
export const Posting = {
  transfer: 0,
  move: 1,
  reversal: 2,
  hold: 3,
  /** For a delivery that failed; below 0: it failed to deliver. */
  penalty: 4,
  buyIn: 5,
} as const;

/** Word 4 of an obligation: the whole row as it is now; what settled when the row of this value date
 * was closed; the whole row as it is now, with what failed and is tried again on this date. */
export const ObligationState = { open: 0, settled: 1, failed: 2 } as const;

/** Word 5 of a phase: the auction ends some time after the next business day has begun. */
export const NEXT_DAY = 2 ** 31 - 1;

export const INDEX_SHIFT = 8;
export const INDEX_MASK = 0xffff;
/** fill: the side that took. */
export const TAKER_BIT = 1 << 24;
/** fill, done, amended: set for a sell order. */
export const SELL_BIT = 1 << 25;

// Fields. `Slot` names count in float64 slots, the others in int32 words.
//
// accepted   w1 account w2 instrument w3 price w4 qty w5 attributes (packAttributes) f3 order id
//            f4 client order id w10 privateSeq w11 expiry s · f6 available f7 held (buy: quote asset)
// openOrder  as accepted, with w10 leaves, w12 filled lots
// rejected   w1 account w2 instrument w3 reject code w4 command kind w5 request id f3 order id
//            f4 client order id w10 privateSeq w11 session w12 price w13 qty w14 attributes
// replayed   w1 account w2 instrument w3 first answer: 0 accepted, else its code w5 request id
//            f3 order id f4 client order id w11 session
// fill       w1 account w2 instrument w3 price w4 qty w5 leaves f3 order id f4 trade id
//            w10 privateSeq w11 filled lots of the order so far · f6 fee (quote minor) f7 client order id
// settled    w1 account · f1 base available f2 base held f3 quote available f4 quote held
//            f5 position cost (quote minor) f6 realised P&L (quote minor, fees included)
//            f7 position lots; belongs to the fill before it
// done       w1 account w2 instrument w3 cause w4 lots cancelled w5 lots filled f3 order id
//            f4 client order id w10 privateSeq · f6 available f7 held (buy: quote asset)
// amended    w1 account w2 instrument w3 price w4 qty w5 leaves f3 order id f4 client order id
//            w10 privateSeq w11 1: priority kept · f6 available f7 held
// level      w1 side w2 instrument w3 price w4 orders f3 lots: the whole level now, 0 deletes
// massDone   w1 account w2 instrument w3 orders cancelled w4 cause w5 request id w10 privateSeq
//            w11 session w12 1: more remain than one command may cancel
// balance    w1 account w2 asset w3 the other account w4 posting w10 privateSeq f3 available f4 held
//            f6 amount f7 reference; the two of a move are adjacent, the giving account first;
//            penalty and buyIn: w5 instrument w11 1: its credit grew to pay it; reference: business day
// position   w1 account w2 instrument f3 lots f4 cost f5 realised
// phase      w2 instrument w3 phase w5 second at which its auction ends (0: none said) w8 PhaseCause · in
//            a state dump, where every instrument has one, also
//            w4 price of its last trade (0: none) f3 id of the venue's last trade (0: none)
// window     w2 instrument w3 lowest w4 highest price of a trade (both 0: no window) w5 second since which its
//            best price stands at an end of it (0: it does not)
// auction    w2 instrument w3 price (0: nothing would trade) f3 lots that would trade f4 lots bought less
//            lots sold at that price or better
// accountBlocked  w1 account w3 blocked   deadMan  w1 account w4 request id w5 seconds
//            w10 privateSeq
// obligation w1 account w2 instrument w3 value date w4 ObligationState w10 privateSeq f3 lots
//            f4 money (quote minor)
//            w5 value date since which it fails (0: it does not) f6 penalties paid for that so far
//            (quote minor; below 0: received)
// businessDay w3 day w4 rows settled w5 rows that failed w12 1: more are due than one run settles
// deliveryFail w1 account w2 instrument w4 lots
// discount   w1 account w3 maker's, w4 taker's parts per million off the commission w10 privateSeq
// penalties  w4-w8 parts per million a day by AssetClass
// venue      w3 1: halted; a phase event of every instrument whose phase it changes follows
// asset, instrument, account, limits: as their commands, blocks included (word 15); after setFees the
//            instrument is the whole definition with its new fees, its next version and the phase that holds
export const E = {
  kind: 0,
  account: 1,
  instrument: 2,
  price: 3,
  qty: 4,
  attributes: 5,
  code: 3,
  commandKind: 4,
  requestId: 5,
  leaves: 5,
  cause: 3,
  cancelledLots: 4,
  filledLots: 5,
  orderIdSlot: 3,
  clientOrderIdSlot: 4,
  tradeIdSlot: 4,
  privateSeq: 10,
  expire: 11,
  session: 11,
  fillFilledLots: 11,
  priorityKept: 11,
  availableSlot: 6,
  heldSlot: 7,
  feeSlot: 6,
  fillClientOrderIdSlot: 7,
  side: 1,
  orders: 4,
  posting: 4,
  lotsSlot: 3,
  blocks: 15,
} as const;

/** Further 64-byte blocks of the event at word `at`: only definitions have them, the last word of the
 * other kinds belongs to slot 7. */
export function furtherBlocks(words: Int32Array, at: number): number {
  const kind = words[at]! & 0xff;
  return kind >= EventKind.asset && kind <= EventKind.limits ? words[at + E.blocks]! : 0;
}

// Event batch, as released: a 64-byte header, then the events.
//   w0 magic 'OBE1' · w1 schema version · w2 event blocks · w3 bytes in all · slot 2 batch seq ·
//   slot 3 seq of the first command · slot 4 time in µs · w10 leader epoch · w11 stream epoch ·
//   w12 running CRC-32 over all event bytes since genesis · w13 commands · w14 1: a state dump
export const EVENT_BATCH_MAGIC = 0x3145424f;
export const EB = {
  magic: 0,
  version: 1,
  blocks: 2,
  bytes: 3,
  batchSeqSlot: 2,
  firstCommandSeqSlot: 3,
  timeSlot: 4,
  leaderEpoch: 10,
  streamEpoch: 11,
  crc: 12,
  commands: 13,
  dump: 14,
} as const;
