// Positions with cost, realised result and the live one, which the frame loop writes.

import { useEffect, useRef } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAccount, type PositionRecord } from '../../state/account-store.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { moneyText, priceText, qtyText } from '../../ui/format.ts';
import { symbolColumn } from '../../ui/order-columns.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { setCell } from '../../ui/set-cell.ts';

export default function PositionsPanel() {
  const t = useText();
  const positions = useAccount((state) => state.positions);
  const columns = useColumns();
  const open = [...positions.values()].filter(({ lots }) => lots !== 0);
  return (
    <Panel>
      <DataTable
        label={t('shell.panel.positions')}
        columns={columns}
        rows={open}
        rowKey={(row) => row.instrument}
        empty={
          <Empty icon="search" title={t('positions.empty')} words={t('positions.emptyWords')} />
        }
      />
    </Panel>
  );
}

function useColumns(): Column<PositionRecord>[] {
  const t = useText();
  const { actions } = useDesk();
  const { instruments, assets } = useInstruments();
  const of = (row: PositionRecord) => instruments.get(row.instrument);
  const right = { align: 'right', width: '104px' } as const;
  return [
    symbolColumn(t, '96px', instruments),
    {
      ...right,
      id: 'qty',
      title: t('orders.qty'),
      render: (row) => {
        const instrument = of(row);
        return instrument === undefined ? '' : qtyText(row.lots, instrument);
      },
    },
    {
      ...right,
      id: 'cost',
      title: t('positions.cost'),
      render: (row) => {
        const instrument = of(row);
        if (instrument === undefined) return '';
        return priceText(
          Math.round(row.costMinor / row.lots / instrument.tickValueMinor),
          instrument,
        );
      },
    },
    {
      ...right,
      id: 'open',
      title: t('positions.open'),
      render: (row) => {
        const instrument = of(row);
        const scale = assets.get(instrument?.quoteAsset ?? -1)?.scale ?? 0;
        return instrument && <OpenResult position={row} instrument={instrument} scale={scale} />;
      },
    },
    {
      ...right,
      id: 'realised',
      title: t('positions.realised'),
      render: (row) => {
        const quote = assets.get(of(row)?.quoteAsset ?? -1);
        return moneyText(row.realisedMinor, quote?.scale ?? 0);
      },
    },
    {
      id: 'do',
      title: '',
      width: 'minmax(150px, 1fr)',
      render: (row) => (
        <>
          <Button
            small
            onClick={() => {
              actions.flattenPosition(row.instrument);
            }}
          >
            {t('positions.flatten')}
          </Button>{' '}
          <Button
            small
            onClick={() => {
              actions.reversePosition(row.instrument);
            }}
          >
            {t('positions.reverse')}
          </Button>
        </>
      ),
    },
  ];
}

interface OpenResultProps {
  readonly position: PositionRecord;
  readonly instrument: Instrument;
  readonly scale: number;
}

/** Value at the price at which it could be closed now, less its cost. */
function OpenResult({ position, instrument, scale }: OpenResultProps) {
  const { quotes } = useDesk().tables;
  const cell = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const paint = () => {
      const closing = position.lots > 0 ? quotes.bid : quotes.ask;
      const ticks = closing[instrument.id] ?? 0;
      const value = ticks * position.lots * instrument.tickValueMinor;
      const result = value - position.costMinor;
      setCell(cell.current!, ticks === 0 ? '–' : moneyText(result, scale));
      cell.current!.className = result < 0 ? 'down' : 'up';
    };
    paint();
    return quotes.onQuote((id) => {
      if (id === instrument.id) paint();
    });
  }, [position, instrument, scale, quotes]);
  return <span ref={cell} />;
}
