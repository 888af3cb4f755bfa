// The whole history of orders as a table of windows; what this page knows of an order wins.

import { useCallback, useMemo } from 'react';
import {
  ORDER_SORTS,
  type OrderSort,
  type WindowAsk,
} from '../../../shared/domain/history-window.ts';
import { loadOrderWindow } from '../../actions/load-window.ts';
import { useText } from '../../i18n/use-text.ts';
import type { OrderRow } from '../../state/orders-store.ts';
import type { Column } from '../../ui/table-rows.ts';
import type { Table } from '../../ui/use-table.ts';
import { withDates } from '../../ui/order-columns.tsx';
import { useWindowTable } from '../../ui/use-window-table.ts';
import { historicRow } from './historic-row.ts';
import { orderWords } from './order-words.ts';

/** The id of a refused order may have been used again. */
const rowKey = (row: OrderRow) =>
  row.orderId > 0
    ? row.clientOrderId
    : `refused ${String(row.clientOrderId)}.${String(row.placedMicros)}`;

/** px of `11-20 15:34`: of a long history, most rows are of another day. */
const DATED_PX = 80;

async function load(ask: WindowAsk<OrderSort>) {
  const answer = await loadOrderWindow(ask);
  return answer && { ...answer, rows: answer.rows.map(historicRow) };
}

/** Asks for nothing while it is not shown. */
export function useOrderHistory(
  columns: readonly Column<OrderRow>[],
  known: ReadonlyMap<number, OrderRow>,
  isShown: boolean,
): Table<OrderRow> {
  const t = useText();
  const wordOf = useMemo(() => orderWords(t), [t]);
  const live = useCallback(
    (row: OrderRow) => {
      const own = known.get(row.clientOrderId);
      return own !== undefined && own.orderId > 0 && own.orderId === row.orderId ? own : row;
    },
    [known],
  );
  const dated = useMemo(() => withDates(columns, DATED_PX), [columns]);
  return useWindowTable({
    ...{ id: 'orders', columns: dated, rowKey, sorts: ORDER_SORTS, wordOf, news: known, live },
    load: isShown ? load : undefined,
  });
}
