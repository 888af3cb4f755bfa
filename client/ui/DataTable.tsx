// A table for low-rate rows: sticky header, sorting, only the rows in sight are drawn, moved by the keyboard.

import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** A CSS grid track: `72px`, `minmax(80px, 1fr)`. */
  readonly width: string;
  readonly align?: 'left' | 'right';
  readonly render: (row: Row) => ReactNode;
  /** Makes the column sortable: order of two rows, ascending. */
  readonly compare?: (a: Row, b: Row) => number;
}

export interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  /** Class of a row: `done`, `doubt`, `selected`. */
  readonly rowLook?: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly onRowKey?: (event: KeyboardEvent<HTMLElement>, row: Row) => void;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
  readonly rowHeight?: number;
}

interface Order {
  readonly id: string;
  readonly falling: boolean;
}

const ROW_HEIGHT_PX = 22;

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, empty, rowHeight = ROW_HEIGHT_PX } = props;
  const box = useRef<HTMLDivElement>(null);
  const [order, setOrder] = useState<Order>();
  const [active, setActive] = useState<string | number>();
  const sorted = useMemo(() => sortRows(rows, columns, order), [rows, columns, order]);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const template = columns.map(({ width }) => width).join(' ');
  const at = sorted.findIndex((row) => rowKey(row) === active);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    const row = sorted[at];
    const next = nextRow(event.key, at, sorted.length);
    if (next !== undefined) {
      event.preventDefault();
      const there = sorted[next];
      if (there !== undefined) setActive(rowKey(there));
      virtual.scrollToIndex(next);
    } else if (row !== undefined) {
      if (event.key === 'Enter') props.onOpen?.(row);
      props.onRowKey?.(event, row);
    }
  };

  return (
    <div
      ref={box}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={sorted.length + 1}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="data-head" role="row" style={{ gridTemplateColumns: template }}>
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} order={order} onOrder={setOrder} />
        ))}
      </div>
      {sorted.length === 0 ? (
        <div role="row">
          <div role="gridcell">{empty}</div>
        </div>
      ) : (
        <div className="data-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = sorted[index]!;
            const look = props.rowLook?.(row) ?? '';
            return (
              <div
                key={rowKey(row)}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === at}
                className={`data-row ${look}`}
                style={{
                  gridTemplateColumns: template,
                  height: rowHeight,
                  transform: `translateY(${String(start)}px)`,
                }}
                onClick={() => {
                  setActive(rowKey(row));
                }}
                onDoubleClick={() => props.onOpen?.(row)}
              >
                {columns.map((column) => (
                  <div key={column.id} role="gridcell" data-align={column.align}>
                    {column.render(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}

interface HeadCellProps<Row> {
  readonly column: Column<Row>;
  readonly order: Order | undefined;
  readonly onOrder: (order: Order) => void;
}

function HeadCell<Row>({ column, order, onOrder }: HeadCellProps<Row>) {
  const on = order?.id === column.id;
  const direction = on ? (order.falling ? 'descending' : 'ascending') : undefined;
  return (
    <div
      role={column.title === '' ? 'gridcell' : 'columnheader'}
      data-align={column.align}
      aria-sort={direction}
    >
      {column.compare === undefined ? (
        column.title
      ) : (
        <button
          type="button"
          onClick={() => {
            onOrder({ id: column.id, falling: on && !order.falling });
          }}
        >
          {column.title}
          {on && <span aria-hidden="true">{order.falling ? ' ▾' : ' ▴'}</span>}
        </button>
      )}
    </div>
  );
}

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | undefined,
): readonly Row[] {
  const compare = columns.find(({ id }) => id === order?.id)?.compare;
  if (compare === undefined || order === undefined) return rows;
  return [...rows].sort((a, b) => (order.falling ? -compare(a, b) : compare(a, b)));
}

function nextRow(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return Math.min(at + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(at - 1, 0);
  if (key === 'PageDown') return Math.min(at + 10, count - 1);
  if (key === 'PageUp') return Math.max(at - 10, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
