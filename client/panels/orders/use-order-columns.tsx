// The columns of the order blotter, as on the design board; the rest can be switched on.

import { useMemo } from 'react';
import { HOPS } from '../../../shared/domain/hop.ts';
import { OrderFlag, OrderType } from '../../../shared/domain/order.ts';
import { useText } from '../../i18n/use-text.ts';
import type { Translate } from '../../i18n/text-table.ts';
import { useInstruments, type InstrumentsState } from '../../state/instruments-store.ts';
import { isWorking, type OrderRow } from '../../state/orders-store.ts';
import { usePrefs, type PrefsState } from '../../state/prefs-store.ts';
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
import { reasonCode } from '../../ui/order-outcome.ts';
import { OrderState, stateText } from '../../ui/OrderState.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { AmendField } from './AmendField.tsx';
import { OrderButtons } from './OrderButtons.tsx';
import type { AmendDesk } from './use-amend.ts';

type Columns = Column<OrderRow>[];
type Instruments = InstrumentsState['instruments'];

export function useOrderColumns(amend: AmendDesk, onAsk: (row: OrderRow) => void): Columns {
  const t = useText();
  const zone = usePrefs((state) => state.zone);
  const instruments = useInstruments((state) => state.instruments);
  const assets = useInstruments((state) => state.assets);
  return useMemo(
    () => [
      ...identity(t, zone, instruments),
      ...amounts(t, instruments, amend),
      stateColumn(t, amend),
      ...extras(t, { instruments, assets }),
      {
        id: 'do',
        title: '',
        width: 114,
        align: 'right',
        card: { at: 'side' },
        render: (row) => <OrderButtons row={row} amend={amend} onAsk={onAsk} />,
      },
    ],
    [t, zone, instruments, assets, amend, onAsk],
  );
}

const TIFS = ['GTC', 'IOC', 'FOK', 'DAY', 'GTD'] as const;

function typeWords(t: Translate, { type }: Pick<OrderRow, 'type'>): string {
  return t(type === OrderType.market ? 'orders.market' : 'orders.limit');
}

export function typeText(t: Translate, row: Pick<OrderRow, 'type' | 'tif'>): string {
  return `${typeWords(t, row)} ${TIFS[row.tif] ?? ''}`;
}

function identity(t: Translate, zone: PrefsState['zone'], instruments: Instruments): Columns {
  return [
    timeColumn(t, zone, (row) => row.placedMicros, 'seconds'),
    onCard('top', symbolColumn(t, 72, instruments)),
    onCard('top', sideColumn(t, 32)),
    {
      id: 'type',
      title: t('orders.type'),
      width: 68,
      groups: true,
      text: (row) => typeText(t, row),
      render: (row) => (
        <>
          {typeWords(t, row)} <span className="tif">{TIFS[row.tif]}</span>
        </>
      ),
      compare: (a, b) => a.type - b.type || a.tif - b.tif,
    },
  ];
}

function amounts(t: Translate, instruments: Instruments, amend: AmendDesk): Columns {
  const isOpen = (row: OrderRow) => amend.orderId === row.clientOrderId;
  const qty = ofInstrument<OrderRow>(instruments, (row, one) => qtyText(row.qty, one));
  const price = (ticks: (row: OrderRow) => number) =>
    ofInstrument<OrderRow>(instruments, (row, one) => priceText(Math.round(ticks(row)), one));
  const asked = price((row) => row.price);
  const priceWords = (row: OrderRow) =>
    row.type === OrderType.market && row.price === 0 ? '–' : asked(row);
  const figures = {
    qty: figureColumn({ id: 'qty', title: t('orders.qty'), width: 66, text: qty, by: byQty }),
    price: figureColumn({
      ...{ id: 'price', title: t('orders.price'), width: 74, text: priceWords },
      by: (row: OrderRow) => row.price,
    }),
  };
  return [
    {
      ...figures.qty,
      card: { at: 'low' },
      render: (row) => (isOpen(row) ? <AmendField amend={amend} field="qty" /> : qty(row)),
    },
    filledColumn(t, instruments),
    {
      ...figures.price,
      card: { at: 'low', before: '@' },
      render: (row) => (isOpen(row) ? <AmendField amend={amend} field="price" /> : priceWords(row)),
    },
    figureColumn({
      ...{ id: 'average', title: t('orders.average'), width: 68 },
      text: price((row) => row.averageTicks),
      by: (row) => row.averageTicks,
    }),
  ];
}

