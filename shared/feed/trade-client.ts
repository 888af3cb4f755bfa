// Orders over the feed: place, amend, cancel, with three acks and a definite outcome for each, whatever
// happens to the connection.

import type { ServerMessage } from '../wire/schema.ts';
import type { FeedClient } from './feed-client.ts';
import { OrderDesk } from './order-desk.ts';
import type { OrderTerms } from './order-desk.ts';
import { isDecided, isFinal } from './orders.ts';
import type { PlaceResult, TrackedOrder } from './orders.ts';
import type { Answer } from './requests.ts';

export interface TradeOptions {
  readonly feed: FeedClient;
  /** Gives ids that were never used before for this account; see client-order-ids.ts. */
  readonly nextClientOrderId: () => number;
  /** The engine refuses an order that it sees later than this after it was sent; 0: no deadline. */
  readonly deadlineMs?: number;
  /** Called after every change of an order. */
  readonly changed?: (order: TrackedOrder) => void;
}

export type MassResult =
  | { readonly is: 'done'; readonly cancelled: number; readonly more: boolean }
  | { readonly is: 'refused'; readonly code: number }
  | { readonly is: 'unknown' };

export interface TradeClient {
  readonly orders: ReadonlyMap<number, TrackedOrder>;
  place(terms: OrderTerms): PlaceResult;
  /** False: there is nothing to cancel or amend, or nothing could be sent. */
  cancel(clientOrderId: number): boolean;
  amend(clientOrderId: number, change: { price?: number; qty?: number }): boolean;
  /** Sends the very same bytes again. The server answers a repeat with its first answer. */
  repeat(clientOrderId: number): boolean;
  /** Takes up an id of an earlier run whose outcome is not known: it is asked for. */
  recover(clientOrderId: number, deadlineMicros: number): TrackedOrder;
  /** The order once the engine has decided, or once it is certain that it was never received. */
  decided(clientOrderId: number): Promise<TrackedOrder>;
  /** The order once it has ended. */
  ended(clientOrderId: number): Promise<TrackedOrder>;
  cancelAll(instrument?: number, side?: number): Promise<MassResult>;
  /** Cancels the open orders unless it is called again within `seconds`; 0 switches it off. */
  deadMan(seconds: number): Promise<Answer>;
  close(): void;
}

const MASS_MS = 5_000;

interface Mass {
  readonly resolve: (result: MassResult) => void;
  readonly dueMs: number;
}

interface Waiter {
  readonly holds: (order: TrackedOrder) => boolean;
  readonly resolve: (order: TrackedOrder) => void;
}

export function createTradeClient(options: TradeOptions): TradeClient {
  const { feed } = options;
  const waiters = new Map<number, Waiter[]>();
  const masses = new Map<number, Mass>();
  const desk = new OrderDesk({
    feed,
    nextClientOrderId: options.nextClientOrderId,
    deadlineMs: options.deadlineMs ?? 5_000,
    changed,
  });

  function changed(order: TrackedOrder) {
    options.changed?.(order);
    const waiting = waiters.get(order.clientOrderId) ?? [];
    const left = waiting.filter((waiter) => !waiter.holds(order));
    if (left.length === 0) waiters.delete(order.clientOrderId);
    else waiters.set(order.clientOrderId, left);
    for (const waiter of waiting) if (!left.includes(waiter)) waiter.resolve(order);
  }

  function until(clientOrderId: number, holds: (order: TrackedOrder) => boolean) {
    return new Promise<TrackedOrder>((resolve) => {
      const order = desk.orders.get(clientOrderId);
      if (order !== undefined && holds(order)) return resolve(order);
      waiters.set(clientOrderId, [...(waiters.get(clientOrderId) ?? []), { holds, resolve }]);
    });
  }

  function settleMass(requestId: number, result: MassResult) {
    const mass = masses.get(requestId);
    masses.delete(requestId);
    mass?.resolve(result);
  }

  function tick() {
    for (const [requestId, { dueMs }] of [...masses]) {
      if (feed.nowMs() >= dueMs) settleMass(requestId, { is: 'unknown' });
    }
    desk.tick();
  }

  function message(m: ServerMessage) {
    if (m.is === 'error') settleMass(m.requestId, { is: 'refused', code: m.code });
    desk.message(m);
  }

  const stopListening = feed.listen({
    message,
    report(report) {
      if (report.is === 'massDone') {
        const { cancelled, more } = report;
        settleMass(report.requestId, { is: 'done', cancelled, more });
      }
      desk.report(report);
    },
    account: (account) => desk.snapshot([...account.orders.values()]),
    disconnected() {
      for (const requestId of [...masses.keys()]) settleMass(requestId, { is: 'unknown' });
      desk.disconnected();
    },
    caughtUp: tick,
    tick,
  });

  return {
    orders: desk.orders,
    place: (terms) => desk.place(terms),
    cancel: (clientOrderId) => desk.cancel(clientOrderId),
    amend: (clientOrderId, { price = 0, qty = 0 }) => desk.amend(clientOrderId, price, qty),
    repeat: (clientOrderId) => desk.repeat(clientOrderId),
    recover: (clientOrderId, deadlineMicros) => desk.recover(clientOrderId, deadlineMicros),
    decided: (clientOrderId) => until(clientOrderId, isDecided),
    ended: (clientOrderId) => until(clientOrderId, isFinal),
    cancelAll(instrument = -1, side = -1) {
      const requestId = feed.nextRequestId();
      const sent = feed.sendEncoded(feed.encode({ is: 'cancelAll', requestId, instrument, side }));
      if (!sent) return Promise.resolve({ is: 'unknown' });
      const dueMs = feed.nowMs() + MASS_MS;
      return new Promise((resolve) => masses.set(requestId, { resolve, dueMs }));
    },
    deadMan: (seconds) => feed.ask({ is: 'deadMan', seconds }),
    close: stopListening,
  };
}
