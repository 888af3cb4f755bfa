// The columns of the fills.

import { useMemo } from 'react';
import { notionalMinor } from '../../../shared/domain/order-cost.ts';
import { useText } from '../../i18n/use-text.ts';
import type { FillRow } from '../../state/fills-store.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { showLife } from '../../state/life-store.ts';
import { usePrefs } from '../../state/prefs-store.ts';
import { onCard } from '../../ui/card-places.ts';
import { figure } from '../../ui/csv.ts';
import { moneyText, priceText, qtyText } from '../../ui/format.ts';
import {
  figureColumn,
  ofInstrument,
  sideColumn,
  symbolColumn,
  timeColumn,
} from '../../ui/order-columns.tsx';
import type { Column } from '../../ui/table-rows.ts';

export function useFillColumns(): Column<FillRow>[] {
  const t = useText();
  const zone = usePrefs((state) => state.zone);
  const instruments = useInstruments((state) => state.instruments);
  const assets = useInstruments((state) => state.assets);
  return useMemo(() => {
    const quoteOf = (row: FillRow) => assets.get(instruments.get(row.instrument)?.quoteAsset ?? -1);
    const scaleOf = (row: FillRow) => quoteOf(row)?.scale ?? 0;
    const value = (row: FillRow) =>
      notionalMinor(row.price, row.lots, instruments.get(row.instrument)?.tickValueMinor ?? 0);
    return [
      onCard(
        'lowEnd',
        timeColumn(t, zone, (row) => row.timeMicros),
      ),
      onCard('top', symbolColumn(t, 80, instruments)),
      onCard('top', sideColumn(t, 36)),
      onCard(
        'low',
        figureColumn({
          ...{ id: 'qty', title: t('orders.qty'), width: 84 },
          text: ofInstrument(instruments, (row, one) => qtyText(row.lots, one)),
          by: (row) => row.lots,
        }),
      ),
      onCard(
        'low',
        figureColumn({
          ...{ id: 'price', title: t('orders.price'), width: 84 },
          text: ofInstrument(instruments, (row, one) => priceText(row.price, one)),
          by: (row) => row.price,
        }),
        '@',
      ),
      onCard(
        'topEnd',
        figureColumn({
          ...{ id: 'value', title: t('fills.value'), width: 96, by: value },
          text: (row) => moneyText(value(row), scaleOf(row)),
        }),
      ),
      {
        ...figureColumn<FillRow>({
          ...{ id: 'fee', title: t('fills.fee'), width: 72, by: (row) => row.feeMinor },
          text: (row) => moneyText(row.feeMinor, scaleOf(row)),
        }),
      },
      {
        ...{ id: 'feeAsset', title: t('fills.feeAsset'), width: 52, card: { at: 'topEnd' } },
        text: (row) => quoteOf(row)?.code ?? '',
      },
      {
        ...{ id: 'role', title: t('fills.role'), width: 64, grow: true },
        text: (row) => t(row.taker ? 'fills.took' : 'fills.made'),
        compare: (a, b) => Number(a.taker) - Number(b.taker),
      },
      {
        ...{
          id: 'order',
          title: t('fills.order'),
          width: 84,
          align: 'right',
          card: { at: 'side' },
        },
        text: (row) => String(row.orderId),
        cell: (row) => figure(String(row.orderId)),
        compare: (a, b) => a.orderId - b.orderId,
        render: (row) => (
          <button
            type="button"
            className="row-link"
            aria-label={t('fills.life', { id: row.orderId })}
            onClick={() => {
              showLife(row.clientOrderId);
            }}
          >
            {row.orderId}
          </button>
        ),
      },
      {
        ...{ id: 'trade', title: t('fills.trade'), width: 84, align: 'right', hidden: true },
        text: (row) => String(row.tradeId),
        cell: (row) => figure(String(row.tradeId)),
        compare: (a, b) => a.tradeId - b.tradeId,
      },
    ];
  }, [t, zone, instruments, assets]);
}
