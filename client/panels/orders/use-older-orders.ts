// Orders of earlier days, page by page from the server's history; the account's own rows win.

import { useMemo, useState } from 'react';
import { loadOrderHistory, type OrderHistoryRow } from '../../actions/load-history.ts';
import { OrderStatus, statusOfCause, type DoneCause } from '../../../shared/domain/order.ts';
import type { OrderRow, OrderStage } from '../../state/orders-store.ts';
import { useFills } from '../../state/fills-store.ts';
import { useOlder, type Older } from '../../ui/use-older.ts';

export interface OlderOrders {
  readonly rows: readonly OrderRow[];
  readonly older: Older;
}

export function useOlderOrders(known: ReadonlyMap<number, OrderRow>): OlderOrders {
  const [pages, setPages] = useState<readonly OrderHistoryRow[]>([]);
  const fills = useFills((held) => held.fills);
  const older = useOlder(async (next) => {
    const fresh: OrderHistoryRow[] = [];
    let before = next;
    // Pages of which everything is known already are passed over.
    do {
      const page = await loadOrderHistory(before);
      if (page === undefined) return undefined;
      before = page.next;
      fresh.push(...page.rows.filter((row) => !known.has(row.clientOrderId)));
    } while (fresh.length === 0 && before !== '');
    setPages((already) => [...already, ...fresh]);
    return before;
  });
  const rows = useMemo(
    () =>
      pages
        .filter((row) => !known.has(row.clientOrderId))
        .map((row) => {
          const own = fills.filter(({ orderId }) => row.orderId > 0 && orderId === row.orderId);
          return historicRow(row, own);
        }),
    [pages, known, fills],
  );
  return { rows, older };
}

interface Part {
  readonly price: number;
  readonly lots: number;
  readonly feeMinor: number;
}

/** A row of history as the blotter shows rows; its times on this computer are not known any more. */
export function historicRow(row: OrderHistoryRow, fills: readonly Part[]): OrderRow {
  const { cause, status, qty, filled, updatedMicros } = row;
  const isRejected = status === OrderStatus.rejected;
  const lots = fills.reduce((sum, part) => sum + part.lots, 0);
  const cost = fills.reduce((sum, part) => sum + part.lots * part.price, 0);
  return {
    ...row,
    ...{ expireSeconds: 0, change: undefined, hops: undefined, life: [], updatedMicros },
    ...{ keyMicros: 0, sentMicros: 0, heardMicros: 0 },
    leaves: status === OrderStatus.open ? qty - filled : 0,
    // With a fill missing the average would be wrong, so there is none.
    averageTicks: lots > 0 && lots === filled ? cost / lots : 0,
    feeMinor: fills.reduce((sum, part) => sum + part.feeMinor, 0),
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
