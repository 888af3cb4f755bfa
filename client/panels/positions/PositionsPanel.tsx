// Positions with cost, worth, realised and live result; flatten, reverse and close all answer in words.

import { useCallback, useMemo, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useAccount } from '../../state/account-store.ts';
import { useDesk } from '../../state/desk-context.ts';
import { instrumentsStore } from '../../state/instruments-store.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { TableTools } from '../../ui/TableTools.tsx';
import { useTable } from '../../ui/use-table.ts';
import { CloseAll } from './CloseAll.tsx';
import { positionRows, type PositionRow } from './position-rows.ts';
import { PositionsFoot } from './PositionsFoot.tsx';
import { usePositionColumns } from './use-position-columns.tsx';
import './positions.css';

const rowKey = (row: PositionRow) => row.instrument;

export default function PositionsPanel() {
  const t = useText();
  const { actions } = useDesk();
  const [answer, setAnswer] = useState('');
  const positions = useAccount((state) => state.positions);
  const obligations = useAccount((state) => state.obligations);
  const rows = useMemo(() => positionRows(positions, obligations), [positions, obligations]);
  const buttons = useButtons(setAnswer);
  const columns = usePositionColumns(buttons);
  const table = useTable({ id: 'positions', columns, rows, rowKey });
  const closeAll = () => {
    const placed = rows.map((row) => actions.flattenPosition(row.instrument));
    const count = placed.filter(({ ok }) => ok).length;
    const refused = placed.find((one) => !one.ok);
    const words = refused?.ok === false ? ` ${t(`orders.why_${refused.why}`)}` : '';
    setAnswer(`${t('positions.closeSent', { count })}${words}`);
  };
  return (
    <Panel
      tools={
        <>
          <CloseAll count={rows.length} onClose={closeAll} />
          <TableTools table={table} />
        </>
      }
      footer={<PositionsFoot count={rows.length} answer={answer} />}
    >
      <DataTable
        label={t('shell.panel.positions')}
        table={table}
        rowMark={(row) => String(row.lots)}
        empty={
          <Empty icon="search" title={t('positions.empty')} words={t('positions.emptyWords')} />
        }
      />
    </Panel>
  );
}

function useButtons(onAnswer: (words: string) => void) {
  const t = useText();
  const { actions } = useDesk();
  return useCallback(
    ({ instrument }: PositionRow) => {
      const act = (which: 'flatten' | 'reverse') => {
        const placed = actions[`${which}Position`](instrument);
        const symbol = instrumentsStore.getState().instruments.get(instrument)?.symbol ?? '';
        onAnswer(
          placed.ok ? t(`positions.${which}Sent`, { symbol }) : t(`orders.why_${placed.why}`),
        );
      };
      return (
        <span className="row-buttons">
          <Button small onClick={() => act('flatten')}>
            {t('positions.flatten')}
          </Button>
          <Button small onClick={() => act('reverse')}>
            {t('positions.reverse')}
          </Button>
        </span>
      );
    },
    [t, actions, onAnswer],
  );
}
