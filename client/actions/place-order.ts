// One user intent: place an order. False: nothing was sent.

import type { OrderTerms } from '../../shared/feed/order-desk.ts';
import type { Session } from '../net/session.ts';

export function placeOrder(
  terminal: { session(): Session | undefined },
  terms: OrderTerms,
): boolean {
  return terminal.session()?.trade.place(terms).ok ?? false;
}
