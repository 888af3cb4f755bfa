// One user intent: cancel an order, or the orders that are selected.

import type { Sent } from '../state/desk-context.ts';
import { linkForOrder } from './working-order.ts';

export function cancelOrder(clientOrderId: number): Sent {
  const link = linkForOrder(clientOrderId);
  if (typeof link === 'string') return { ok: false, why: link };
  link.cancel(clientOrderId);
  return { ok: true };
}

/** Cancels each of the orders that still works; how many cancels were sent. */
export function cancelOrders(clientOrderIds: readonly number[]): number {
  let sent = 0;
  for (const clientOrderId of clientOrderIds) if (cancelOrder(clientOrderId).ok) sent += 1;
  return sent;
}
