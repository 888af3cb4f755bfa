// The account's orders over all instruments, newest first: what each is, what it does, and what can be done.

import { useEffect, useMemo, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { showLife, watchPaints } from '../../state/life-store.ts';
import { isWorking, useOrders, type OrderRow } from '../../state/orders-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { today } from '../../ui/order-columns.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import { useTable } from '../../ui/use-table.ts';
import { WindowEmpty, WindowNote } from '../../ui/WindowNote.tsx';
import { dateTimeText } from '../../ui/zoned-time.ts';
import { CancelTools } from './CancelTools.tsx';
import { OrdersFoot } from './OrdersFoot.tsx';
import { useAmend } from './use-amend.ts';
import { useAskOutcome } from './use-ask-outcome.ts';
import { useOrderHistory } from './use-order-history.ts';
import { orderLook, orderMark, useOrderColumns } from './use-order-columns.tsx';
import './orders.css';

type Shows = 'today' | 'open' | 'all';

const rowKey = (row: OrderRow) => row.clientOrderId;

export default function OrdersPanel() {
  const t = useText();
  const { actions } = useDesk();
  const [shows, setShows] = useState<Shows>('today');
  const [answer, setAnswer] = useState('');
  const known = useOrders((state) => state.rows);
  const { rows, working } = useShownOrders(known, shows);
  const amend = useAmend();
  const ask = useAskOutcome(setAnswer);
  const columns = useOrderColumns(amend, ask);
  const recent = useTable({ id: 'orders', columns, rows, rowKey });
  const history = useOrderHistory(columns, known, shows === 'all');
  const table = shows === 'all' ? history : recent;
  useEffect(() => watchPaints(), []);
  const choices = (['today', 'open', 'all'] as const).map((value) => ({
    value,
    label: t(`orders.${value}`),
  }));
  return (
    <Panel
      tools={
        <>
          <Segment label={t('orders.show')} choices={choices} value={shows} onChange={setShows} />
          <CancelTools working={working} chosen={table.chosen} onAnswer={setAnswer} />
          <TableTools table={table} />
        </>
      }
      footer={
        <>
          {table.windows !== undefined && <WindowNote windows={table.windows} />}
          <OrdersFoot
            working={working}
            chosen={table.chosen.length}
            answer={amend.problem?.words ?? answer}
          />
        </>
      }
    >
      <DataTable
        label={t('shell.panel.orders')}
        table={table}
        bulk
        rowLook={(row) => (row.clientOrderId === amend.orderId ? 'amending' : orderLook(row))}
        rowMark={orderMark}
        onOpen={(row) => {
          showLife(row.clientOrderId);
        }}
        onRowKey={(event, row) => {
          if (event.key === 'F2') amend.begin(row);
          if (event.altKey && event.code === 'KeyQ' && row.stage === 'unknown') ask(row);
          if (event.key !== 'Delete') return;
          const chosen = table.chosen.length > 1 ? table.chosen : [row];
          const n = actions.cancelOrders(chosen.map((one) => one.clientOrderId));
          setAnswer(t('orders.cancelsSent', { count: n }));
        }}
        empty={
          <WindowEmpty windows={table.windows}>
            <Empty icon="search" title={t('orders.empty')} words={t('orders.emptyWords')} />
          </WindowEmpty>
        }
      />
    </Panel>
  );
}

function useShownOrders(known: ReadonlyMap<number, OrderRow>, shows: Shows) {
  const zone = usePrefs((state) => state.zone);
  const newest = useMemo(
    () => [...known.values()].sort((a, b) => b.placedMicros - a.placedMicros),
    [known],
  );
  const working = useMemo(() => newest.filter(isWorking), [newest]);
  const rows = useMemo(() => {
    if (shows !== 'today') return working;
    const day = today(zone);
    const isToday = (row: OrderRow) =>
      isWorking(row) || dateTimeText(row.updatedMicros, zone).startsWith(day);
    return newest.filter(isToday);
  }, [shows, working, newest, zone]);
  return { rows, working };
}
