// One user intent: place an order.

import type { Placed, PlaceTerms } from '../state/desk-context.ts';
import { tradingLink } from './current-link.ts';

/** Hands the order to the worker. What becomes of it is in its row, by the id in the answer. */
export function placeOrder({ keyTimeStamp, ...terms }: PlaceTerms): Placed {
  const link = tradingLink();
  if (typeof link === 'string') return { ok: false, why: link };
  const clientOrderId = link.nextClientOrderId();
  if (clientOrderId === undefined) return { ok: false, why: 'notLive' };
  const keyMs = keyTimeStamp ?? performance.now();
  const keyMicros = Math.round((performance.timeOrigin + keyMs) * 1000);
  link.place({ ...terms, clientOrderId, keyMicros });
  return { ok: true, clientOrderId };
}
