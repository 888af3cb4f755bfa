// One user intent: ask the venue now what became of an order, instead of waiting for the next question that
// is sent by itself.

import type { AskedOutcome } from '../state/desk-context.ts';
import { ordersStore } from '../state/orders-store.ts';
import { tradingLink } from './current-link.ts';

export async function askOutcome(clientOrderId: number): Promise<AskedOutcome> {
  const link = tradingLink();
  if (typeof link === 'string') return { ok: false, why: link };
  if (!ordersStore.getState().rows.has(clientOrderId)) return { ok: false, why: 'unknownOrder' };
  const answer = await link.ask('outcome', { clientOrderId });
  return answer === 'notSent' ? { ok: false, why: 'notLive' } : { ok: true, answer };
}
