// One order as its sender knows it, from pending to a definite end. A cut or a time-out is never an
// answer: the order is unknown until the private stream or a query says what became of it.
//
//   pending ─ received ─ open ─ filled | cancelled | expired
//      └───────┴─ unknown ─┘      rejected | neverReceived | endedUnseen

import { OrderStatus, statusOfCause } from '../domain/order.ts';
import type { DoneCause } from '../domain/order.ts';
import { REJECTS } from '../domain/reject.ts';
import type { ClientMessages, RecordOf, Reports, ServerMessages } from '../wire/schema.ts';

/** pending: sent · received: on the server's disk · open: in the book · unknown: sent, and nobody has
 * told us what became of it. The others are final. endedUnseen: it was accepted and is not open any more,
 * but the server has forgotten how it ended (a restart, or long ago): its fills are in the history. */
export type OrderStage =
  | 'pending'
  | 'received'
  | 'open'
  | 'unknown'
  | 'filled'
  | 'cancelled'
  | 'expired'
  | 'rejected'
  | 'neverReceived'
  | 'endedUnseen';

/** What became of a cancel or an amend. */
export type ChangeStage = 'pending' | 'unknown' | 'done' | 'rejected' | 'neverReceived';

export interface OrderChange {
  readonly is: 'cancel' | 'amend';
  readonly requestId: number;
  readonly message: ClientMessages['cancel'] | ClientMessages['amend'];
  stage: ChangeStage;
  /** Reject code when it was rejected, else 0. */
  code: number;
  sends: number;
  sentAtMs: number;
  /** Connection it was sent on last, counted by the desk. */
  sentOn: number;
}

export interface TrackedOrder {
  readonly clientOrderId: number;
  /** Undefined for an order of an earlier run, of which only the id was kept. */
  readonly place: ClientMessages['place'] | undefined;
  /** The very bytes that were sent: a repeat sends the same. */
  readonly bytes: Uint8Array | string | undefined;
  readonly deadlineMicros: number;
  stage: OrderStage;
  orderId: number;
  price: number;
  qty: number;
  leaves: number;
  filled: number;
  /** Done cause of the end; 0 while open. */
  cause: number;
  /** Reject code when it was rejected, else 0. */
  code: number;
  /** First ack with the hop times of the server, once it came. */
  received: ServerMessages['received'] | undefined;
  /** The latest cancel or amend. */
  change: OrderChange | undefined;
  sends: number;
  sentAtMs: number;
  /** Connection it was sent on last, counted by the desk. */
  sentOn: number;
}

/** notLive: not connected or stale, nothing was sent · idInUse: the id belongs to another order. */
export type PlaceResult =
  | { readonly ok: true; readonly order: TrackedOrder }
  | { readonly ok: false; readonly why: 'notLive' | 'idInUse' };

const FINAL: readonly OrderStage[] = [
  'filled',
  'cancelled',
  'expired',
  'rejected',
  'neverReceived',
  'endedUnseen',
];

export function isFinal(order: TrackedOrder): boolean {
  return FINAL.includes(order.stage);
}

/** The engine has spoken about it, or it is certain that it never will. */
export function isDecided(order: TrackedOrder): boolean {
  return order.stage === 'open' || isFinal(order);
}

/** Accepted by the engine at some time: it has an order id. */
function wasAccepted(order: TrackedOrder): boolean {
  return order.orderId !== 0;
}

export function applyReceived(order: TrackedOrder, message: ServerMessages['received']): void {
  order.received = message;
  if (order.stage === 'pending' || order.stage === 'unknown') order.stage = 'received';
}

export function applyAccepted(order: TrackedOrder, report: Reports['accepted']): void {
  order.orderId = report.orderId;
  order.price = report.price;
  order.qty = report.qty;
  order.leaves = report.qty - order.filled;
  order.code = 0;
  order.stage = 'open';
}

export function applyFill(order: TrackedOrder, report: Reports['fill']): void {
  order.leaves = report.leaves;
  order.filled = report.filled;
  order.stage = report.leaves === 0 ? 'filled' : 'open';
}

export function applyEnded(order: TrackedOrder, report: Reports['ended']): void {
  order.leaves = 0;
  order.filled = report.filled;
  order.cause = report.cause;
  order.stage = stageOfStatus(statusOfCause(report.cause as DoneCause));
  settleByEnd(order);
}

export function applyAmended(order: TrackedOrder, report: Reports['amended']): void {
  order.price = report.price;
  order.qty = report.qty;
  order.leaves = report.leaves;
  const { change } = order;
  if (change?.is === 'amend' && isPendingChange(change) && reaches(order, change)) {
    change.stage = 'done';
  }
}

/** The engine refused a place. When it had accepted the order before, this answers a repeat of it (the
 * deadline is checked before the id), and the order stands. */
