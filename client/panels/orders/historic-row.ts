// A row of the history of orders as the blotter shows rows.

import { OrderStatus, statusOfCause, type DoneCause } from '../../../shared/domain/order.ts';
import type { WindowOrder } from '../../actions/load-window.ts';
import type { OrderRow, OrderStage } from '../../state/orders-store.ts';

/** Its times on this computer are not known any more. */
export function historicRow(order: WindowOrder): OrderRow {
  const { costTickLots, ...row } = order;
  const { cause, status, qty, filled } = row;
  const isRejected = status === OrderStatus.rejected;
  return {
    ...row,
    ...{ expireSeconds: 0, change: undefined, hops: undefined, life: [] },
    ...{ keyMicros: 0, sentMicros: 0, heardMicros: 0 },
    leaves: status === OrderStatus.open ? qty - filled : 0,
    averageTicks: filled === 0 ? 0 : costTickLots / filled,
    stage: stageOf(status, cause),
    code: isRejected ? cause : 0,
    cause: isRejected ? 0 : cause,
  };
}

function stageOf(status: number, cause: number): OrderStage {
  if (status === OrderStatus.open) return 'open';
  if (status === OrderStatus.filled) return 'filled';
  if (status === OrderStatus.rejected) return 'rejected';
  const end = statusOfCause(cause as DoneCause);
  return end === OrderStatus.expired ? 'expired' : 'cancelled';
}
