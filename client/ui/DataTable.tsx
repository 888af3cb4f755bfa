// A table for low-rate rows: sticky header, sorting, only the rows in sight are drawn, moved and chosen by
// the keyboard as well as by the pointer.

import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { cardCells } from './card-places.ts';
import { TableBlank } from './TableBlank.tsx';
import { TableGroup } from './TableGroup.tsx';
import { TableHead } from './TableHead.tsx';
import { isControl, TableRow } from './TableRow.tsx';
import type { Column, TableLine } from './table-rows.ts';
import {
  nextRow,
  NOTHING_CHOSEN,
  pick,
  pickAll,
  type Reach,
  type RowId,
} from './table-selection.ts';
import { useRowShape } from './use-row-shape.ts';
import type { Table } from './use-table.ts';
import { lineId } from './table-windows.ts';

export interface DataTableProps<Row> {
  readonly label: string;
  readonly table: Table<Row>;
  /** Class of a row: `done`, `doubt`. */
  readonly rowLook?: (row: Row) => string;
  /** The row lights up when this changes. */
  readonly rowMark?: (row: Row) => string;
  /** Enter or a double click. */
  readonly onOpen?: (row: Row) => void;
  readonly onRowKey?: (event: KeyboardEvent<HTMLElement>, row: Row) => void;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
  /** A last row: there is more to load. */
  readonly after?: ReactNode;
  /** Something can be done with many rows: cards have a box to choose them. */
  readonly bulk?: boolean;
}

