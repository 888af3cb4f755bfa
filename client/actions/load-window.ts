// One user intent: see any part of the account's whole history.

import type {
  FillSort,
  OrderSort,
  RowWindow,
  WindowAsk,
} from '../../shared/domain/history-window.ts';
import type { FillRow } from '../net/order-row.ts';
import { createWindowClient, type WindowOrder } from '../net/window-client.ts';
import { currentLink } from './current-link.ts';
import { accountBearer } from './load-history.ts';

export type { WindowOrder } from '../net/window-client.ts';

const client = createWindowClient(accountBearer);

export function loadOrderWindow(
  ask: WindowAsk<OrderSort>,
): Promise<RowWindow<WindowOrder> | undefined> {
  return ofThisUser(client.orders(ask));
}

export function loadFillWindow(ask: WindowAsk<FillSort>): Promise<RowWindow<FillRow> | undefined> {
  return ofThisUser(client.fills(ask));
}

/** Somebody else may have signed in while it was on its way. */
async function ofThisUser<Answer>(
  answer: Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const link = currentLink();
  const given = await answer;
  return link === currentLink() ? given : undefined;
}
