// Windows of the account's whole history over REST: so many rows from a place on, in an order and through a
// filter.

import type {
  FillSort,
  OrderSort,
  RowWindow,
  WindowAsk,
} from '../../shared/domain/history-window.ts';
import type { FillRow } from './order-row.ts';
import { restCall } from './rest-call.ts';
import { readFill, readOrder, type OrderHistoryRow, type Wire } from './rest-client.ts';

/** An order with what its fills come to. */
export interface WindowOrder extends OrderHistoryRow {
  /** Sum of ticks times lots. */
  readonly costTickLots: number;
  readonly feeMinor: number;
}

/** undefined: it could not be read now. */
export interface WindowClient {
  orders(ask: WindowAsk<OrderSort>): Promise<RowWindow<WindowOrder> | undefined>;
  fills(ask: WindowAsk<FillSort>): Promise<RowWindow<FillRow> | undefined>;
}

/** `bearerNow` as of the REST client. */
export function createWindowClient(bearerNow: () => Promise<string | undefined>): WindowClient {
  async function read<Row>(
    path: string,
    ask: WindowAsk<string>,
    row: (row: Wire) => Row,
  ): Promise<RowWindow<Row> | undefined> {
    const bearer = await bearerNow();
    if (bearer === undefined) return undefined;
    const answer = await restCall<RowWindow<Wire>>('POST', path, ask, bearer);
    return answer.ok ? { ...answer.value, rows: answer.value.rows.map(row) } : undefined;
  }
  return {
    orders: (ask) => read('orders/window', ask, readWindowOrder),
    fills: (ask) => read('fills/window', ask, readFill),
  };
}

function readWindowOrder(row: Wire): WindowOrder {
  return {
    ...readOrder(row),
    costTickLots: row['cost_tick_lots']!,
    feeMinor: row['fee_minor']!,
  };
}
