// What a panel works with while somebody is signed in: the market's tables and the user's intents.

import { create } from 'zustand';
import { assert } from '../../shared/domain/assert.ts';
import type { OrderTerms } from '../../shared/feed/order-desk.ts';
import type { AmendTerms } from '../../shared/feed/trade-client.ts';
import type { MarketTables } from './market-views.ts';

/** signedOut: nobody is · notLive: no live connection, nothing was sent · notPermitted: the role may
 * not trade · unknownOrder: no such order · ended: it ended already · noPosition: nothing to close. */
export type NotSent =
  'signedOut' | 'notLive' | 'notPermitted' | 'unknownOrder' | 'ended' | 'noPosition';

/** A definite answer to an intent: it was handed on, or nothing was sent. What becomes of it is in the
 * order's row. */
export type Sent = { readonly ok: true } | { readonly ok: false; readonly why: NotSent };
export type Placed =
  | { readonly ok: true; readonly clientOrderId: number }
  | { readonly ok: false; readonly why: NotSent };
export type CancelledMany =
  | { readonly ok: true; readonly cancelled: number; readonly more: boolean }
  | { readonly ok: false; readonly why: NotSent | 'refused' | 'unknown'; readonly code: number };

/** known: the order's row says what became of it · notYet: the venue has not seen it, it may still arrive ·
 * lost: no answer came; it is asked again by itself. */
export type AskedOutcome =
  | { readonly ok: true; readonly answer: 'known' | 'notYet' | 'lost' }
  | { readonly ok: false; readonly why: NotSent };

export interface PlaceTerms extends Omit<OrderTerms, 'clientOrderId'> {
  /** Time stamp of the key or click that asked for it (`event.timeStamp`), for the order's life. */
  readonly keyTimeStamp?: number;
}

export interface DeskActions {
  placeOrder(terms: PlaceTerms): Placed;
  amendOrder(clientOrderId: number, change: AmendTerms): Sent;
  cancelOrder(clientOrderId: number): Sent;
  /** Cancels the listed orders one by one; how many cancels were sent. */
  cancelOrders(clientOrderIds: readonly number[]): number;
  /** Cancels all open orders, or those of an instrument and a side. */
  cancelMany(filter?: {
    readonly instrument?: number;
    readonly side?: number;
  }): Promise<CancelledMany>;
  /** Asks the venue now what became of an order. */
  askOutcome(clientOrderId: number): Promise<AskedOutcome>;
  flattenPosition(instrument: number): Placed;
  reversePosition(instrument: number): Placed;
}

export interface Desk {
  readonly tables: MarketTables;
  readonly actions: DeskActions;
  /** Stops the frame loop; only the sign-out calls it. */
  close(): void;
}

export const deskStore = create<{ readonly desk: Desk | undefined }>(() => ({ desk: undefined }));

/** For panels: they are mounted only while somebody is signed in. */
export function useDesk(): Desk {
  const desk = deskStore((state) => state.desk);
  assert(desk !== undefined, 'a panel outside of a signed-in terminal');
  return desk;
}
