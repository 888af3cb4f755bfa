// The account's executions, newest first: history from the server, then those that come.

import { useEffect } from 'react';
import { loadFillHistory } from '../../actions/load-history.ts';
import { useText } from '../../i18n/use-text.ts';
import { useFills, type FillRow } from '../../state/fills-store.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { moneyText, priceText, qtyText } from '../../ui/format.ts';
import { sideColumn, symbolColumn, timeColumn } from '../../ui/order-columns.tsx';
import { Panel } from '../../ui/Panel.tsx';

export default function FillsPanel() {
  const t = useText();
  const fills = useFills((state) => state.fills);
  const columns = useColumns();
  useEffect(() => {
    void loadFillHistory();
  }, []);
  return (
    <Panel>
      <DataTable
        label={t('shell.panel.fills')}
        columns={columns}
        rows={fills}
        rowKey={(row) => `${String(row.tradeId)}.${String(row.orderId)}`}
        empty={<Empty icon="search" title={t('fills.empty')} words={t('fills.emptyWords')} />}
      />
    </Panel>
  );
}

function useColumns(): Column<FillRow>[] {
  const t = useText();
  const zone = usePrefs((state) => state.zone);
  const { instruments, assets } = useInstruments();
  const of = (row: FillRow) => instruments.get(row.instrument);
  const figure = (
    row: FillRow,
    text: (instrument: NonNullable<ReturnType<typeof of>>) => string,
  ) => {
    const instrument = of(row);
    return instrument === undefined ? '' : text(instrument);
  };
  const right = { align: 'right', width: '100px' } as const;
  return [
    timeColumn(t, zone, (row) => row.timeMicros),
    symbolColumn(t, '88px', instruments),
    sideColumn(t, '44px'),
    {
      ...right,
      id: 'qty',
      title: t('orders.qty'),
      render: (row) => figure(row, (instrument) => qtyText(row.lots, instrument)),
    },
    {
      ...right,
      id: 'price',
      title: t('orders.price'),
      render: (row) => figure(row, (instrument) => priceText(row.price, instrument)),
    },
    {
      ...right,
      id: 'fee',
      title: t('fills.fee'),
      render: (row) =>
        figure(row, ({ quoteAsset }) => {
          const quote = assets.get(quoteAsset);
          return `${moneyText(row.feeMinor, quote?.scale ?? 0)} ${quote?.code ?? ''}`;
        }),
    },
    {
      id: 'role',
      title: t('fills.role'),
      width: 'minmax(80px, 1fr)',
      render: (row) => t(row.taker ? 'fills.took' : 'fills.made'),
    },
  ];
}
