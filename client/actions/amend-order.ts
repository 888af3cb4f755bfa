// One user intent: change price or total quantity of an order.

import type { AmendTerms } from '../../shared/feed/trade-client.ts';
import type { Sent } from '../state/desk-context.ts';
import { linkForOrder } from './working-order.ts';

export function amendOrder(clientOrderId: number, change: AmendTerms): Sent {
  const link = linkForOrder(clientOrderId);
  if (typeof link === 'string') return { ok: false, why: link };
  link.amend(clientOrderId, change);
  return { ok: true };
}
