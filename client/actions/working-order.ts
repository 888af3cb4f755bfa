// Whether a cancel or an amend of an order makes sense, and through which link.

import { type NotSent } from '../state/desk-context.ts';
import type { WorkerLink } from '../net/worker-link.ts';
import { isWorking, ordersStore } from '../state/orders-store.ts';
import { tradingLink } from './current-link.ts';

export function linkForOrder(clientOrderId: number): WorkerLink | NotSent {
  const link = tradingLink();
  if (typeof link === 'string') return link;
  const row = ordersStore.getState().rows.get(clientOrderId);
  if (row === undefined) return 'unknownOrder';
  return isWorking(row) ? link : 'ended';
}
