// The account's executions, newest first: the newest from the server and those that come, or the
// whole history.

import { useEffect, useState } from 'react';
import { loadFillHistory } from '../../actions/load-history.ts';
import { useText } from '../../i18n/use-text.ts';
import { useFills, type FillRow } from '../../state/fills-store.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { showLife } from '../../state/life-store.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { moneyText, qtyText } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import { useTable } from '../../ui/use-table.ts';
import { WindowEmpty, WindowNote } from '../../ui/WindowNote.tsx';
import { sumFills } from './fill-sums.ts';
import { useFillHistory } from './use-fill-history.ts';
import { useFillColumns } from './use-fill-columns.tsx';

const rowKey = (row: FillRow) => `${String(row.tradeId)}.${String(row.orderId)}`;

export default function FillsPanel() {
  const t = useText();
  const fills = useFills((state) => state.fills);
  const columns = useFillColumns();
  const [shows, setShows] = useState<'recent' | 'all'>('recent');
  const recent = useTable({ id: 'fills', columns, rows: fills, rowKey });
  const history = useFillHistory(columns, rowKey, fills, shows === 'all');
  const table = shows === 'all' ? history : recent;
  const { windows, chosen } = table;
  const summed = chosen.length > 1 ? chosen : windows === undefined ? table.rows : [];
  const choices = (['recent', 'all'] as const).map((value) => ({
    value,
    label: t(`fills.${value}`),
  }));
  useEffect(() => {
    void loadFillHistory();
  }, []);
  return (
    <Panel
      tools={
        <>
          <Segment label={t('orders.show')} choices={choices} value={shows} onChange={setShows} />
          <TableTools table={table} />
        </>
      }
      footer={
        <>
          {windows !== undefined && <WindowNote windows={windows} />}
          {(windows === undefined || summed.length > 0) && <FillsFoot rows={summed} />}
        </>
      }
    >
      <DataTable
        label={t('shell.panel.fills')}
        table={table}
        bulk
        onOpen={(row) => {
          showLife(row.clientOrderId);
        }}
        empty={
          <WindowEmpty windows={windows}>
            <Empty icon="search" title={t('fills.empty')} words={t('fills.emptyWords')} />
          </WindowEmpty>
        }
      />
    </Panel>
  );
}

/** Totals of what is shown, or of what is chosen. */
function FillsFoot({ rows }: { readonly rows: readonly FillRow[] }) {
  const t = useText();
  const history = useFills((state) => state.history);
  const instruments = useInstruments((state) => state.instruments);
  const assets = useInstruments((state) => state.assets);
  const { count, fees, one } = sumFills(rows, instruments);
  return (
    <>
      <span>{t('fills.count', { count })}</span>
      {one !== undefined && (
        <>
          <span>
            {t('fills.bought')} <b>{qtyText(one.bought, one.instrument)}</b>
          </span>
          <span>
            {t('fills.sold')} <b>{qtyText(one.sold, one.instrument)}</b>
          </span>
        </>
      )}
      <span role="status" className="doubt-text">
        {history === 'failed' ? t('fills.failed') : ''}
      </span>
      {count > 0 && (
        <span className="foot-end">
          {t('fills.fees')}{' '}
          <b>
            {[...fees]
              .map(([id, minor]) => [minor, assets.get(id)] as const)
              .map(
                ([minor, asset]) => `${moneyText(minor, asset?.scale ?? 0)} ${asset?.code ?? ''}`,
              )
              .join(' · ')}
          </b>
        </span>
      )}
    </>
  );
}
