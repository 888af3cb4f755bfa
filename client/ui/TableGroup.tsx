// The head of a group of rows: what they share and how many they are; a press closes and opens the group.

import { useText } from '../i18n/use-text.ts';
import { Icon } from './Icon.tsx';
import type { RowGroup } from './table-rows.ts';
import type { Table } from './use-table.ts';

export interface TableGroupProps<Row> {
  readonly table: Table<Row>;
  readonly group: RowGroup;
  readonly line: number;
  /** px. */
  readonly height: number;
}

export function TableGroup<Row>({ table, group, line, height }: TableGroupProps<Row>) {
  const t = useText();
  const { columns, look, setLook } = table;
  const { text, count, isClosed } = group;
  const words = text === '' ? t('ui.table.noText') : text;
  return (
    <div role="row" aria-rowindex={line + 2} className="data-group" style={{ height }}>
      <div role="gridcell" aria-colspan={columns.length}>
        <button
          type="button"
          aria-expanded={!isClosed}
          onClick={() => {
            const { closed } = look;
            setLook({
              closed: isClosed ? closed.filter((one) => one !== text) : [...closed, text],
            });
          }}
        >
          <Icon name={isClosed ? 'right' : 'down'} />
          <b>{words}</b> <span className="faint">{count}</span>
        </button>
      </div>
    </div>
  );
}
