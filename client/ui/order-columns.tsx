// The columns that every table of orders, executions and positions shares.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import type { Translate } from '../i18n/text-table.ts';
import type { Column } from './DataTable.tsx';
import { zonedTimeText } from './zoned-time.ts';

/** Wall clock of `micros` (µs since 1970, UTC) in the trader's zone; sorts by time. */
export function timeColumn<Row>(
  t: Translate,
  zone: Parameters<typeof zonedTimeText>[1],
  micros: (row: Row) => number,
): Column<Row> {
  return {
    id: 'time',
    title: t('orders.time'),
    width: '88px',
    render: (row) => zonedTimeText(micros(row), zone),
    compare: (a, b) => micros(a) - micros(b),
  };
}

export function symbolColumn<Row extends { readonly instrument: number }>(
  t: Translate,
  width: string,
  instruments: ReadonlyMap<number, Instrument>,
): Column<Row> {
  return {
    id: 'instrument',
    title: t('orders.instrument'),
    width,
    render: (row) => <b>{instruments.get(row.instrument)?.symbol ?? ''}</b>,
    compare: (a, b) => a.instrument - b.instrument,
  };
}

export function sideColumn<Row extends { readonly side: number }>(
  t: Translate,
  width: string,
): Column<Row> {
  return {
    id: 'side',
    title: t('orders.side'),
    width,
    render: ({ side }) => (
      <span className={side === Side.buy ? 'up' : 'down'}>
        {t(side === Side.buy ? 'orders.buy' : 'orders.sell')}
      </span>
    ),
  };
}
