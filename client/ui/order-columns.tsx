// The columns that every table of orders, executions and positions shares.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { Side } from '../../shared/domain/order.ts';
import type { Translate } from '../i18n/text-table.ts';
import { figure, isoTime } from './csv.ts';
import type { Column } from './table-rows.ts';
import { dateTimeText, zonedTimeText } from './zoned-time.ts';

type Zone = Parameters<typeof zonedTimeText>[1];

/** The wall clock, with the date where it is not today's. */
export function momentText(micros: number, zone: Zone, todayIs: string): string {
  const date = dateTimeText(micros, zone);
  return date.startsWith(todayIs) ? zonedTimeText(micros, zone) : date.slice(5);
}

/** `2026-11-20` on the zone's clock. */
export function today(zone: Zone): string {
  return dateTimeText(Date.now() * 1000, zone).slice(0, 10);
}

/** Wall clock of `micros` (µs since 1970, UTC) in the trader's zone; sorts by time. */
export function timeColumn<Row>(
  t: Translate,
  zone: Zone,
  micros: (row: Row) => number,
  /** Milliseconds are shown where rows follow each other within a second. */
  digits: 'seconds' | 'millis' = 'millis',
): Column<Row> {
  const todayIs = today(zone);
  const whole = (row: Row) => momentText(micros(row), zone, todayIs);
  const text = (row: Row) => (digits === 'millis' ? whole(row) : short(whole(row)));
  return {
    id: 'time',
    title: t('orders.time'),
    width: digits === 'millis' ? 80 : 66,
    text,
    render: (row) => (
      <span className="faint" title={whole(row)}>
        {text(row)}
      </span>
    ),
    cell: (row) => isoTime(micros(row)),
    compare: (a, b) => micros(a) - micros(b),
  };
}

/** The columns with room for a date in that of the time; `width` in px. */
export function withDates<Row>(columns: readonly Column<Row>[], width: number): Column<Row>[] {
  return columns.map((column) => (column.id === 'time' ? { ...column, width } : column));
}

/** `15:34:08`, or `11-20 15:34` of another day. */
function short(text: string): string {
  return text.includes(' ') ? text.slice(0, 11) : text.slice(0, 8);
}

type Instruments = ReadonlyMap<number, Instrument>;

export function symbolColumn<Row extends { readonly instrument: number }>(
  t: Translate,
  width: number,
  instruments: Instruments,
): Column<Row> {
  const text = (row: Row) => instruments.get(row.instrument)?.symbol ?? '';
  return {
    id: 'instrument',
    title: t('orders.instrument'),
    width,
    text,
    render: (row) => <b>{text(row)}</b>,
    groups: true,
    compare: (a, b) => text(a).localeCompare(text(b)),
  };
}

export function sideColumn<Row extends { readonly side: number }>(
  t: Translate,
  width: number,
): Column<Row> {
  const text = ({ side }: Row) => t(side === Side.buy ? 'orders.buy' : 'orders.sell');
  return {
    id: 'side',
    title: t('orders.side'),
    width,
    text,
    groups: true,
    render: (row) => <span className={row.side === Side.buy ? 'up' : 'down'}>{text(row)}</span>,
    compare: (a, b) => a.side - b.side,
  };
}

export interface FigureTerms<Row> {
  readonly id: string;
  readonly title: string;
  readonly width: number;
  /** The figure as it is shown; empty or a dash where there is none. */
  readonly text: (row: Row) => string;
  /** What it is sorted by. */
  readonly by: (row: Row) => number;
}

/** A right-aligned figure of an instrument or an asset, exported as a plain decimal. */
export function figureColumn<Row>(terms: FigureTerms<Row>): Column<Row> {
  const { by, text } = terms;
  return {
    ...{ id: terms.id, title: terms.title, width: terms.width, align: 'right', text },
    cell: (row) => figure(text(row)),
    compare: (a, b) => by(a) - by(b),
  };
}

/** Text of an instrument's figure; empty while the instrument is not known. */
export function ofInstrument<Row extends { readonly instrument: number }>(
  instruments: Instruments,
  text: (row: Row, instrument: Instrument) => string,
): (row: Row) => string {
  return (row) => {
    const instrument = instruments.get(row.instrument);
    return instrument === undefined ? '' : text(row, instrument);
  };
}
