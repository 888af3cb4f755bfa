// The account's executions, newest first: history from the server, then those that come.

import { useEffect } from 'react';
import { loadFillHistory, loadOlderFills } from '../../actions/load-history.ts';
import { useText } from '../../i18n/use-text.ts';
import { useFills, type FillRow } from '../../state/fills-store.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { showLife } from '../../state/life-store.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { moneyText, qtyText } from '../../ui/format.ts';
import { OlderButton } from '../../ui/OlderButton.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import { useOlder } from '../../ui/use-older.ts';
import { useTable } from '../../ui/use-table.ts';
import { sumFills } from './fill-sums.ts';
import { useFillColumns } from './use-fill-columns.tsx';

const rowKey = (row: FillRow) => `${String(row.tradeId)}.${String(row.orderId)}`;

export default function FillsPanel() {
  const t = useText();
  const fills = useFills((state) => state.fills);
  const columns = useFillColumns();
  const table = useTable({ id: 'fills', columns, rows: fills, rowKey });
  const older = useOlder(loadOlderFills);
  useEffect(() => {
    void loadFillHistory();
  }, []);
  return (
    <Panel
      tools={<TableTools table={table} />}
      footer={<FillsFoot rows={table.chosen.length > 1 ? table.chosen : table.rows} />}
    >
      <DataTable
        label={t('shell.panel.fills')}
        table={table}
        bulk
        onOpen={(row) => {
          showLife(row.clientOrderId);
        }}
        empty={<Empty icon="search" title={t('fills.empty')} words={t('fills.emptyWords')} />}
        after={<OlderButton older={older} />}
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
