// The cells of a row as a card of two lines, for a panel too narrow for columns. They stay cells of a table:
// the lines are only places.

import { useText } from '../i18n/use-text.ts';
import type { CardCells } from './card-places.ts';
import type { Column } from './table-rows.ts';

export interface RowCardProps<Row> {
  readonly row: Row;
  readonly cells: CardCells<Row>;
  /** Where a column stands among all, from 1. */
  readonly place: ReadonlyMap<string, number>;
}

export function RowCard<Row>({ row, cells, place }: RowCardProps<Row>) {
  const cell = (column: Column<Row>) => (
    <div key={column.id} role="gridcell" aria-colindex={place.get(column.id)}>
      {column.card?.before !== undefined && (
        <span className="card-before">{column.card.before} </span>
      )}
      {column.render === undefined ? column.text?.(row) : column.render(row)}
    </div>
  );
  const line = (name: 'top' | 'low') => (
    <div className={`card-line card-${name}`} role="none">
      <div role="none">{cells[name].map(cell)}</div>
      <div role="none" className="card-end">
        {cells[`${name}End`].map(cell)}
      </div>
    </div>
  );
  return (
    <>
      <div className="card-lines" role="none">
        {line('top')}
        {line('low')}
      </div>
      {cells.side.map(cell)}
    </>
  );
}

export interface CardCheckProps {
  readonly checked: boolean;
  readonly onToggle: () => void;
  /** It chooses all rows. */
  readonly all?: boolean;
}

/** Chooses without the keys that a finger does not have; the row itself says whether it is chosen. */
export function CardCheck({ checked, onToggle, all = false }: CardCheckProps) {
  const t = useText();
  return (
    <label className="check card-check">
      <input
        type="checkbox"
        tabIndex={-1}
        checked={checked}
        aria-label={t(all ? 'ui.table.chooseAll' : 'ui.table.choose')}
        onChange={onToggle}
      />
    </label>
  );
}