export function applyPlaceRejected(order: TrackedOrder, code: number): void {
  if (wasAccepted(order) || code === REJECTS.duplicateConflict.code) return;
  order.code = code;
  order.leaves = 0;
  order.stage = 'rejected';
  settleByEnd(order);
}

/** The gateway refused a place. It is an answer about the first copy only: a refused repeat says nothing
 * about the copy before it. */
export function applyPlaceRefused(order: TrackedOrder, code: number): void {
  if (order.sends === 1 && (order.stage === 'pending' || order.stage === 'unknown')) {
    applyPlaceRejected(order, code);
  }
}

/** The gateway refused a cancel or an amend; of a repeat only that copy was refused. */
export function applyChangeRefused(change: OrderChange, code: number): void {
  if (change.sends === 1) settleRejected(change, code);
  else change.stage = 'unknown';
}

/** First answer once more, for a repeat of the same bytes. */
export function applyReplayed(order: TrackedOrder, message: ServerMessages['replayed']): void {
  if (message.code !== 0) return applyPlaceRejected(order, message.code);
  if (order.orderId === 0) order.orderId = message.orderId;
}

/** The order as a snapshot or a query tells it. */
export function applyRecord(order: TrackedOrder, record: RecordOf<'order'>): void {
  order.orderId = record.orderId;
  order.price = record.price;
  order.qty = record.qty;
  order.leaves = record.leaves;
  order.filled = record.filled;
  order.stage = stageOfStatus(record.status);
  order.code = record.status === OrderStatus.rejected ? record.cause : 0;
  order.cause = record.status === OrderStatus.rejected ? 0 : record.cause;
  if (isFinal(order)) settleByEnd(order);
}

/** A snapshot without the order: it ended long ago, or never was. */
export function applyMissing(order: TrackedOrder): void {
  if (!isFinal(order)) order.stage = 'unknown';
}

/** The server, whose list of open orders is complete, knows no such order. */
export function applyNotKnown(order: TrackedOrder): void {
  order.leaves = 0;
  order.stage = wasAccepted(order) ? 'endedUnseen' : 'neverReceived';
  settleByEnd(order);
}

/** The connection is gone, or the answer is overdue. */
export function applyCut(order: TrackedOrder): void {
  if (order.stage === 'pending' || order.stage === 'received') order.stage = 'unknown';
  if (order.change?.stage === 'pending') order.change.stage = 'unknown';
}

export function isPendingChange(change: OrderChange): boolean {
  return change.stage === 'pending' || change.stage === 'unknown';
}

/** Whether the order has the price and the quantity that an amend asked for. */
export function reaches(order: TrackedOrder, change: OrderChange): boolean {
  if (change.message.is !== 'amend') return false;
  const { price, qty } = change.message;
  return (price === 0 || price === order.price) && (qty === 0 || qty === order.qty);
}

/** An order that ended is cancelled, or there was nothing left to cancel; an amend that nobody reported
 * came too late. */
function settleByEnd({ change, stage }: TrackedOrder): void {
  if (change === undefined || !isPendingChange(change)) return;
  const isCancelled = change.is === 'cancel' && (stage === 'cancelled' || stage === 'expired');
  change.stage = isCancelled ? 'done' : 'rejected';
  change.code = isCancelled ? 0 : REJECTS.unknownOrder.code;
}

function stageOfStatus(status: number): OrderStage {
  if (status === OrderStatus.open) return 'open';
  if (status === OrderStatus.filled) return 'filled';
  if (status === OrderStatus.expired) return 'expired';
  return status === OrderStatus.rejected ? 'rejected' : 'cancelled';
}

/** An order before it is sent, or of which only the id is known. */
export function newOrder(
  clientOrderId: number,
  place: ClientMessages['place'] | undefined,
  bytes: Uint8Array | string | undefined,
  deadlineMicros: number,
): TrackedOrder {
  return {
    clientOrderId,
    place,
    bytes,
    deadlineMicros,
    stage: 'pending',
    orderId: 0,
    price: place?.price ?? 0,
    qty: place?.qty ?? 0,
    leaves: place?.qty ?? 0,
    filled: 0,
    cause: 0,
    code: 0,
    received: undefined,
    change: undefined,
    sends: 0,
    sentAtMs: 0,
    sentOn: -1,
  };
}

export function settleRejected(change: OrderChange, code: number): void {
  if (!isPendingChange(change)) return;
  change.stage = 'rejected';
  change.code = code;
}

/** The order as queried shows whether an amend that nobody answered was carried out. */
export function settleAmend(order: TrackedOrder, isConclusive: boolean): void {
  const { change } = order;
  if (change?.is !== 'amend' || change.stage !== 'unknown') return;
  if (reaches(order, change)) change.stage = 'done';
  else if (isConclusive) change.stage = 'neverReceived';
}
