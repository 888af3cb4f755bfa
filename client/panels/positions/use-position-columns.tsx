// The columns of the positions; worth and open result are painted with the quotes.

import { useMemo, type ReactNode } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { accountStore, type PositionRecord } from '../../state/account-store.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { onCard } from '../../ui/card-places.ts';
import { figure as toFigure } from '../../ui/csv.ts';
import { moneyText, priceText, qtyText } from '../../ui/format.ts';
import { figureColumn, ofInstrument, symbolColumn } from '../../ui/order-columns.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { LiveCell, signed, type LiveFigure } from './LiveCell.tsx';
import { positionTotals, positionWorth } from './position-worth.ts';

type Columns = Column<PositionRecord>[];
type LiveText = (row: PositionRecord, instrument: Instrument) => LiveFigure;

export function usePositionColumns(buttons: (row: PositionRecord) => ReactNode): Columns {
  const t = useText();
  const { quotes } = useDesk().tables;
  const { instruments, assets } = useInstruments();
  return useMemo(() => {
    const scaleOf = ({ quoteAsset }: Instrument) => assets.get(quoteAsset)?.scale ?? 0;
    const worth = (row: PositionRecord, one: Instrument) => positionWorth(row, one, quotes);
    const live = (id: string, title: string, width: number, figure: LiveText) => {
      const text = ofInstrument<PositionRecord>(instruments, (row, one) => figure(row, one).text);
      return {
        ...{ id, title, width, text, align: 'right' as const },
        cell: (row: PositionRecord) => toFigure(text(row)),
        render: (row: PositionRecord) => {
          const one = instruments.get(row.instrument);
          return one && <LiveCell instrument={one.id} figure={() => figure(row, one)} />;
        },
      };
    };
    const share: LiveText = (row, one) => {
      const all = positionTotals(accountStore.getState().positions.values(), instruments, quotes);
      const gross = all.get(one.quoteAsset)?.grossMinor ?? 0;
      const part = gross === 0 ? 0 : Math.abs(worth(row, one).valueMinor) / gross;
      return { text: part === 0 ? '–' : `${(part * 100).toFixed(1)}%` };
    };
    return [
      onCard('top', symbolColumn(t, 76, instruments)),
      onCard(
        'low',
        figureColumn({
          ...{ id: 'qty', title: t('orders.qty'), width: 72 },
          text: ofInstrument(instruments, (row, one) => qtyText(row.lots, one)),
          by: (row) => row.lots,
        }),
      ),
      onCard(
        'low',
        figureColumn({
          ...{ id: 'cost', title: t('positions.cost'), width: 80, by: averageCost },
          text: ofInstrument(instruments, (row, one) =>
            priceText(Math.round(averageCost(row) / one.tickValueMinor), one),
          ),
        }),
        '@',
      ),
      onCard(
        'lowEnd',
        live('mark', t('positions.mark'), 78, (row, one) => ({
          text: priceText(worth(row, one).ticks, one),
        })),
      ),
      live('value', t('positions.value'), 84, (row, one) => ({
        text: dash(row, one, moneyText(worth(row, one).valueMinor, scaleOf(one))),
      })),
      live('share', t('positions.share'), 54, share),
      onCard(
        'topEnd',
        live('open', t('positions.open'), 78, (row, one) => {
          const { ticks, resultMinor } = worth(row, one);
          if (ticks === 0) return { text: '–' };
          return signed(resultMinor, moneyText(resultMinor, scaleOf(one)));
        }),
      ),
      realisedColumn(t('positions.realised'), instruments, scaleOf),
      {
        ...{ id: 'asset', title: '', width: 36, card: { at: 'topEnd' } },
        render: (row) => (
          <span className="faint">
            {assets.get(instruments.get(row.instrument)?.quoteAsset ?? -1)?.code}
          </span>
        ),
      },
      {
        id: 'do',
        title: '',
        width: 116,
        grow: true,
        align: 'right',
        card: { at: 'side' },
        render: buttons,
      },
    ];

    function dash(row: PositionRecord, one: Instrument, text: string): string {
      return worth(row, one).ticks === 0 ? '–' : text;
    }
  }, [t, quotes, instruments, assets, buttons]);
}

/** Quote minor units per lot. */
function averageCost({ costMinor, lots }: PositionRecord): number {
  return lots === 0 ? 0 : costMinor / lots;
}

function realisedColumn(
  title: string,
  instruments: ReadonlyMap<number, Instrument>,
  scaleOf: (instrument: Instrument) => number,
): Column<PositionRecord> {
  const figure = (row: PositionRecord) => {
    const one = instruments.get(row.instrument);
    const text = one === undefined ? '' : moneyText(row.realisedMinor, scaleOf(one));
    return signed(row.realisedMinor, text);
  };
  return {
    ...figureColumn<PositionRecord>({
      ...{ id: 'realised', title, width: 78 },
      text: (row) => figure(row).text,
      by: (row) => row.realisedMinor,
    }),
    render: (row) => {
      const { text, direction } = figure(row);
      return <span data-direction={direction}>{text}</span>;
    },
  };
}
