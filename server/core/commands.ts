// What the core is told: the binary form of a command, the same on the bus, in the journal and in a
// replay. One record is 64 bytes, little endian, as 16 int32 words (w) or 8 float64 slots (f, slot k
// covers words 2k and 2k+1); word 15 counts the further 64-byte blocks that follow it.
//
//   word  0   kind, with the order attributes above it (see packAttributes)
//   word  1   account
//   word  2   instrument (-1: all), or asset
//   word  3   price in ticks · side filter (-1: both) · phase · blocked · receiving account · fee
//   word  4   quantity in lots · fee
//   word  5   seconds (expiry since 1970, dead-man delay)
//   slot  3   client order id (0: none) · amount in minor units
//   slot  4   order id (0: none) · reference
//   word 10   session of the gateway (0: none)
//   word 11   source: 0 a session; above 0 an internal source whose repeats are dropped
//   slot  6   source 0: deadline in µs (0: none); else the sequence within the source, from 1
//   word 14   request id, echoed in refusals
//   word 15   further blocks
//
// Version 1. A reader refuses every other version.

export const COMMAND_SCHEMA_VERSION = 1;
export const RECORD_BYTES = 64;
export const RECORD_WORDS = 16;
export const RECORD_SLOTS = 8;

export const CommandKind = {
  place: 1,
  cancel: 2,
  amend: 3,
  /** Cancels the open orders of an account by instrument and side; word 4 = 1: only those of the
   * session in word 10 that carry `cancelOnDisconnect`; word 5 is the cause. */
  cancelMany: 4,
  /** Arms the dead-man's switch of an account for word 5 seconds; 0 disarms. */
  deadMan: 5,
  /** Time passes: expiries are due. */
  clock: 6,
  defineAsset: 16,
  defineInstrument: 17,
  openAccount: 18,
  /** Moves slot 3 minor units of asset word 2 into (negative: out of) the account. */
  transfer: 19,
  /** Sets how far below zero the account may go in asset word 2: slot 3 minor units. */
  setCredit: 20,
  setPhase: 21,
  blockAccount: 22,
  /** Moves slot 3 minor units (above 0) of asset word 2 from account word 1 to account word 3. */
  move: 23,
  /** Eight limits in a further block (limit-rows.ts) for account word 1 (0: the default of all) and
   * instrument word 2 (-1: all). */
  setLimits: 24,
  /** Kill switch: account word 1 and instrument -1 blocks the account, account -1 and an instrument
   * halts that, both -1 halts the venue; and the open orders concerned end. */
  kill: 25,
  /** Word 3: 1 halts the venue, 0 lets it go on. */
  setVenue: 26,
  /** The business day is word 4 (days since 1970), and what is due up to it settles. */
  businessDay: 27,
  /** Account word 1 fails to deliver up to word 4 lots of instrument word 2 when they are next due. */
  failDelivery: 28,
  /** Takes a fill back (trade-reversal.ts). */
  reverseTrade: 29,
  /** Fees of instrument word 2 in parts per million: maker word 3, taker word 4; with word 10 = 1 also
   * duties, buyer's word 5 and seller's slot 3, and least commission slot 4 (fee-change.ts). */
  setFees: 30,
  /** Discount of account word 1 in parts per million of the commission: maker word 3, taker word 4. */
  setDiscount: 31,
  /** Buys in what account word 1 fails to deliver of instrument word 2: word 4 lots at word 3 ticks (0: the
   * reference) from account word 5; from account 0: cash in place of them (buy-in.ts). */
  buyIn: 35,
  /** Rates of the penalties for fails in a further block (penalties.ts). */
  setPenalties: 36,
} as const;
export type CommandKind = (typeof CommandKind)[keyof typeof CommandKind];

/** Word and slot numbers by name. */
export const C = {
  kind: 0,
  account: 1,
  instrument: 2,
  price: 3,
  qty: 4,
  seconds: 5,
  clientOrderIdSlot: 3,
  orderIdSlot: 4,
  session: 10,
  source: 11,
  deadlineSlot: 6,
  sourceSeqSlot: 6,
  requestId: 14,
  blocks: 15,
} as const;

/** Accounts that exist from the beginning. */
export const EXTERNAL_ACCOUNT = 0; // mirror of banks and custodians: the other side of transfers
export const FEE_ACCOUNT = 1;
export const PAYOUT_ACCOUNT = 5; // money on its way out: no customer's any more, not yet the bank's
export const SUSPENSE_ACCOUNT = 6; // money that came in and belongs to nobody known yet
/** The venue's own accounts: they hold money and never trade. */
export const VENUE_ACCOUNTS = [
  EXTERNAL_ACCOUNT,
  FEE_ACCOUNT,
  PAYOUT_ACCOUNT,
  SUSPENSE_ACCOUNT,
] as const;
export const FIRST_ACCOUNT = 2;

/** Order attributes in bits 8-20 of word 0: side, type (1 bit each), tif (3), flags (3), stp (2). */
export function packAttributes(
  side: number,
  type: number,
  tif: number,
  flags: number,
  stp: number,
): number {
  return (side << 8) | (type << 9) | (tif << 11) | (flags << 14) | (stp << 17);
}
export const sideOf = (w0: number): number => (w0 >> 8) & 1;
export const typeOf = (w0: number): number => (w0 >> 9) & 1;
export const tifOf = (w0: number): number => (w0 >> 11) & 7;
export const flagsOf = (w0: number): number => (w0 >> 14) & 7;
export const stpOf = (w0: number): number => (w0 >> 17) & 3;

// Batch: a 64-byte header, then the records. This is what one journal row holds.
//   w0 magic 'OBB1' · w1 schema version · w2 record blocks · w3 bytes in all · slot 2 batch seq ·
//   slot 3 seq of the first command · slot 4 time in µs · w10 leader epoch · w11 shard ·
//   w12 CRC-32 of the records · w13 commands
export const BATCH_MAGIC = 0x3142424f;
export const B = {
  magic: 0,
  version: 1,
  blocks: 2,
  bytes: 3,
  batchSeqSlot: 2,
  firstCommandSeqSlot: 3,
  timeSlot: 4,
  leaderEpoch: 10,
  shard: 11,
  crc: 12,
  commands: 13,
} as const;
