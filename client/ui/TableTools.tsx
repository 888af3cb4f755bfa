// Tools of a table in the header of its panel: filter, export of what is on the screen, views, columns.

import { useRef, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { IconButton } from './Button.tsx';
import { csvText, downloadCsv } from './csv.ts';
import { Icon } from './Icon.tsx';
import { Menu } from './Menu.tsx';
import { TableViews } from './TableViews.tsx';
import { tableCells } from './table-rows.ts';
import type { Table } from './use-table.ts';

export interface TableToolsProps<Row> {
  readonly table: Table<Row>;
}

export function TableTools<Row>({ table }: TableToolsProps<Row>) {
  const t = useText();
  const { every, columns, look, setLook } = table;
  const items = every
    .filter(({ text }) => text !== undefined)
    .map((column) => ({
      id: column.id,
      label: column.title,
      checked: columns.includes(column),
      onSelect: () => {
        const { turned } = look;
        const isTurned = turned.includes(column.id);
        setLook({
          turned: isTurned ? turned.filter((one) => one !== column.id) : [...turned, column.id],
        });
      },
    }));
  return (
    <>
      <TableFilter filter={look.filter} onFilter={(filter) => setLook({ filter })} />
      <TableExport table={table} />
      <TableViews table={table} />
      <Menu label={t('ui.table.columns')} trigger={<Icon name="gear" />} items={items} />
    </>
  );
}

/** All rows of the list, also those that are not on the page. */
function TableExport<Row>({ table: { id, rows, columns, windows } }: TableToolsProps<Row>) {
  const t = useText();
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const save = async () => {
    setState('busy');
    const all = windows === undefined ? rows : await windows.all();
    setState(all === undefined ? 'failed' : 'ready');
    if (all === undefined) return;
    const day = new Date().toISOString().slice(0, 10);
    downloadCsv(`openbell-${id}-${day}.csv`, csvText(tableCells(all, columns)));
  };
  return (
    <IconButton
      icon="download"
      label={t(state === 'failed' ? 'ui.table.failed' : 'ui.table.export')}
      disabled={rows.length === 0 || state === 'busy'}
      onClick={() => void save()}
    />
  );
}

interface TableFilterProps {
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}

/** An icon until it is used; Esc empties and closes it and gives the focus back. */
function TableFilter({ filter, onFilter }: TableFilterProps) {
  const t = useText();
  const box = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  const leave = () => {
    onFilter('');
    setOpen(false);
    requestAnimationFrame(() => box.current?.querySelector('button')?.focus());
  };
  if (!open && filter === '')
    return (
      <span ref={box}>
        <IconButton
          icon="filter"
          label={t('ui.table.filter')}
          onClick={() => {
            setOpen(true);
          }}
        />
      </span>
    );
  return (
    <span className="table-filter">
      <Icon name="filter" />
      <input
        type="text"
        aria-label={t('ui.table.filter')}
        placeholder={t('ui.table.filter')}
        autoFocus={open}
        spellCheck={false}
        value={filter}
        onChange={(event) => {
          onFilter(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          leave();
        }}
      />
      <IconButton icon="close" label={t('ui.table.clearFilter')} onClick={leave} />
    </span>
  );
}
