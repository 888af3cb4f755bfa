// An order and a fill as the terminal knows them: terms, progress, and what happened on two clocks.

import type { HopTimes } from '../../shared/domain/hop.ts';
import type { ChangeStage, OrderStage } from '../../shared/feed/orders.ts';

export type { ChangeStage, OrderStage } from '../../shared/feed/orders.ts';

/** What happened to an order. key: the user acted · sent: handed to the socket · received: first ack,
 * it is on disk · changeSent: a cancel or an amend was sent · changeRefused: it was refused. */
export type LifeKind =
  | 'key'
  | 'sent'
  | 'received'
  | 'accepted'
  | 'fill'
  | 'amended'
  | 'changeSent'
  | 'changeRefused'
  | 'unknown'
  | 'rejected'
  | 'neverReceived'
  | 'ended';

export interface LifeEvent {
  readonly is: LifeKind;
  /** The clock of this computer, µs since 1970, when it was known here. */
  readonly clientMicros: number;
  /** The clock of the engine, µs since 1970; 0 where the server stamped nothing. */
  readonly serverMicros: number;
  /** Ticks and lots that the event speaks of, 0 where it speaks of none. */
  readonly price: number;
  readonly lots: number;
  /** Reject code or done cause, 0 none. */
  readonly code: number;
  readonly cause: number;
}

/** The cancel or amend that was asked for last. */
export interface RowChange {
  readonly is: 'cancel' | 'amend';
  readonly stage: ChangeStage;
  readonly code: number;
  /** What an amend asked for; 0 unchanged. */
  readonly price: number;
  readonly qty: number;
}

export interface OrderRow {
  readonly clientOrderId: number;
  /** 0 until the engine accepted it. */
  readonly orderId: number;
  readonly instrument: number;
  readonly side: number;
  readonly type: number;
  readonly tif: number;
  readonly flags: number;
  readonly expireSeconds: number;
  /** Ticks; a market order shows its bound once accepted. */
  readonly price: number;
  readonly qty: number;
  readonly leaves: number;
  readonly filled: number;
  /** Average price of the fills known here, in ticks with a fraction; 0 none known. */
  readonly averageTicks: number;
  readonly feeMinor: number;
  readonly stage: OrderStage;
  readonly code: number;
  readonly cause: number;
  readonly change: RowChange | undefined;
  /** Placed and last changed, µs since 1970 (server clock; until it answered, ours set to it). */
  readonly placedMicros: number;
  readonly updatedMicros: number;
  /** Key press and hand-over to the socket on this computer's clock, µs; 0 unknown. */
  readonly keyMicros: number;
  readonly sentMicros: number;
  /** When the first ack came, on this computer's clock. */
  readonly heardMicros: number;
  /** Stations of the first ack, server clock. */
  readonly hops: HopTimes | undefined;
  readonly life: readonly LifeEvent[];
}

export interface FillRow {
  readonly tradeId: number;
  readonly orderId: number;
  readonly clientOrderId: number;
  readonly instrument: number;
  readonly side: number;
  readonly price: number;
  readonly lots: number;
  readonly feeMinor: number;
  readonly taker: boolean;
  readonly timeMicros: number;
}
