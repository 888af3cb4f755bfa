// A table for low-rate rows: sticky header, sorting, only the rows in sight are drawn, moved and chosen by
// the keyboard as well as by the pointer.

import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { cardCells } from './card-places.ts';
import { TableGroup } from './TableGroup.tsx';
import { TableHead } from './TableHead.tsx';
import { isControl, TableRow } from './TableRow.tsx';
import type { Column, TableLine } from './table-rows.ts';
import { nextRow, NOTHING_CHOSEN, pick, pickAll, type Reach } from './table-selection.ts';
import { useRowShape } from './use-row-shape.ts';
import type { Table } from './use-table.ts';

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

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, table, empty, after, bulk = false } = props;
  const { columns, rows, lines, ids, rowKey, selection } = table;
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
  const count = lines?.length ?? rows.length;
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
  const rowId = (index: number) => `${name}${String(ids[index])}`;
  // One after the other below the rows that are left out: one that comes in moves the others by itself.
  const inSight = virtual.getVirtualItems();
  const at = selection.cursor === undefined ? -1 : ids.indexOf(selection.cursor);
  return (
    <div
      ref={box}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={cards ? columns.length + Number(bulk) : undefined}
      aria-multiselectable="true"
      aria-activedescendant={at < 0 ? undefined : rowId(at)}
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
            const row = rows[index]!;
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
  const { ids, rows, selection, select } = table;
  const held = event.ctrlKey || event.metaKey;
  const next = event.altKey ? undefined : nextRow(event.key, at, ids.length);
  const row = rows[at];
  if (held && event.key.toLowerCase() === 'a') select(pickAll(selection, ids));
  else if (event.key === 'Escape' && selection.chosen.size > 0) select(NOTHING_CHOSEN);
  else if (event.key === ' ' && row !== undefined)
    select(pick(selection, ids, ids[at]!, held ? 'toggle' : 'one'));
  else if (next !== undefined) {
    const reach: Reach = event.shiftKey ? 'range' : held ? 'cursor' : 'one';
    select(pick(selection, ids, ids[next]!, reach));
    scrollTo(next);
  } else if (row !== undefined) {
    if (event.key === 'Enter') onOpen?.(row);
    onRowKey?.(event, row);
    return;
  } else return;
  event.preventDefault();
}
