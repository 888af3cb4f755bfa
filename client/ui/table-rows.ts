// Which rows of a table are shown, and in which order: filter words over the visible text, and sorting.

import type { ReactNode } from 'react';
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
  /** A column without a place is not on the card; a table without places has no cards. */
  readonly card?: CardPlace;
}

/** `EUR/USD`, `eurusd` and `Eur-Usd` are the same; so are `1,000` and `1000`. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,/_\-−–·]/gu, '');
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

/** Titles and rows as they are on the screen, in the same order. */
export function tableCells<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): readonly (readonly Cell[])[] {
  const shown = columns.filter(({ text }) => text !== undefined);
  const body = rows.map((row) => shown.map(({ cell, text }) => (cell ?? text!)(row)));
  return [shown.map(({ title }) => title), ...body];
}
