// What the account holds of each asset, and the cash flow that made it so.

import { useMemo, useState, type ReactNode } from 'react';
import type { CashEntry } from '../../actions/load-history.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAccount, type BalanceRecord } from '../../state/account-store.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { onCard } from '../../ui/card-places.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { moneyText } from '../../ui/format.ts';
import { figureColumn } from '../../ui/order-columns.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segment } from '../../ui/Segment.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { useTable } from '../../ui/use-table.ts';
import { CashTable, useCashColumns } from './CashTable.tsx';
import { entryKey, useCashFlow } from './use-cash-flow.ts';

type View = 'balances' | 'cash';

export default function BalancesPanel() {
  const t = useText();
  const [view, setView] = useState<View>('balances');
  const choices = (['balances', 'cash'] as const).map((value) => ({
    value,
    label: t(`balances.${value}`),
  }));
  const views = (
    <Segment label={t('balances.views')} choices={choices} value={view} onChange={setView} />
  );
  return view === 'balances' ? <Balances views={views} /> : <Cash views={views} />;
}

interface ViewProps {
  readonly views: ReactNode;
}

const balanceKey = (row: BalanceRecord) => row.asset;

function Balances({ views }: ViewProps) {
  const t = useText();
  const balances = useAccount((state) => state.balances);
  const rows = useMemo(() => [...balances.values()], [balances]);
  const columns = useBalanceColumns();
  const table = useTable({ id: 'balances', columns, rows, rowKey: balanceKey });
  return (
    <Panel
      tools={
        <>
          {views}
          <TableTools table={table} />
        </>
      }
      footer={<span>{t('balances.assets', { count: table.rows.length })}</span>}
    >
      <DataTable
        label={t('shell.panel.balances')}
        table={table}
        rowMark={({ available, held }) => `${String(available)} ${String(held)}`}
        empty={<Empty icon="search" title={t('balances.empty')} words={t('balances.emptyWords')} />}
      />
    </Panel>
  );
}

function useBalanceColumns(): Column<BalanceRecord>[] {
  const t = useText();
  const assets = useInstruments((state) => state.assets);
  return useMemo(() => {
    const column = (id: string, title: string, minor: (row: BalanceRecord) => number) =>
      figureColumn<BalanceRecord>({
        ...{ id, title, width: 116, by: minor },
        text: (row) => {
          const scale = assets.get(row.asset)?.scale ?? 0;
          return moneyText(minor(row), scale, Math.min(scale, 8));
        },
      });
    const code = (row: BalanceRecord) => assets.get(row.asset)?.code ?? '';
    return [
      {
        ...{ id: 'asset', title: t('balances.asset'), width: 80, text: code, card: { at: 'top' } },
        render: (row) => <b>{code(row)}</b>,
        compare: (a, b) => code(a).localeCompare(code(b)),
      },
      onCard(
        'low',
        column('available', t('balances.available'), (row) => row.available),
        t('balances.available'),
      ),
      onCard(
        'lowEnd',
        column('held', t('balances.held'), (row) => row.held),
        t('balances.held'),
      ),
      onCard(
        'topEnd',
        column('total', t('balances.total'), (row) => row.available + row.held),
      ),
    ];
  }, [t, assets]);
}

function Cash({ views }: ViewProps) {
  const t = useText();
  const flow = useCashFlow();
  const columns = useCashColumns();
  const table = useTable<CashEntry>({
    ...{ id: 'cash', columns, rows: flow.entries, rowKey: entryKey },
  });
  return (
    <Panel
      tools={
        <>
          {views}
          <TableTools table={table} />
        </>
      }
      footer={<span>{t('balances.count', { count: table.rows.length })}</span>}
    >
      <CashTable table={table} flow={flow} />
    </Panel>
  );
}
