// Port: the core's books, the only book of money. The treasury never holds a balance of its own.

/** From one account to another; account 0 is the world outside. */
export interface Posting {
  readonly from: number;
  readonly to: number;
  readonly asset: number;
  /** Above 0. */
  readonly amountMinor: number;
}

export const OUTSIDE = 0;
/** Left the customer, not yet the house. */
export const IN_TRANSIT = 5;
/** Came in and belongs to nobody known yet. */
export const SUSPENSE = 6;

export interface Books {
  /**
   * Posts once, however often it is called with this number; resolves when it is decided and durable:
   * 0, or the core's reject code. Numbers rise with every new posting.
   */
  post(number: number, posting: Posting): Promise<number>;
}

/** A posting with account 0 on one side, as the core's ledger has it. */
export interface LedgerLine {
  /** Number of the posting. */
  readonly number: number;
  readonly account: number;
  readonly asset: number;
  /** Below 0: it left. */
  readonly amountMinor: number;
  readonly timeMs: number;
}

export interface Ledger {
  /** Of the treasury's own postings, `fromMs` inclusive to `toMs` exclusive. */
  outside(fromMs: number, toMs: number): Promise<readonly LedgerLine[]>;
}
