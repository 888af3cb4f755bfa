// User intents on an open order: cancel it, cancel all, change its price or quantity.

import type { Session } from '../net/session.ts';

interface HasSession {
  session(): Session | undefined;
}

export function cancelOrder(terminal: HasSession, clientOrderId: number): boolean {
  return terminal.session()?.trade.cancel(clientOrderId) ?? false;
}

export function cancelAllOrders(terminal: HasSession): void {
  void terminal.session()?.trade.cancelAll();
}

export function amendOrder(
  terminal: HasSession,
  clientOrderId: number,
  change: { readonly price?: number; readonly qty?: number },
): boolean {
  return terminal.session()?.trade.amend(clientOrderId, change) ?? false;
}
