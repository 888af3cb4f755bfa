// A table over a history of any length: order and filter are asked of the server, and only the windows in and
// near sight are here. Columns, filter and views are those of the table of the same id.

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FilterWord, RowWindow, WindowAsk } from '../../shared/domain/history-window.ts';
import { placedRows, rowAt, RowWindows, type WindowsHeld } from '../state/row-windows.ts';
import { tableLook } from '../state/table-look.ts';
import type { Column } from './table-rows.ts';
import { filterWords, placeOfLine, type TableWindows } from './table-windows.ts';
import { NOTHING_CHOSEN, type RowId, type Selection } from './table-selection.ts';
import type { Table } from './use-table.ts';

export interface WindowTableTerms<Row, Sort extends string> {
  readonly id: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => RowId;
  /** Ids of columns by which the server sorts; the first is that of an untouched table, falling. */
  readonly sorts: readonly Sort[];
  /** undefined: nothing is asked for. */
  readonly load: ((ask: WindowAsk<Sort>) => Promise<RowWindow<Row> | undefined>) | undefined;
  /** What a folded word means in the user's language. */
  readonly wordOf: (text: string) => FilterWord;
  /** Changes when rows come. */
  readonly news: unknown;
  /** The row as this page knows it. */
  readonly live?: (row: Row) => Row;
}

/** A filter is asked for when the typing rests, ms. */
const TYPING_MS = 200;
/** ms between two lists while rows come: one that only grows costs the server little, any other much. */
const PLAIN_MS = 1_000;
const SORTED_MS = 5_000;
const itself = <Row>(row: Row): Row => row;

export function useWindowTable<Row extends object, Sort extends string>(
  terms: WindowTableTerms<Row, Sort>,
): Table<Row> {
  const { id, rowKey, sorts, live = itself } = terms;
  const useLook = tableLook(id);
  const look = useLook();
  const every = useMemo(() => sortable(terms.columns, sorts), [terms.columns, sorts]);
  const columns = useMemo(
    () => every.filter((one) => (one.hidden === true) === look.turned.includes(one.id)),
    [every, look.turned],
  );
  const { held, windows, start, toHead } = useWindows(terms);
  const placed = useMemo(
    () => placedRows(held).map(([place, row]) => [place, live(row)] as const),
    [held, live],
  );
  const rows = useMemo(() => placed.map(([, row]) => row), [placed]);
  const ids = useMemo(() => rows.map(rowKey), [rows, rowKey]);
  const { selection, select, placeOf } = useCursor(placed, ids);
  const chosen = useMemo(
    () => rows.filter((row) => selection.chosen.has(rowKey(row))),
    [rows, selection, rowKey],
  );
  const tableWindows = useMemo((): TableWindows<Row> => {
    const { state, total, more, behind } = held;
    return {
      ...{ state, total, more, behind, start, toHead, placeOf },
      rowAt(place) {
        const row = rowAt(held, place);
        return row && live(row);
      },
      see: (first, last, isHead) => windows.see(first, last, isHead),
      retry: () => windows.retry(),
      all: async () => (await windows.all())?.map(live),
    };
  }, [held, windows, start, toHead, placeOf, live]);
  return {
    ...{ id, every, columns, rows, lines: undefined, rowKey, ids, look, setLook: useLook.setState },
    ...{ selection, select, chosen, windows: tableWindows },
  };
}

/** A title sorts where the server can. */
function sortable<Row>(columns: readonly Column<Row>[], sorts: readonly string[]): Column<Row>[] {
  return columns.map((column) => {
    if (sorts.includes(column.id)) return column;
    const { compare: _none, ...rest } = column;
    return rest;
  });
}

const EMPTY = { state: 'loading', total: 0, more: false, behind: false, windows: new Map() };

/** What is asked follows the look of the table. */
function useWindows<Row extends object, Sort extends string>(terms: WindowTableTerms<Row, Sort>) {
  const { id, sorts, load, wordOf, news } = terms;
  const { order, filter } = tableLook(id)();
  const [held, setHeld] = useState(EMPTY as WindowsHeld<Row>);
  const [windows] = useState(() => new RowWindows<Row>(setHeld));
  const [head, setHead] = useState(0);
  const rested = useRested(filter);
  const sort = sorts.find((one) => one === order?.id) ?? sorts[0]!;
  const falling = sort === order?.id ? order.falling : true;
  const words = useMemo(() => filterWords(rested, wordOf), [rested, wordOf]);
  useEffect(() => {
    if (load === undefined) return undefined;
    const isPlain = sort === sorts[0] && falling && words.length === 0;
    windows.ask(
      (offset, count, version) => load({ sort, falling, words, offset, count, version }),
      isPlain ? PLAIN_MS : SORTED_MS,
    );
    setHead((before) => before + 1);
    return () => {
      windows.close();
    };
  }, [windows, load, sorts, sort, falling, words]);
  const known = useRef(news);
  useEffect(() => {
    if (known.current === news) return;
    known.current = news;
    windows.news();
  }, [windows, news]);
  const toHead = useCallback(() => {
    setHead((before) => before + 1);
  }, []);
  return { held, windows, start: head, toHead };
}

function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    if (text === rested) return undefined;
    const timer = setTimeout(() => {
      setRested(text);
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text, rested]);
  return rested;
}

/** The cursor stays with its row; where that is no longer here, the next step goes on from its place. */
function useCursor<Row>(placed: readonly (readonly [number, Row])[], ids: readonly RowId[]) {
  const [selection, setSelection] = useState<Selection>(NOTHING_CHOSEN);
  const places = useMemo(() => new Map(ids.map((one, k) => [one, placed[k]![0]])), [placed, ids]);
  const last = useRef({ id: undefined as RowId | undefined, place: -1 });
  const placeOf = useCallback(
    (one: RowId) => {
      const kept = last.current.id === one ? last.current.place : -1;
      return placeOfLine(one) ?? places.get(one) ?? kept;
    },
    [places],
  );
  const select = useCallback(
    (next: Selection) => {
      const { cursor } = next;
      if (cursor !== undefined) last.current = { id: cursor, place: placeOf(cursor) };
      setSelection(next);
    },
    [placeOf],
  );
  return { selection, select, placeOf };
}