const GAP_PX = 8;
/** From one frame to the next. */
const FAST_ROWS = 8;

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, table, empty, after, bulk = false } = props;
  const { columns, rows, lines, ids, rowKey, selection, windows } = table;
  const box = useRef<HTMLDivElement>(null);
  const name = useId();
  const template = columns.map(track).join(' ');
  const minWidth = columns.reduce((sum, { width }) => sum + width + GAP_PX, GAP_PX);
  const spots = useMemo(() => cardCells(columns), [columns]);
  const { height, cards } = useRowShape(box, minWidth, spots.top.length > 0);
  // The box that chooses is a first column of the cards.
  const place = useMemo(
    () => new Map(columns.map(({ id }, k) => [id, k + (bulk ? 2 : 1)])),
    [columns, bulk],
  );
  const count = windows?.total ?? lines?.length ?? rows.length;
  /** Of each row; without groups a row is its line. */
  const lineOf = useMemo(() => lines && linesOfRows(lines), [lines]);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 8,
  });
  // The handlers stay the same, so that a row is drawn again only when it changed.
  const now = useRef(props);
  useLayoutEffect(() => {
    now.current = props;
  }, [props]);
  useLayoutEffect(() => {
    virtual.measure();
  }, [virtual, height]);
  const onPick = useCallback((event: MouseEvent, row: Row) => {
    if (isControl(event.target)) return;
    const { select, selection: before, ids: all, rowKey: key } = now.current.table;
    const reach = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one';
    select(pick(before, all, key(row), reach));
  }, []);
  const onCheck = useCallback((row: Row) => {
    const { select, selection: before, ids: all, rowKey: key } = now.current.table;
    select(pick(before, all, key(row), 'toggle'));
  }, []);
  const onOpen = useCallback((row: Row) => {
    now.current.onOpen?.(row);
  }, []);
  const rowId = (index: number) => `${name}${String(windows ? index : ids[index])}`;
  // One after the other below the rows that are left out: one that comes in moves the others by itself.
  const inSight = virtual.getVirtualItems();
  const at = placeOf(table, selection.cursor);
  const [first, last] = [inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? 0];
  const atLine = lineOf?.[at] ?? at;
  // A row that is scrolled away is no element that could be named.
  const isDrawn = at >= 0 && atLine >= first && atLine <= last;
  const isFast = useSight(box, windows, {
    ...{ first, last },
    // Of the virtualizer: to ask the element would lay the page out once more in each frame.
    ...{ isHead: (virtual.scrollOffset ?? 0) <= 0, isMoving: virtual.isScrolling },
  });
  return (
    <div
      ref={box}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={cards ? columns.length + Number(bulk) : undefined}
      aria-multiselectable="true"
      aria-activedescendant={isDrawn ? rowId(at) : undefined}
      tabIndex={0}
      onKeyDown={(event) => {
        onTableKey(event, props, at, (index) => {
          virtual.scrollToIndex(lineOf?.[index] ?? index);
        });
      }}
    >
      <TableHead {...{ table, template, minWidth, cards, bulk, place }} />
      {count === 0 ? (
        <div className="data-empty" role="row">
          <div role="gridcell" aria-colspan={columns.length}>
            {empty}
          </div>
        </div>
      ) : (
        <div
          className="data-body"
          role="rowgroup"
          style={{
            height: virtual.getTotalSize(),
            minWidth: cards ? undefined : minWidth,
            paddingTop: inSight[0]?.start,
          }}
        >
          {inSight.map(({ index: line }) => {
            const index = lines?.[line] ?? line;
            if (typeof index === 'object') {
              const head = { table, group: index, line, height };
              return <TableGroup key={`group ${index.text}`} {...head} />;
            }
            const row = windows === undefined ? rows[index] : windows.rowAt(index);
            if (row === undefined || isFast) {
              const blank = { id: rowId(index), line, height, columns: columns.length };
              return <TableBlank key={`blank ${String(line)}`} {...blank} cursor={index === at} />;
            }
            const key = rowKey(row);
            return (
              <TableRow
                key={key}
                id={rowId(index)}
                line={line}
                height={height}
                template={template}
                row={row}
                columns={columns}
                cells={cards ? spots : undefined}
                place={place}
                onCheck={cards && bulk ? onCheck : undefined}
                look={props.rowLook?.(row) ?? ''}
                mark={props.rowMark?.(row) ?? ''}
                selected={selection.chosen.has(key)}
                cursor={index === at}
                onPick={onPick}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      )}
      {after !== undefined && (
        <div className="data-after" role="row">
          <div role="gridcell" aria-colspan={columns.length}>
            {after}
          </div>
        </div>
      )}
    </div>
  );
}

interface Sight {
  readonly first: number;
  readonly last: number;
  readonly isHead: boolean;
  readonly isMoving: boolean;
}

/**
 * Tells which rows are in sight, and goes to the head when the list starts anew. True while rows go by faster
 * than anybody reads: then they are drawn as places only, and none are asked for.
 */
function useSight<Row>(
  box: { readonly current: HTMLElement | null },
  windows: Table<Row>['windows'],
  { first, last, isHead, isMoving }: Sight,
): boolean {
  const { see, start } = windows ?? {};
  const shown = useRef(start);
  const before = useRef({ first, jumps: 0 });
  useLayoutEffect(() => {
    if (shown.current === start) return;
    shown.current = start;
    box.current?.scrollTo({ top: 0 });
  }, [box, start]);
  const isJump = isMoving && Math.abs(first - before.current.first) >= FAST_ROWS;
  // One jump is a key or a turn of the wheel, and is drawn at once.
  const isFast = windows !== undefined && isJump && before.current.jumps > 0;
  useEffect(() => {
    const { jumps } = before.current;
    before.current = { first, jumps: isJump ? jumps + 1 : 0 };
  });
  useEffect(() => {
    if (!isFast) see?.(first, last, isHead);
  }, [see, first, last, isHead, isFast]);
  return isFast;
}

/** Place of a row among all that are shown, the heads of groups left out; -1: it is none of them. */
function placeOf<Row>({ windows, ids }: Table<Row>, id: RowId | undefined): number {
  if (id === undefined) return -1;
  return windows === undefined ? ids.indexOf(id) : windows.placeOf(id);
}

function linesOfRows(lines: readonly TableLine[]): readonly number[] {
  return lines.flatMap((one, line) => (typeof one === 'number' ? [line] : []));
}

function track<Row>({ width, grow = false }: Column<Row>): string {
  return grow ? `minmax(${String(width)}px, 1fr)` : `${String(width)}px`;
}

function onTableKey<Row>(
  event: KeyboardEvent<HTMLElement>,
  { table, onOpen, onRowKey }: DataTableProps<Row>,
  at: number,
  scrollTo: (index: number) => void,
): void {
  // Keys inside of a field or a button of a row are theirs.
  if (event.target !== event.currentTarget) return;
  const { ids, rows, rowKey, windows, selection, select } = table;
  const rowAt = (index: number) => (windows === undefined ? rows[index] : windows.rowAt(index));
  const held = event.ctrlKey || event.metaKey;
  const count = windows?.total ?? ids.length;
  const next = event.altKey ? undefined : nextRow(event.key, at, count);
  const row = rowAt(at);
  if (held && event.key.toLowerCase() === 'a') select(pickAll(selection, ids));
  else if (event.key === 'Escape' && selection.chosen.size > 0) select(NOTHING_CHOSEN);
  else if (event.key === ' ' && row !== undefined)
    select(pick(selection, ids, rowKey(row), held ? 'toggle' : 'one'));
  else if (next !== undefined) {
    const to = rowAt(next);
    const reach: Reach = event.shiftKey ? 'range' : held ? 'cursor' : 'one';
    // A row that is not here yet cannot be chosen, only gone to.
    if (to === undefined) select(pick(selection, ids, lineId(next), 'cursor'));
    else select(pick(selection, ids, rowKey(to), reach));
    scrollTo(next);
  } else if (row !== undefined) {
    if (event.key === 'Enter') onOpen?.(row);
    onRowKey?.(event, row);
    return;
  } else return;
  event.preventDefault();
}
