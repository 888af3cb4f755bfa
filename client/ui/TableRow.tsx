// One row of a table: drawn again only when something of it changed, and then it lights up shortly.

import { memo, useEffect, useRef, type MouseEvent } from 'react';
import type { Column } from './table-rows.ts';

export interface RowPlace {
  readonly id: string;
  readonly index: number;
  /** px from the top of the rows, and height. */
  readonly top: number;
  readonly height: number;
  readonly template: string;
}

export interface TableRowProps<Row> extends RowPlace {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly look: string;
  readonly selected: boolean;
  readonly cursor: boolean;
  /** What a change of makes the row light up. */
  readonly mark: string;
  readonly onPick: (event: MouseEvent, row: Row) => void;
  readonly onOpen: (row: Row) => void;
}

function Line<Row>(props: TableRowProps<Row>) {
  const { id, index, top, height, template, row, columns, look, selected, cursor, mark } = props;
  const box = useRef<HTMLDivElement>(null);
  useFlash(box, mark);
  return (
    <div
      ref={box}
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-cursor={cursor || undefined}
      className={`data-row ${look}`}
      style={{
        gridTemplateColumns: template,
        height,
        transform: `translateY(${String(top)}px)`,
      }}
      onClick={(event) => {
        props.onPick(event, row);
      }}
      onDoubleClick={(event) => {
        if (!isControl(event.target)) props.onOpen(row);
      }}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" data-align={column.align}>
          {column.render === undefined ? column.text?.(row) : column.render(row)}
        </div>
      ))}
    </div>
  );
}

export const TableRow = memo(Line) as typeof Line;

export function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, input, select, a') !== null;
}

/** Two names of the same animation in turn: the second change lights up as well. */
function useFlash(box: { readonly current: HTMLElement | null }, mark: string): void {
  const before = useRef(mark);
  useEffect(() => {
    if (before.current === mark || box.current === null) return;
    before.current = mark;
    const { dataset } = box.current;
    dataset['changed'] = dataset['changed'] === 'a' ? 'b' : 'a';
  }, [box, mark]);
}
