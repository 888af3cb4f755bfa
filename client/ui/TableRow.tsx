// One row of a table: drawn again only when something of it changed, and then it lights up shortly.

import { memo, useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import type { CardCells } from './card-places.ts';
import { CardCheck, RowCard } from './RowCard.tsx';
import type { Column } from './table-rows.ts';

export interface RowPlace {
  readonly id: string;
  /** Of the table, the heads of groups among them. */
  readonly line: number;
  /** px. */
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
  /** The row is a card; and its box to choose it, where it has one. */
  readonly cells: CardCells<Row> | undefined;
  readonly place: ReadonlyMap<string, number>;
  readonly onCheck: ((row: Row) => void) | undefined;
}

function Line<Row>(props: TableRowProps<Row>) {
  const { id, line, height, template, row, columns, look, selected, cursor, mark } = props;
  const { cells, place, onCheck } = props;
  const box = useRef<HTMLDivElement>(null);
  useFlash(box, mark);
  return (
    <div
      ref={box}
      id={id}
      role="row"
      aria-rowindex={line + 2}
      aria-selected={selected}
      data-cursor={cursor || undefined}
      className={`data-row ${cells === undefined ? '' : 'card-row'} ${look}`}
      style={{ gridTemplateColumns: cells === undefined ? template : undefined, height }}
      onClick={(event) => {
        props.onPick(event, row);
      }}
      onDoubleClick={(event) => {
        if (!isControl(event.target)) props.onOpen(row);
      }}
    >
      {cells !== undefined && onCheck !== undefined && (
        <div role="gridcell" aria-colindex={1}>
          <CardCheck
            checked={selected}
            onToggle={() => {
              onCheck(row);
            }}
          />
        </div>
      )}
      {cells === undefined ? (
        <Cells row={row} columns={columns} />
      ) : (
        <RowCard row={row} cells={cells} place={place} />
      )}
    </div>
  );
}

export const TableRow = memo(Line) as typeof Line;

/** Apart from its row, which has a new number whenever one comes in above it. */
const Cells = memo(function Cells<Row>({ row, columns }: CellsProps<Row>) {
  return columns.map((column) => (
    <div key={column.id} role="gridcell" data-align={column.align}>
      {column.render === undefined ? column.text?.(row) : column.render(row)}
    </div>
  ));
}) as <Row>(props: CellsProps<Row>) => ReactNode;

interface CellsProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
}

export function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, input, select, a, label') !== null;
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
