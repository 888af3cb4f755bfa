// An order's words: side, type, time in force, self-trade prevention, flags, states and causes.
// The numbers are on the wire and in the journal: they never change meaning.

export const Side = { buy: 0, sell: 1 } as const;
export type Side = (typeof Side)[keyof typeof Side];

export const OrderType = { limit: 0, market: 1 } as const;
export type OrderType = (typeof OrderType)[keyof typeof OrderType];

/** Time in force. DAY ends at the instrument's day end, GTD at `expireSeconds`. */
export const TimeInForce = { gtc: 0, ioc: 1, fok: 2, day: 3, gtd: 4 } as const;
export type TimeInForce = (typeof TimeInForce)[keyof typeof TimeInForce];

/** Self-trade prevention: what happens when an order meets one of its own account.
 * The taker's mode rules. `expireTaker` is the default. `decrement` reduces both by the smaller. */
export const SelfTrade = { expireTaker: 0, expireMaker: 1, expireBoth: 2, decrement: 3 } as const;
export type SelfTrade = (typeof SelfTrade)[keyof typeof SelfTrade];

/** Bit flags of an order. */
export const OrderFlag = {
  /** Never takes: refused whole when it would cross. */
  postOnly: 1,
  /** Only ever brings the position closer to zero. */
  reduceOnly: 2,
  /** Cancelled when the session that placed it is lost. */
  cancelOnDisconnect: 4,
} as const;

export const OrderStatus = { open: 0, filled: 1, cancelled: 2, expired: 3, rejected: 4 } as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

/** Why an order ended. `filled` is implied by a fill that leaves nothing. */
export const DoneCause = {
  filled: 0,
  user: 1,
  immediateRemainder: 2,
  fillOrKill: 3,
  selfTrade: 4,
  timeExpired: 5,
  dayEnd: 6,
  disconnect: 7,
  deadMan: 8,
  operator: 9,
  reduceOnly: 10,
  amendedAway: 11,
  marketBound: 12,
  /** The next price lay outside the volatility window. */
  priceWindow: 13,
} as const;
export type DoneCause = (typeof DoneCause)[keyof typeof DoneCause];

export function statusOfCause(cause: DoneCause): OrderStatus {
  if (cause === DoneCause.filled) return OrderStatus.filled;
  if (cause === DoneCause.timeExpired || cause === DoneCause.dayEnd) return OrderStatus.expired;
  return OrderStatus.cancelled;
}

/** Trading phase of an instrument. Halted: cancels only. Auction: limit orders are collected and none
 * trades until they do all at one price. */
export const Phase = { open: 0, halted: 1, auction: 2 } as const;
export type Phase = (typeof Phase)[keyof typeof Phase];

/** Why the phase is what it is: an operator, a price that stood at the end of its window, a fall of the
 * market. */
export const PhaseCause = { operator: 0, priceWindow: 1, marketFall: 2 } as const;
export type PhaseCause = (typeof PhaseCause)[keyof typeof PhaseCause];
