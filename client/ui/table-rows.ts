// Which rows of a table are shown, and in which order: filter words over the visible text, and sorting.

import type { ReactNode } from 'react';
import { fold } from '../../shared/domain/fold-text.ts';
import type { SortOrder } from '../state/table-look.ts';
import type { Cell } from './csv.ts';

/** On the card that a row is in a narrow panel: beginning and end of its two lines, and beside them. */
export type CardSpot = 'top' | 'topEnd' | 'low' | 'lowEnd' | 'side';

export interface CardPlace {
  readonly at: CardSpot;
  /** A word or a sign before the figure, where no title stands above it. */
  readonly before?: string;
}

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** px; a column that grows takes what is left. */
  readonly width: number;
  readonly grow?: boolean;
  readonly align?: 'left' | 'right';
  /** What the cell says: drawn where nothing else is, found by the filter, exported. A column without it
   * holds buttons: it cannot be hidden and is not exported. */
  readonly text?: (row: Row) => string;
  readonly render?: (row: Row) => ReactNode;
  /** How it is exported, where that is not its text: figures without grouping, times in UTC. */
  readonly cell?: (row: Row) => Cell;
  /** Makes the column sortable: order of two rows, ascending. */
  readonly compare?: (a: Row, b: Row) => number;
  /** Not shown until the user asks for it. */
  readonly hidden?: boolean;
  /** Rows may stand together by its text. */
  readonly groups?: boolean;
  /** A column without a place is not on the card; a table without places has no cards. */
  readonly card?: CardPlace;
}

/** Every word has to stand somewhere in the row. */
export function filterRows<Row extends object>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  filter: string,
  known: WeakMap<Row, string>,
): readonly Row[] {
  const words = filter.split(/\s+/).map(fold).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = known.get(row) ?? rowText(row, columns);
    known.set(row, text);
    return words.every((word) => text.includes(word));
  });
}

function rowText<Row>(row: Row, columns: readonly Column<Row>[]): string {
  return columns.map(({ text }) => (text === undefined ? '' : fold(text(row)))).join('\n');
}

export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: SortOrder | undefined,
): readonly Row[] {
  const compare = columns.find(({ id }) => id === order?.id)?.compare;
  if (compare === undefined || order === undefined) return rows;
  return [...rows].sort((a, b) => (order.falling ? compare(b, a) : compare(a, b)));
}

export interface RowGroup {
  readonly text: string;
  readonly count: number;
  readonly isClosed: boolean;
}

/** A line of the table: the head of a group, or the row of that index. */
export type TableLine = RowGroup | number;

export interface GroupedRows<Row> {
  /** Those of open groups: what is hidden is never acted on. */
  readonly rows: readonly Row[];
  readonly lines: readonly TableLine[];
}

/** Rows of one text together, the groups in the order of their first rows, and so the rows within them. */
export function groupRows<Row>(
  rows: readonly Row[],
  textOf: (row: Row) => string,
  closed: readonly string[],
): GroupedRows<Row> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const text = textOf(row);
    const members = groups.get(text);
    if (members === undefined) groups.set(text, [row]);
    else members.push(row);
  }
  const shown: Row[] = [];
  const lines: TableLine[] = [];
  for (const [text, members] of groups) {
    const isClosed = closed.includes(text);
    lines.push({ text, count: members.length, isClosed });
    if (isClosed) continue;
    for (const row of members) lines.push(shown.push(row) - 1);
  }
  return { rows: shown, lines };
}

/** Titles and rows as they are on the screen, in the same order. */
export function tableCells<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): readonly (readonly Cell[])[] {
  const shown = columns.filter(({ text }) => text !== undefined);
  const body = rows.map((row) => shown.map(({ cell, text }) => (cell ?? text!)(row)));
  return [shown.map(({ title }) => title), ...body];
}
