// The account's orders with their acks, newest first, over all instruments.

import { useState } from 'react';
import { HOPS } from '../../../shared/domain/hop.ts';
import { causeWords, rejectWords } from '../../i18n/outcome-words.ts';
import { useText } from '../../i18n/use-text.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { isWorking, useOrders, type OrderRow } from '../../state/orders-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { priceText, qtyText } from '../../ui/format.ts';
import { sideColumn, symbolColumn, timeColumn } from '../../ui/order-columns.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';

export default function OrdersPanel() {
  const t = useText();
  const { actions } = useDesk();
  const rows = useOrders((state) => state.rows);
  const [shows, setShows] = useState<'all' | 'open'>('all');
  const newest = [...rows.values()].sort((a, b) => b.placedMicros - a.placedMicros);
  const working = newest.filter(isWorking);
  const columns = useColumns();
  const tools = (
    <>
      <Segment
        label={t('orders.show')}
        choices={[
          { value: 'all', label: t('orders.today') },
          { value: 'open', label: t('orders.open') },
        ]}
        value={shows}
        onChange={setShows}
      />
      <Button
        small
        disabled={working.length === 0}
        onClick={() => {
          void actions.cancelMany();
        }}
      >
        {t('orders.cancelAll', { n: working.length })}
      </Button>
    </>
  );
  return (
    <Panel tools={tools}>
      <DataTable
        label={t('shell.panel.orders')}
        columns={columns}
        rows={shows === 'open' ? working : newest}
        rowKey={(row) => row.clientOrderId}
        rowLook={(row) => (row.stage === 'unknown' ? 'doubt' : isWorking(row) ? '' : 'done')}
        onRowKey={(event, row) => {
          if (event.key === 'Delete') actions.cancelOrder(row.clientOrderId);
        }}
        empty={<Empty icon="search" title={t('orders.empty')} words={t('orders.emptyWords')} />}
      />
    </Panel>
  );
}

function useColumns(): Column<OrderRow>[] {
  const t = useText();
  const { actions } = useDesk();
  const zone = usePrefs((state) => state.zone);
  const instruments = useInstruments((state) => state.instruments);
  const of = (row: OrderRow) => instruments.get(row.instrument);
  const qty = (row: OrderRow, lots: number) => {
    const instrument = of(row);
    return instrument === undefined ? '' : qtyText(lots, instrument);
  };
  const price = (row: OrderRow, ticks: number) => {
    const instrument = of(row);
    return instrument === undefined || ticks === 0 ? '–' : priceText(Math.round(ticks), instrument);
  };
  const right = { align: 'right' } as const;
  return [
    timeColumn(t, zone, (row) => row.placedMicros),
    symbolColumn(t, '76px', instruments),
    sideColumn(t, '40px'),
    {
      ...right,
      id: 'qty',
      title: t('orders.qty'),
      width: '68px',
      render: (row) => qty(row, row.qty),
    },
    {
      ...right,
      id: 'filled',
      title: t('orders.filled'),
      width: '60px',
      render: (row) => qty(row, row.filled),
    },
    {
      ...right,
      id: 'price',
      title: t('orders.price'),
      width: '76px',
      render: (row) => (row.type === 1 ? t('orders.market') : price(row, row.price)),
    },
    {
      ...right,
      id: 'average',
      title: t('orders.average'),
      width: '68px',
      render: (row) => price(row, row.averageTicks),
    },
    {
      id: 'state',
      title: t('orders.state'),
      width: 'minmax(96px, 1fr)',
      render: (row) => stateWords(t, row),
    },
    { ...right, id: 'ack', title: t('orders.ack'), width: '128px', render: hopsText },
    {
      id: 'do',
      title: '',
      width: '56px',
      render: (row) =>
        isWorking(row) && (
          <Button
            small
            onClick={() => {
              actions.cancelOrder(row.clientOrderId);
            }}
          >
            {t('orders.cancel')}
          </Button>
        ),
    },
  ];
}

function stateWords(t: Translate, row: OrderRow): string {
  const stage = t(`orders.stage_${row.stage}`);
  if (row.code !== 0) return `${stage}: ${rejectWords(t, row.code)}`;
  // The words of a cause say how it ended, too.
  return row.cause === 0 ? stage : causeWords(t, row.cause);
}

/** Journal, match, disk and socket, each since the gateway took the frame. */
function hopsText({ hops }: OrderRow): string {
  if (hops === undefined) return '';
  return HOPS.slice(1)
    .map((hop) => String(hops[hop] - hops.gateway))
    .join(' · ');
}
