// The messages between a page and the feed worker. Everything crosses by structured clone; a frame's
// buffer is transferred and comes back with the credit for another.

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import type { MarketSource } from '../../shared/domain/market-source.ts';
import type { Role } from '../../shared/domain/role.ts';
import type {
  BalanceRecord,
  ObligationRecord,
  PositionRecord,
} from '../../shared/feed/account-state.ts';
import type { TradingStatus } from '../../shared/domain/trading-status.ts';
import type { FeedState } from '../../shared/feed/feed-state.ts';
import type { InquiryAnswer } from '../../shared/feed/order-inquiry.ts';
import type { OrderTerms } from '../../shared/feed/order-desk.ts';
import type { AmendTerms, MassResult } from '../../shared/feed/trade-client.ts';
import type { RecordOf } from '../../shared/wire/schema.ts';
import type { FillRow, OrderRow } from './order-row.ts';

/** What a page wants to see; `instrument` by id, so that it may be asked before the symbol is known. */
export type Interest =
  | {
      readonly is: 'depth';
      readonly instrument: number;
      readonly levels: number;
      readonly intervalMs: number;
    }
  | { readonly is: 'trades'; readonly instrument: number }
  | { readonly is: 'bars'; readonly instrument: number; readonly spanSeconds: number };

export interface WorkerPlace extends OrderTerms {
  readonly clientOrderId: number;
  readonly keyMicros: number;
}

export type BarRecord = RecordOf<'bar'>;

export interface PageQuestions {
  cancelAll: { readonly instrument: number; readonly side: number };
  bars: {
    readonly instrument: number;
    readonly spanSeconds: number;
    /** Bars that open before this; 0: the newest. */
    readonly beforeSeconds: number;
    readonly count: number;
  };
  token: Record<never, never>;
  /** What became of an order, asked at the venue now. */
  outcome: { readonly clientOrderId: number };
}

export interface WorkerAnswers {
  cancelAll: MassResult;
  /** Undefined: not connected, or refused. */
  bars: readonly BarRecord[] | undefined;
  token: string | undefined;
  outcome: InquiryAnswer;
}

export type QuestionName = keyof PageQuestions;

export type PageMessage =
  | {
      readonly is: 'hello';
      readonly user: string;
      readonly idFloor: number;
      /** Orders of an earlier page of this browser whose fate is not known. */
      readonly inFlight: readonly WorkerPlace[];
    }
  /** The worker may send that many frames more; `buffers` of earlier ones are to be used again. */
  | { readonly is: 'credit'; readonly frames: number; readonly buffers: readonly ArrayBuffer[] }
  | { readonly is: 'watch'; readonly handle: number; readonly interest: Interest }
  | { readonly is: 'unwatch'; readonly handle: number }
  | { readonly is: 'place'; readonly terms: WorkerPlace }
  | { readonly is: 'cancel'; readonly clientOrderId: number }
  | { readonly is: 'amend'; readonly clientOrderId: number; readonly terms: AmendTerms }
  | {
      readonly [Q in QuestionName]: {
        readonly is: 'ask';
        readonly id: number;
        readonly question: Q;
        readonly terms: PageQuestions[Q];
      };
    }[QuestionName]
  | { readonly is: 'moreIds' }
  | { readonly is: 'interrupt' }
  /** Ends the wait for the next attempt to connect, if there is one. */
  | { readonly is: 'retry' }
  | { readonly is: 'signOut' }
  | { readonly is: 'bye' };

export interface HealthFigures {
  readonly roundTripMicros: number;
  readonly messagesPerSecond: number;
  readonly updatesPerSecond: number;
  readonly verifiedBooks: number;
  readonly watchedBooks: number;
  readonly healingTopics: number;
  readonly lostUpdates: number;
  readonly privateSeq: number;
  readonly journalSeq: number;
  readonly offsetMicros: number;
  readonly windows: number;
}

/** What an instrument does now. */
export type StatusRow = readonly [instrument: number, status: TradingStatus];

export type WorkerMessage =
  | { readonly is: 'frame'; readonly buffer: ArrayBuffer; readonly length: number }
  | { readonly is: 'feed'; readonly state: FeedState; readonly caughtUp: boolean }
  | { readonly is: 'signedIn'; readonly role: Role; readonly account: number }
  | { readonly is: 'venue'; readonly status: number }
  | { readonly is: 'sources'; readonly sources: readonly MarketSource[] }
  | {
      readonly is: 'listings';
      readonly instruments: readonly Instrument[];
      readonly assets: readonly Asset[];
      readonly statuses: readonly StatusRow[];
    }
  | { readonly is: 'statuses'; readonly rows: readonly StatusRow[] }
  /** whole: the account's snapshot is among the rows; before it nobody knows which orders there are. */
  | { readonly is: 'orders'; readonly rows: readonly OrderRow[]; readonly whole: boolean }
  | { readonly is: 'fills'; readonly fills: readonly FillRow[] }
  | {
      readonly is: 'account';
      readonly balances: readonly BalanceRecord[];
      readonly positions: readonly PositionRecord[];
      readonly obligations: readonly ObligationRecord[];
      readonly makerDiscountPpm: number;
      readonly takerDiscountPpm: number;
    }
  | {
      readonly is: 'topic';
      readonly handle: number;
      readonly truth: 'loading' | 'verified' | 'stale' | 'refused';
      readonly lost: number;
      /** Raised when everything before is void: history is to be loaded again. */
      readonly generation: number;
    }
  | {
      readonly is: 'notice';
      readonly kind: 'notice' | 'refusal';
      readonly severity: number;
      readonly code: number;
      readonly text: string;
    }
  | { readonly is: 'health'; readonly health: HealthFigures }
  /** Client order ids that are this page's alone: from, up to and without to. */
  | { readonly is: 'ids'; readonly from: number; readonly to: number }
  | {
      readonly [Q in QuestionName]: {
        readonly is: 'answer';
        readonly id: number;
        readonly question: Q;
        readonly answer: WorkerAnswers[Q];
      };
    }[QuestionName];

/** What both ends need of a port: a MessagePort, a Worker, or a pair of fakes. */
export interface LinkPort {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  receive(handler: (message: unknown) => void): void;
  close(): void;
}
