// The columns of the positions; worth and open result are painted with the quotes.

import { useMemo, type ReactNode } from 'react';
import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { useText } from '../../i18n/use-text.ts';
import { accountStore } from '../../state/account-store.ts';
import { useDesk } from '../../state/desk-context.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { onCard } from '../../ui/card-places.ts';
import { figure as toFigure } from '../../ui/csv.ts';
import { dayText, moneyText, priceText, qtyText } from '../../ui/format.ts';
import { figureColumn, ofInstrument, symbolColumn } from '../../ui/order-columns.tsx';
import type { Column } from '../../ui/table-rows.ts';
import type { PositionRow } from './position-rows.ts';
import { LiveCell, signed, type LiveFigure } from './LiveCell.tsx';
import { positionTotals, positionWorth } from './position-worth.ts';

type Columns = Column<PositionRow>[];
type LiveText = (row: PositionRow, instrument: Instrument) => LiveFigure;

export function usePositionColumns(buttons: (row: PositionRow) => ReactNode): Columns {
  const t = useText();
  const { quotes } = useDesk().tables;
  const { instruments, assets } = useInstruments();
  return useMemo(() => {
    const scaleOf = ({ quoteAsset }: Instrument) => assets.get(quoteAsset)?.scale ?? 0;
    const worth = (row: PositionRow, one: Instrument) => positionWorth(row, one, quotes);
    const live = (id: string, title: string, width: number, figure: LiveText) => {
      const text = ofInstrument<PositionRow>(instruments, (row, one) => figure(row, one).text);
      return {
        ...{ id, title, width, text, align: 'right' as const },
        cell: (row: PositionRow) => toFigure(text(row)),
        render: (row: PositionRow) => {
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
      onCard('top', symbolColumn(t, 70, instruments)),
      onCard(
        'low',
        figureColumn({
          ...{ id: 'qty', title: t('orders.qty'), width: 62 },
          text: ofInstrument(instruments, (row, one) => qtyText(row.lots, one)),
          by: (row) => row.lots,
        }),
      ),
      settledColumn(t, instruments),
      onCard(
        'low',
        figureColumn({
          ...{ id: 'cost', title: t('positions.cost'), width: 76, by: averageCost },
          text: ofInstrument(instruments, (row, one) =>
            priceText(Math.round(averageCost(row) / one.tickValueMinor), one),
          ),
        }),
        '@',
      ),
      onCard(
        'lowEnd',
        live('mark', t('positions.mark'), 76, (row, one) => ({
          text: priceText(worth(row, one).ticks, one),
        })),
      ),
      live('value', t('positions.value'), 80, (row, one) => ({
        text: dash(row, one, moneyText(worth(row, one).valueMinor, scaleOf(one))),
      })),
      live('share', t('positions.share'), 46, share),
      onCard(
        'topEnd',
        live('open', t('positions.open'), 66, (row, one) => {
          const { ticks, resultMinor } = worth(row, one);
          if (ticks === 0) return { text: '–' };
          return signed(resultMinor, moneyText(resultMinor, scaleOf(one)));
        }),
      ),
      realisedColumn(t('positions.realised'), instruments, scaleOf),
      {
        ...{ id: 'asset', title: '', width: 34, card: { at: 'topEnd' } },
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

    function dash(row: PositionRow, one: Instrument, text: string): string {
      return worth(row, one).ticks === 0 ? '–' : text;
    }
  }, [t, quotes, instruments, assets, buttons]);
}

/** Quote minor units per lot. */
function averageCost({ costMinor, lots }: PositionRow): number {
  return lots === 0 ? 0 : costMinor / lots;
}

/** Lots that are there; what is still to come or to go has its dates in the title. */
function settledColumn(t: Translate, instruments: ReadonlyMap<number, Instrument>) {
  const text = ofInstrument<PositionRow>(instruments, (row, one) => qtyText(row.settledLots, one));
  return {
    ...figureColumn<PositionRow>({
      ...{ id: 'settled', title: t('positions.settled'), width: 60, text },
      by: (row) => row.settledLots,
    }),
    render: (row: PositionRow) => {
      const one = instruments.get(row.instrument);
      const dates = row.owed.map(({ lots, valueDate }) =>
        t('positions.settles', { qty: one ? qtyText(lots, one) : '', day: dayText(valueDate) }),
      );
      return (
        <span title={dates.join('\n')} data-open={dates.length > 0 || undefined}>
          {text(row)}
        </span>
      );
    },
  };
}

function realisedColumn(
  title: string,
  instruments: ReadonlyMap<number, Instrument>,
  scaleOf: (instrument: Instrument) => number,
): Column<PositionRow> {
  const figure = (row: PositionRow) => {
    const one = instruments.get(row.instrument);
    const text = one === undefined ? '' : moneyText(row.realisedMinor, scaleOf(one));
    return signed(row.realisedMinor, text);
  };
  return {
    ...figureColumn<PositionRow>({
      ...{ id: 'realised', title, width: 70 },
      text: (row) => figure(row).text,
      by: (row) => row.realisedMinor,
    }),
    render: (row) => {
      const { text, direction } = figure(row);
      return <span data-direction={direction}>{text}</span>;
    },
  };
}
