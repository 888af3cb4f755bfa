// What the account holds of each asset: available, and held by open orders.

import { useText } from '../../i18n/use-text.ts';
import { useAccount, type BalanceRecord } from '../../state/account-store.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { moneyText } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';

export default function BalancesPanel() {
  const t = useText();
  const balances = useAccount((state) => state.balances);
  const assets = useInstruments((state) => state.assets);
  const figure = (row: BalanceRecord, minor: number) => {
    const scale = assets.get(row.asset)?.scale ?? 0;
    return moneyText(minor, scale, Math.min(scale, 8));
  };
  const columns: Column<BalanceRecord>[] = [
    {
      id: 'asset',
      title: t('balances.asset'),
      width: '88px',
      render: (row) => <b>{assets.get(row.asset)?.code ?? ''}</b>,
      compare: (a, b) => a.asset - b.asset,
    },
    {
      id: 'available',
      title: t('balances.available'),
      width: '180px',
      align: 'right',
      render: (row) => figure(row, row.available),
    },
    {
      id: 'held',
      title: t('balances.held'),
      width: '180px',
      align: 'right',
      render: (row) => figure(row, row.held),
    },
  ];
  return (
    <Panel>
      <DataTable
        label={t('shell.panel.balances')}
        columns={columns}
        rows={[...balances.values()]}
        rowKey={(row) => row.asset}
        empty={<Empty icon="search" title={t('balances.empty')} words={t('balances.emptyWords')} />}
      />
    </Panel>
  );
}
