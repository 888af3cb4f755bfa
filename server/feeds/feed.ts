// Port of external market data: a stream of normalised events, integers throughout. Every adapter
// (a recording, a vendor's live stream) yields these and nothing else.

import type { DepthLevel } from '../../shared/domain/quote.ts';
import type { Side } from '../../shared/domain/order.ts';

/** What every event carries. Times in µs since 1970. */
interface FeedStamp {
  readonly instrument: number;
  /** The exchange's own time; the receive time where the message has none. */
  readonly exchangeMicros: number;
  /** When the message reached the recorder or this process; never falls within a feed. */
  readonly receiveMicros: number;
}

/** The whole book as of `updateId`; replaces everything known before. */
export interface BookSnapshot extends FeedStamp {
  readonly kind: 'bookSnapshot';
  readonly updateId: number;
  readonly bids: readonly DepthLevel[];
  readonly asks: readonly DepthLevel[];
}

/** Absolute quantities of the levels that changed in the updates firstId … lastId; 0 deletes. */
export interface BookDelta extends FeedStamp {
  readonly kind: 'bookDelta';
  readonly firstId: number;
  readonly lastId: number;
  readonly bids: readonly DepthLevel[];
  readonly asks: readonly DepthLevel[];
}

export interface FeedTrade extends FeedStamp {
  readonly kind: 'trade';
  readonly tradeId: number;
  readonly ticks: number;
  readonly lots: number;
  /** Side of the taker. */
  readonly aggressor: Side;
}

/** Best bid and ask as of `updateId`, quantity 0 for an empty side. For control only: nothing is
 * quoted from it. */
export interface BestQuote extends FeedStamp {
  readonly kind: 'bestQuote';
  readonly updateId: number;
  readonly bidTicks: number;
  readonly bidLots: number;
  readonly askTicks: number;
  readonly askLots: number;
}

/** The book is unknown from here until the next snapshot. */
export interface FeedGap extends FeedStamp {
  readonly kind: 'gap';
  readonly reason: 'sequence' | 'crossed';
  /** Last update id that was understood, and the first one after the hole. */
  readonly lastId: number;
  readonly nextId: number;
}

/** Last event of a feed; with a problem when it ended before its time. */
export interface FeedEnd {
  readonly kind: 'end';
  readonly receiveMicros: number;
  readonly problem: FeedProblem | undefined;
}

export type FeedEvent = BookSnapshot | BookDelta | FeedTrade | BestQuote | FeedGap | FeedEnd;

export type FeedProblemCode =
  'RECORDING_MISSING' | 'RECORDING_DAMAGED' | 'RECORDING_EMPTY' | 'RECORDING_FORMAT';

/** Why a feed cannot be read, in one sentence for whoever started it. */
export interface FeedProblem {
  readonly code: FeedProblemCode;
  readonly sentence: string;
}

export interface Feed {
  /** Reads once, from the beginning to an `end`. */
  events(): AsyncIterable<FeedEvent>;
}
