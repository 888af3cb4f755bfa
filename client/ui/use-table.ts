// A table's rows as they are to be shown, with order, columns, filter and choice: what the table draws and
// what the tools in the panel's header change.

import { useMemo, useState } from 'react';
import { tableLook, type TableLook } from '../state/table-look.ts';
import { filterRows, groupRows, sortRows, type Column, type TableLine } from './table-rows.ts';
import { NOTHING_CHOSEN, type RowId, type Selection } from './table-selection.ts';
import type { TableWindows } from './table-windows.ts';

export interface Table<Row> {
  readonly id: string;
  /** All columns, and those that are shown. */
  readonly every: readonly Column<Row>[];
  readonly columns: readonly Column<Row>[];
  /** Filtered, in order, and of open groups. */
  readonly rows: readonly Row[];
  /** With the heads of groups between the rows; undefined: there are no groups. */
  readonly lines: readonly TableLine[] | undefined;
  readonly rowKey: (row: Row) => RowId;
  /** The keys of `rows`. */
  readonly ids: readonly RowId[];
  readonly look: TableLook;
  readonly setLook: (part: Partial<TableLook>) => void;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  /** Chosen rows that are in sight of the filter: what is hidden is never acted on. */
  readonly chosen: readonly Row[];
  /** `rows` are only those of a longer list that are here. */
  readonly windows?: TableWindows<Row>;
}

export interface TableTerms<Row> {
  readonly id: string;
  /** Memoised, as the rows are: drawing 10,000 of them again for nothing is slow. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => RowId;
}

export function useTable<Row extends object>(terms: TableTerms<Row>): Table<Row> {
  const { id, columns: every, rows: all, rowKey } = terms;
  const useLook = tableLook(id);
  const look = useLook();
  const { turned, order, filter, group, closed } = look;
  const [selection, select] = useState<Selection>(NOTHING_CHOSEN);
  const columns = useMemo(
    () => every.filter((one) => (one.hidden === true) === turned.includes(one.id)),
    [every, turned],
  );
  const texts = useMemo(() => ({ of: columns, known: new WeakMap<Row, string>() }), [columns]);
  const sorted = useMemo(
    () => sortRows(filterRows(all, texts.of, filter, texts.known), every, order),
    [all, texts, filter, every, order],
  );
  const { rows, lines } = useMemo(() => {
    const textOf = every.find((one) => one.id === group && one.groups === true)?.text;
    return textOf === undefined
      ? { rows: sorted, lines: undefined }
      : groupRows(sorted, textOf, closed);
  }, [sorted, every, group, closed]);
  const ids = useMemo(() => rows.map(rowKey), [rows, rowKey]);
  const chosen = useMemo(
    () =>
      selection.chosen.size === 0 ? [] : rows.filter((row) => selection.chosen.has(rowKey(row))),
    [rows, selection, rowKey],
  );
  const setLook = useLook.setState;
  return { id, every, columns, rows, lines, rowKey, ids, look, setLook, selection, select, chosen };
}
