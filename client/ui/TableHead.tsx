// The titles of a table: a press sorts. Above cards they are a strip of the columns that the cards have,
// beginning with the box that chooses all.

import { memo } from 'react';
import { useText } from '../i18n/use-text.ts';
import type { SortOrder } from '../state/table-look.ts';
import { Icon } from './Icon.tsx';
import { CardCheck } from './RowCard.tsx';
import type { Column } from './table-rows.ts';
import { NOTHING_CHOSEN, pickAll } from './table-selection.ts';
import type { Table } from './use-table.ts';

export interface TableHeadProps<Row> {
  readonly table: Table<Row>;
  readonly template: string;
  readonly minWidth: number;
  /** Titles above cards. */
  readonly cards: boolean;
  /** Cards with a box to choose them. */
  readonly bulk: boolean;
  readonly place: ReadonlyMap<string, number>;
}

function Head<Row>(props: TableHeadProps<Row>) {
  const { table, template, minWidth, cards, bulk, place } = props;
  const { columns, look } = table;
  const shown = cards
    ? columns.filter(({ card, compare }) => card !== undefined && compare !== undefined)
    : columns;
  return (
    <div
      className={cards ? 'data-head card-head' : 'data-head'}
      role="row"
      style={cards ? undefined : { gridTemplateColumns: template, minWidth }}
    >
      {cards && bulk && <ChooseAll table={table} />}
      {shown.map((column) => (
        <HeadCell
          key={column.id}
          column={column}
          place={cards ? place.get(column.id) : undefined}
          order={look.order}
          onOrder={(order) => {
            table.setLook({ order });
          }}
        />
      ))}
    </div>
  );
}

/** Scrolling changes nothing of it. */
export const TableHead = memo(Head) as typeof Head;

function ChooseAll<Row>({ table }: { readonly table: Table<Row> }) {
  const { ids, selection, select } = table;
  const isAll = ids.length > 0 && selection.chosen.size >= ids.length;
  return (
    <div role="columnheader" aria-colindex={1}>
      <CardCheck
        all
        checked={isAll}
        onToggle={() => {
          select(isAll ? NOTHING_CHOSEN : pickAll(selection, ids));
        }}
      />
    </div>
  );
}

interface HeadCellProps<Row> {
  readonly place: number | undefined;
  readonly column: Column<Row>;
  readonly order: SortOrder | undefined;
  readonly onOrder: (order: SortOrder | undefined) => void;
}

/** Presses of a title in turn: rising, falling, as it came. */
function HeadCell<Row>({ column, place, order, onOrder }: HeadCellProps<Row>) {
  const t = useText();
  const on = order?.id === column.id ? order : undefined;
  const direction = on && (on.falling ? 'descending' : 'ascending');
  return (
    <div role="columnheader" aria-colindex={place} data-align={column.align} aria-sort={direction}>
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
