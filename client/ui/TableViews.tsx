// Views of a table: groups, and looks that were kept under a name.

import { useState } from 'react';
import { shownView, viewOf, VIEW_NAME_MAX, VIEWS_MAX } from '../state/table-look.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { Menu, type MenuItem } from './Menu.tsx';
import { TextField } from './TextField.tsx';
import type { Table } from './use-table.ts';

export function TableViews<Row>({ table }: { readonly table: Table<Row> }) {
  const t = useText();
  const [isNaming, setNaming] = useState(false);
  const { look, setLook, every, windows } = table;
  const shown = shownView(look);
  // Groups need all rows, and of windows only some are here.
  const isGrouped = windows === undefined;
  const byColumn = every
    .filter(({ groups }) => groups === true)
    .map(({ id, title }) => ({ id, label: t('ui.table.groupBy', { column: title }) }));
  const groups: MenuItem[] = [{ id: '', label: t('ui.table.noGroups') }, ...byColumn].map(
    ({ id, label }) => ({
      ...{ id: `group ${id}`, label, checked: look.group === id },
      onSelect: () => {
        setLook({ group: id, closed: [] });
      },
    }),
  );
  const views: MenuItem[] = Object.entries(look.views).map(([name, view]) => ({
    ...{ id: `view ${name}`, label: name, checked: name === shown },
    onSelect: () => {
      setLook({ ...view, closed: [] });
    },
  }));
  const save: MenuItem = {
    ...{ id: 'save', label: t('ui.table.saveView'), disabled: views.length >= VIEWS_MAX },
    onSelect: () => {
      setNaming(true);
    },
  };
  const remove: MenuItem[] =
    shown === undefined
      ? []
      : [{ ...removal(table, shown), label: t('ui.table.removeView', { name: shown }) }];
  return (
    <>
      <Menu
        label={t('ui.table.views')}
        className="icon-button table-views"
        trigger={<Icon name="grid" />}
        items={[...(isGrouped ? [...groups, null] : []), ...views, save, ...remove]}
      />
      {isNaming && (
        <NameView
          taken={Object.keys(look.views)}
          onClose={() => {
            setNaming(false);
          }}
          onSave={(name) => {
            setLook({ views: { ...look.views, [name]: viewOf(look) } });
          }}
        />
      )}
    </>
  );
}

function removal<Row>({ look, setLook }: Table<Row>, name: string) {
  return {
    ...{ id: 'remove', danger: true },
    onSelect: () => {
      const { [name]: _gone, ...views } = look.views;
      setLook({ views });
    },
  };
}

interface NameViewProps {
  readonly taken: readonly string[];
  readonly onClose: () => void;
  readonly onSave: (name: string) => void;
}

/** A name that is taken is written over, and says so. */
function NameView({ taken, onClose, onSave }: NameViewProps) {
  const t = useText();
  const [name, setName] = useState('');
  const trimmed = name.trim();
  return (
    <Dialog title={t('ui.table.saveView')} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (trimmed === '') return;
          onSave(trimmed);
          onClose();
        }}
      >
        <TextField
          label={t('ui.table.viewName')}
          hint={t(taken.includes(trimmed) ? 'ui.table.viewTaken' : 'ui.table.viewWords')}
          maxLength={VIEW_NAME_MAX}
          autoComplete="off"
          value={name}
          onChange={setName}
        />
        <Button type="submit" look="primary" disabled={trimmed === ''}>
          {t('ui.table.keepView')}
        </Button>
      </form>
    </Dialog>
  );
}
