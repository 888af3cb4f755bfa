// A table for low-rate rows: sticky header, sorting, only the rows in sight are drawn, moved and chosen by
// the keyboard as well as by the pointer.

import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { useText } from '../i18n/use-text.ts';
import { usePrefs } from '../state/prefs-store.ts';
import type { SortOrder } from '../state/table-look.ts';
import { Icon } from './Icon.tsx';
import { isControl, TableRow } from './TableRow.tsx';
import type { Column } from './table-rows.ts';
import { nextRow, NOTHING_CHOSEN, pick, pickAll, type Reach } from './table-selection.ts';
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
}

const ROW_HEIGHT_PX = 22;
const GAP_PX = 8;

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, table, empty, after } = props;
  const { columns, rows, ids, rowKey, selection, look } = table;
  const box = useRef<HTMLDivElement>(null);
  const name = useId();
  const height = useRowHeight(box);
  const virtual = useVirtualizer({
    count: rows.length,
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
  const onOpen = useCallback((row: Row) => {
    now.current.onOpen?.(row);
  }, []);
  const template = columns.map(track).join(' ');
  const minWidth = columns.reduce((sum, { width }) => sum + width + GAP_PX, GAP_PX);
  const rowId = (index: number) => `${name}${String(ids[index])}`;
  const at = selection.cursor === undefined ? -1 : ids.indexOf(selection.cursor);
  return (
    <div
      ref={box}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={at < 0 ? undefined : rowId(at)}
      tabIndex={0}
      onKeyDown={(event) => {
        onTableKey(event, props, at, (index) => {
          virtual.scrollToIndex(index);
        });
      }}
    >
      <div className="data-head" role="row" style={{ gridTemplateColumns: template, minWidth }}>
        {columns.map((column) => (
          <HeadCell
            key={column.id}
            column={column}
            order={look.order}
            onOrder={(order) => {
              table.setLook({ order });
            }}
          />
        ))}
      </div>
      {rows.length === 0 ? (
        <div className="data-empty" role="row">
          <div role="gridcell" aria-colspan={columns.length}>
            {empty}
          </div>
        </div>
      ) : (
        <div
          className="data-body"
          role="rowgroup"
          style={{ height: virtual.getTotalSize(), minWidth }}
        >
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]!;
            const key = rowKey(row);
            return (
              <TableRow
                key={key}
                id={rowId(index)}
                index={index}
                top={start}
                height={height}
                template={template}
                row={row}
                columns={columns}
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

function track<Row>({ width, grow = false }: Column<Row>): string {
  return grow ? `minmax(${String(width)}px, 1fr)` : `${String(width)}px`;
}

/** px of a row as the style sheet has it here: by density, and larger on a phone. */
function useRowHeight(box: { readonly current: HTMLElement | null }): number {
  const density = usePrefs((state) => state.density);
  const [height, setHeight] = useState(ROW_HEIGHT_PX);
  useLayoutEffect(() => {
    if (box.current === null) return;
    const set = Number.parseFloat(getComputedStyle(box.current).getPropertyValue('--row'));
    setHeight(set > 0 ? set : ROW_HEIGHT_PX);
  }, [box, density]);
  return height;
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

interface HeadCellProps<Row> {
  readonly column: Column<Row>;
  readonly order: SortOrder | undefined;
  readonly onOrder: (order: SortOrder | undefined) => void;
}

/** Presses of a title in turn: rising, falling, as it came. */
function HeadCell<Row>({ column, order, onOrder }: HeadCellProps<Row>) {
  const t = useText();
  const on = order?.id === column.id ? order : undefined;
  const direction = on && (on.falling ? 'descending' : 'ascending');
  return (
    <div role="columnheader" data-align={column.align} aria-sort={direction}>
      {column.compare === undefined ? (
        column.title || <span className="visually-hidden">{t('ui.table.actions')}</span>
      ) : (
        <button
          type="button"
          onClick={() => {
            const isLast = on?.falling === true;
            onOrder(isLast ? undefined : { id: column.id, falling: on !== undefined });
          }}
        >
          {column.title}
          {on !== undefined && <Icon name={on.falling ? 'down' : 'up'} />}
        </button>
      )}
    </div>
  );
}
