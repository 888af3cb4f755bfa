// The tools in a watchlist's header: which list, which columns, and what is done with a list.

import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import {
  addSymbol,
  createList,
  deleteList,
  removeSymbol,
  renameList,
  useWatchGroups,
  type WatchList,
} from '../../state/watch-groups.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { exportList, importList } from './list-exchange.ts';
import { DeleteDialog, NameDialog } from './ListDialogs.tsx';
import { COLUMN_IDS, type ColumnId } from './watch-columns.ts';

export interface ListProps {
  /** undefined: all instruments by asset class. */
  readonly list: WatchList | undefined;
  readonly change: (params: Record<string, unknown>) => void;
  readonly say: (words: string) => void;
}

export function ListChoice({ list, change, say }: ListProps) {
  const t = useText();
  const lists = useWatchGroups((state) => state.lists);
  const [isNaming, setNaming] = useState(false);
  const choose = (id: string | undefined) => {
    change({ list: id });
    say('');
  };
  const own = lists.map(({ id, name }): MenuItem => ({
    id,
    label: name,
    checked: id === list?.id,
    onSelect: () => {
      choose(id);
    },
  }));
  const all: MenuItem = {
    id: 'all',
    label: t('watchlist.all'),
    checked: list === undefined,
    onSelect: () => {
      choose(undefined);
    },
  };
  const more: readonly (MenuItem | null)[] = [
    null,
    {
      id: 'new',
      label: t('watchlist.newList'),
      mark: <Icon name="plus" />,
      onSelect: () => {
        setNaming(true);
      },
    },
    {
      id: 'import',
      label: t('watchlist.import'),
      onSelect: () => {
        importList(t, choose, say);
      },
    },
  ];
  const shown = list?.name ?? t('watchlist.allShort');
  return (
    <>
      <Menu
        label={t('watchlist.choose', { name: shown })}
        className="watch-choice"
        trigger={
          <>
            <span className="ellipsis">{shown}</span>
            <Icon name="down" />
          </>
        }
        items={[all, ...own, ...more]}
      />
      {isNaming && (
        <NameDialog
          title={t('watchlist.newTitle')}
          action={t('watchlist.create')}
          onName={(name) => {
            choose(createList(name));
          }}
          onClose={() => {
            setNaming(false);
          }}
        />
      )}
    </>
  );
}

export interface ToolsProps extends ListProps {
  /** Instrument that the panel's colour shows; -1: none. */
  readonly selected: number;
  readonly columns: readonly ColumnId[];
  readonly isFiltering: boolean;
  readonly toggleFilter: () => void;
}

export function WatchTools(props: ToolsProps) {
  const t = useText();
  return (
    <>
      <AddMenu {...props} />
      <IconButton
        icon="filter"
        label={t('watchlist.filter')}
        aria-pressed={props.isFiltering}
        onClick={props.toggleFilter}
      />
      <MoreMenu {...props} />
    </>
  );
}

/** The chosen instrument into lists and out of them. */
function AddMenu({ selected, list, change, say }: ToolsProps) {
  const t = useText();
  const symbol = useInstruments(({ instruments }) => instruments.get(selected)?.symbol);
  const lists = useWatchGroups((state) => state.lists);
  const [isNaming, setNaming] = useState(false);
  if (symbol === undefined) return null;
  const items = lists.map(({ id, name, symbols }): MenuItem => {
    const has = symbols.includes(symbol);
    return {
      id,
      label: name,
      checked: has,
      onSelect: () => {
        (has ? removeSymbol : addSymbol)(id, symbol);
      },
    };
  });
  const fresh: MenuItem = {
    id: 'new',
    label: t('watchlist.newWith', { symbol }),
    mark: <Icon name="plus" />,
    onSelect: () => {
      setNaming(true);
    },
  };
  return (
    <>
      <Menu
        label={t('watchlist.add', { symbol })}
        trigger={<Icon name="plus" />}
        items={items.length === 0 ? [fresh] : [...items, null, fresh]}
      />
      {isNaming && (
        <NameDialog
          title={t('watchlist.newTitle')}
          action={t('watchlist.create')}
          onName={(name) => {
            change({ list: createList(name, [symbol]) ?? list?.id });
            say('');
          }}
          onClose={() => {
            setNaming(false);
          }}
        />
      )}
    </>
  );
}

function MoreMenu({ list, columns, change, say }: ToolsProps) {
  const t = useText();
  const [open, setOpen] = useState<'rename' | 'delete'>();
  const close = () => {
    setOpen(undefined);
  };
  const figures = COLUMN_IDS.map((id): MenuItem => {
    const isOn = columns.includes(id);
    return {
      id,
      label: t(`watchlist.${id}Column`),
      checked: isOn,
      disabled: isOn && columns.length === 1,
      onSelect: () => {
        change({ columns: isOn ? columns.filter((one) => one !== id) : [...columns, id] });
      },
    };
  });
  const own: readonly (MenuItem | null)[] =
    list === undefined
      ? []
      : [
          null,
          { id: 'rename', label: t('watchlist.rename'), onSelect: () => setOpen('rename') },
          {
            id: 'export',
            label: t('watchlist.export'),
            mark: <Icon name="download" />,
            onSelect: () => {
              exportList(list);
            },
          },
          {
            id: 'delete',
            label: t('watchlist.delete'),
            danger: true,
            onSelect: () => setOpen('delete'),
          },
        ];
  return (
    <>
      <Menu
        label={t('watchlist.more')}
        trigger={<Icon name="more" />}
        items={[...figures, ...own]}
      />
      {open === 'rename' && list !== undefined && (
        <NameDialog
          title={t('watchlist.rename')}
          action={t('watchlist.renameAction')}
          name={list.name}
          onName={(name) => {
            renameList(list.id, name);
          }}
          onClose={close}
        />
      )}
      {open === 'delete' && list !== undefined && (
        <DeleteDialog
          list={list}
          onDelete={() => {
            change({ list: undefined });
            say('');
            deleteList(list.id);
          }}
          onClose={close}
        />
      )}
    </>
  );
}
