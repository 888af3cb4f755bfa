// Orders that ended, out of the read model: for questions about old ids, and for the private snapshot
// after a restart.

import { LIMITS } from '../../shared/domain/limits.ts';
import { OrderStatus } from '../../shared/domain/order.ts';
import type { RecordOf } from '../../shared/wire/schema.ts';
import type { OrderArchive } from '../gateway/market-port.ts';
import type { Accounts } from '../publisher/accounts.ts';
import type { ReadModel } from '../readmodel/readmodel.ts';
import type { OrderTable } from '../readmodel/tables.ts';

export function orderArchiveOf(readModel: ReadModel): OrderArchive {
  return async (account, clientOrderId) => {
    // What was released before the question has been handed to the read model, maybe not yet written.
    await readModel.flush();
    const row = await readModel.orderByClientId(account, clientOrderId);
    return row && recordOf(row);
  };
}

/** Gives every account its lately ended orders back, as of `engineMicros`: later ones follow as events. */
export async function restoreEndedOrders(
  readModel: ReadModel,
  accounts: Accounts,
  engineMicros: number,
): Promise<void> {
  const limit = LIMITS.closedOrdersKept;
  for (const account of accounts.known()) {
    const { rows } = await readModel.orders({ account, limit, before: '' });
    const ended = rows.filter(
      (row) => row.status !== OrderStatus.open && row.updated_micros <= engineMicros,
    );
    for (const row of ended.toReversed()) accounts.view(account).restoreEnded(recordOf(row));
  }
}

function recordOf(row: OrderTable): RecordOf<'order'> {
  return {
    // A refused order has no id of its own.
    orderId: Math.max(row.key, 0),
    clientOrderId: row.client_order_id,
    instrument: Math.max(row.instrument, 0),
    side: row.side,
    type: row.type,
    tif: row.tif,
    flags: row.flags,
    price: row.price_ticks,
    qty: row.qty_lots,
    leaves: row.status === OrderStatus.open ? row.qty_lots - row.filled_lots : 0,
    filled: row.filled_lots,
    status: row.status,
    cause: row.cause,
    timeMicros: row.updated_micros,
  };
}
