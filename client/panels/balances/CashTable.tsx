// The cash flow: every posting on the account with its cause, newest first.

import { useMemo } from 'react';
import { entryCauseName } from '../../../shared/domain/entry-cause.ts';
import type { CashEntry } from '../../actions/load-history.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { Button } from '../../ui/Button.tsx';
import { figure, isoTime } from '../../ui/csv.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty, Loading } from '../../ui/Empty.tsx';
import { moneyText } from '../../ui/format.ts';
import { figureColumn, momentText, today } from '../../ui/order-columns.tsx';
import { OlderButton } from '../../ui/OlderButton.tsx';
import type { Column } from '../../ui/table-rows.ts';
import type { Table } from '../../ui/use-table.ts';
import type { CashFlow } from './use-cash-flow.ts';

/** An unknown cause shows its number. */
function causeText(t: Translate, cause: number): string {
  const name = entryCauseName(cause);
  return name === undefined ? String(cause) : t(`balances.cause_${name}`);
}

export function useCashColumns(): Column<CashEntry>[] {
  const t = useText();
  const zone = usePrefs((state) => state.zone);
  const assets = useInstruments((state) => state.assets);
  return useMemo(() => {
    const day = today(zone);
    const amount = ({ asset, amountMinor }: CashEntry) => {
      const scale = assets.get(asset)?.scale ?? 0;
      const text = moneyText(amountMinor, scale, Math.min(scale, 8));
      return amountMinor > 0 ? `+${text}` : text;
    };
    return [
      {
        ...{ id: 'time', title: t('balances.time'), width: 88, card: { at: 'low' } },
        text: (row) => momentText(row.timeMicros, zone, day),
        cell: (row) => isoTime(row.timeMicros),
        compare: (a, b) => a.timeMicros - b.timeMicros,
      },
      {
        ...{ id: 'cause', title: t('balances.cause'), width: 72, card: { at: 'top' } },
        text: (row) => causeText(t, row.cause),
        compare: (a, b) => a.cause - b.cause,
      },
      {
        ...{ id: 'asset', title: t('balances.asset'), width: 64, card: { at: 'topEnd' } },
        text: (row) => assets.get(row.asset)?.code ?? '',
        compare: (a, b) => a.asset - b.asset,
      },
      {
        ...figureColumn<CashEntry>({
          ...{ id: 'amount', title: t('balances.amount'), width: 132, text: amount },
          by: (row) => row.amountMinor,
        }),
        card: { at: 'topEnd' },
        render: (row) => <span className={row.amountMinor < 0 ? 'down' : 'up'}>{amount(row)}</span>,
      },
      {
        ...{ id: 'reference', title: t('balances.reference'), width: 84, align: 'right' },
        card: { at: 'lowEnd', before: t('balances.reference') },
        text: (row) => String(row.reference),
        cell: (row) => figure(String(row.reference)),
        compare: (a, b) => a.reference - b.reference,
      },
      {
        ...{ id: 'entry', title: t('balances.entry'), width: 96, align: 'right', grow: true },
        text: (row) => `${String(row.commandSeq)}.${String(row.ordinal)}`,
        compare: (a, b) => a.commandSeq - b.commandSeq || a.ordinal - b.ordinal,
      },
    ];
  }, [t, zone, assets]);
}

export interface CashTableProps {
  readonly table: Table<CashEntry>;
  readonly flow: CashFlow;
}

export function CashTable({ table, flow }: CashTableProps) {
  const t = useText();
  const { older, entries } = flow;
  if (entries.length === 0 && older.state === 'loading') return <Loading label={t('ui.loading')} />;
  if (entries.length === 0 && older.state === 'failed')
    return (
      <Empty
        icon="warn"
        urgent
        title={t('balances.cashFailed')}
        words={t('balances.cashFailedWords')}
        action={
          <Button small onClick={() => void older.load()}>
            {t('balances.refresh')}
          </Button>
        }
      />
    );
  return (
    <DataTable
      label={t('balances.cash')}
      table={table}
      empty={<Empty icon="search" title={t('balances.noCash')} words={t('balances.noCashWords')} />}
      after={<OlderButton older={older} />}
    />
  );
}