const byQty = (row: OrderRow) => row.qty;

/** How much of it is filled, as a bar as well while it is under way. */
function filledColumn(t: Translate, instruments: Instruments): Column<OrderRow> {
  const text = ofInstrument<OrderRow>(instruments, (row, one) =>
    row.filled === 0 ? '0' : qtyText(row.filled, one),
  );
  return {
    ...figureColumn({
      ...{ id: 'filled', title: t('orders.filled'), width: 76, text },
      by: (row: OrderRow) => row.filled,
    }),
    card: { at: 'lowEnd', before: t('orders.filled') },
    render: (row) => (
      <>
        {row.filled > 0 && row.filled < row.qty && (
          <meter className="fill-bar" aria-hidden="true" max={row.qty} value={row.filled} />
        )}
        <span className={row.filled === 0 ? 'faint' : undefined}>{text(row)}</span>
      </>
    ),
  };
}

function stateColumn(t: Translate, amend: AmendDesk): Column<OrderRow> {
  return {
    id: 'state',
    title: t('orders.state'),
    width: 124,
    grow: true,
    card: { at: 'topEnd' },
    groups: true,
    text: (row) => stateText(t, row),
    render: (row) =>
      amend.orderId === row.clientOrderId && amend.problem !== undefined ? (
        <span className="danger-text" title={amend.problem.words}>
          {amend.problem.words}
        </span>
      ) : (
        <OrderState t={t} row={row} />
      ),
    compare: (a, b) => stateText(t, a).localeCompare(stateText(t, b)),
  };
}

/** Columns that few want all day. */
function extras(
  t: Translate,
  { instruments, assets }: Pick<InstrumentsState, 'instruments' | 'assets'>,
): Columns {
  const hidden = true;
  const right = 'right' as const;
  const fee = ofInstrument<OrderRow>(instruments, (row, { quoteAsset }) =>
    row.filled === 0 ? '–' : moneyText(row.feeMinor, assets.get(quoteAsset)?.scale ?? 0),
  );
  return [
    {
      ...figureColumn({
        ...{ id: 'fee', title: t('orders.fee'), width: 64, text: fee },
        by: (row: OrderRow) => row.feeMinor,
      }),
      hidden,
    },
    { id: 'code', title: t('orders.code'), width: 48, text: reasonCode, hidden },
    { id: 'options', title: t('orders.options'), width: 96, text: (row) => flags(t, row), hidden },
    {
      ...{ id: 'id', title: t('orders.clientId'), width: 112, align: right, hidden },
      text: (row) => String(row.clientOrderId),
      cell: (row) => figure(String(row.clientOrderId)),
      compare: (a, b) => a.clientOrderId - b.clientOrderId,
    },
    { id: 'ack', title: t('orders.ack'), width: 128, align: right, hidden, text: hopsText },
  ];
}

function flags(t: Translate, row: OrderRow): string {
  const names = Object.entries(OrderFlag).filter(([, bit]) => (row.flags & bit) !== 0);
  return names.map(([name]) => t(`orders.flag_${name}`)).join(', ');
}

/** Journal, match, disk and socket, each in µs since the gateway took the frame. */
function hopsText({ hops }: OrderRow): string {
  if (hops === undefined) return '';
  return HOPS.slice(1)
    .map((hop) => String(hops[hop] - hops.gateway))
    .join(' · ');
}

/** The row lights up when any of this changes. */
export function orderMark(row: OrderRow): string {
  const { stage, filled, price, qty, change } = row;
  return [stage, filled, price, qty, change?.stage ?? ''].join();
}

export function orderLook(row: OrderRow): string {
  if (row.stage === 'unknown' || row.stage === 'endedUnseen') return 'doubt';
  return isWorking(row) ? '' : 'done';
}
