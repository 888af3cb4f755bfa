// Low-rate truth of the terminal: who is signed in, what can be traded, the account, the orders.

import { create } from 'zustand';
import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import type { BalanceRecord, PositionRecord } from '../../shared/feed/account-state.ts';
import type { FeedState } from '../../shared/feed/feed-state.ts';
import type { TrackedOrder } from '../../shared/feed/orders.ts';

/** An order as the blotter shows it: one that this page sent, or one that the account knows. */
export interface BlotterRow {
  readonly clientOrderId: number;
  readonly orderId: number;
  readonly instrument: number;
  readonly side: number;
  readonly price: number;
  readonly qty: number;
  readonly filled: number;
  readonly stage: TrackedOrder['stage'];
  /** Reject code or done cause, 0 none. */
  readonly code: number;
  readonly cause: number;
  readonly timeMicros: number;
  /** Hop times of the first ack in µs since the gateway: journal, match, durable, ack. */
  readonly hops: readonly number[] | undefined;
}

export interface TerminalState {
  readonly user: string;
  readonly feed: FeedState;
  readonly instruments: ReadonlyMap<number, Instrument>;
  readonly assets: ReadonlyMap<number, Asset>;
  readonly selected: number;
  readonly rows: ReadonlyMap<number, BlotterRow>;
  readonly balances: readonly BalanceRecord[];
  readonly positions: readonly PositionRecord[];
  /** Words at the foot of the screen: the last refusal or notice. */
  readonly words: string;
  readonly roundTripMicros: number;
}

export const useTerminal = create<TerminalState>(() => ({
  user: '',
  feed: { is: 'idle' },
  instruments: new Map(),
  assets: new Map(),
  selected: -1,
  rows: new Map(),
  balances: [],
  positions: [],
  words: '',
  roundTripMicros: 0,
}));
