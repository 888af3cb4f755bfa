// Instruments with their live figures: all of them by asset class, or a list of the user's own.

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { selectInstrument } from '../../actions/select-instrument.ts';
import { useText } from '../../i18n/use-text.ts';
import { useInstruments } from '../../state/instruments-store.ts';
import { useSelected, type LinkColour } from '../../state/link-store.ts';
import {
  moveSymbol,
  removeSymbol,
  useWatchGroups,
  watchGroupsStore,
} from '../../state/watch-groups.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useWatchRows } from './use-watch-rows.ts';
import { columnsOf, readColumns } from './watch-columns.ts';
import { rowName, type WatchRow } from './watch-rows.ts';
import { WatchFooter } from './WatchFooter.tsx';
import { WatchGrid } from './WatchGrid.tsx';
import { ListChoice, WatchTools } from './WatchTools.tsx';
import './watchlist.css';

export interface WatchlistProps {
  readonly colour: LinkColour;
  readonly params: Readonly<Record<string, unknown>>;
  readonly setParams: (params: Record<string, unknown>) => void;
}

export default function WatchlistPanel({ colour, params, setParams }: WatchlistProps) {
  const t = useText();
  const size = useInstruments(({ instruments }) => instruments.size);
  const list = useWatchGroups(({ lists }) => lists.find(({ id }) => id === params['list']));
  const [filter, setFilter] = useState<string>();
  const [said, setSaid] = useState('');
  const [heard, setHeard] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const selected = useSelected(colour);
  const columnKey = readColumns(params['columns']).join();
  const columns = useMemo(() => columnsOf(readColumns(columnKey.split(','))), [columnKey]);
  const rows = useWatchRows(list, filter ?? '', closed);
  const acts = useListActs(list?.id, colour, setClosed, setSaid, setHeard);
  const change = (part: Record<string, unknown>) => {
    setParams({ ...params, ...part });
  };
  const choice = <ListChoice list={list} change={change} say={setSaid} />;
  const tools = (
    <WatchTools
      list={list}
      selected={selected}
      columns={columns.map(({ id }) => id)}
      isFiltering={filter !== undefined}
      change={change}
      say={setSaid}
      toggleFilter={() => {
        setFilter(filter === undefined ? '' : undefined);
      }}
    />
  );
  return (
    <Panel subtitle={choice} tools={tools} footer={<WatchFooter rows={rows} />}>
      {filter !== undefined && <FilterField value={filter} onChange={setFilter} />}
      <span className="visually-hidden" role="status">
        {heard}
      </span>
      <Said words={said} onClose={setSaid} />
      {rows.some(({ is }) => is !== 'group') || closed.size > 0 ? (
        <WatchGrid
          rows={rows}
          columns={columns}
          selected={selected}
          isOwn={list !== undefined}
          {...acts}
        />
      ) : (
        <NothingShown isWaiting={size === 0} isFiltered={(filter ?? '') !== ''} t={t} />
      )}
    </Panel>
  );
}

function useListActs(
  listId: string | undefined,
  colour: LinkColour,
  setClosed: (change: (old: ReadonlySet<string>) => ReadonlySet<string>) => void,
  say: (words: string) => void,
  /** Said to who listens: who looks sees it. */
  announce: (words: string) => void,
) {
  const t = useText();
  const onChoose = useCallback(
    (row: WatchRow) => {
      if (row.is === 'instrument') selectInstrument(colour, row.instrument.id);
      if (row.is !== 'group') return;
      setClosed((old) => {
        const closed = new Set(old);
        if (!closed.delete(row.key)) closed.add(row.key);
        return closed;
      });
    },
    [colour, setClosed],
  );
  const onRemove = useCallback(
    (row: WatchRow) => {
      if (listId === undefined || row.is === 'group') return;
      removeSymbol(listId, rowName(row));
      say('');
      announce(t('watchlist.removed', { symbol: rowName(row) }));
    },
    [listId, say, announce, t],
  );
  const onMove = useCallback(
    (row: WatchRow, place: WatchRow) => {
      if (listId === undefined) return;
      moveSymbol(listId, rowName(row), rowName(place));
      announce(placeWords(t, listId, rowName(row)));
    },
    [listId, announce, t],
  );
  return { onChoose, onRemove, onMove };
}

/** `BTCUSDT is now 2 of 5`. */
function placeWords(t: ReturnType<typeof useText>, listId: string, symbol: string): string {
  const list = watchGroupsStore.getState().lists.find(({ id }) => id === listId);
  const symbols = list?.symbols ?? [];
  const n = symbols.indexOf(symbol) + 1;
  return t('watchlist.moved', { symbol, n, of: symbols.length });
}

interface FilterProps {
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}

/** Esc empties it, and once more closes it. */
function FilterField({ value, onChange }: FilterProps) {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  return (
    <input
      ref={field}
      className="watch-filter"
      type="search"
      autoComplete="off"
      spellCheck={false}
      aria-label={t('watchlist.filter')}
      placeholder={t('watchlist.filterHint')}
      value={value}
      onChange={(event) => {
        onChange(event.target.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        event.preventDefault();
        onChange(value === '' ? undefined : '');
      }}
    />
  );
}

/** What came of an import, until it is put away. */
function Said({ words, onClose }: { readonly words: string; readonly onClose: (w: '') => void }) {
  const t = useText();
  if (words === '') return null;
  return (
    <div className="watch-said">
      <p role="status">{words}</p>
      <IconButton
        icon="close"
        label={t('ui.close')}
        onClick={() => {
          onClose('');
        }}
      />
    </div>
  );
}

interface NothingProps {
  readonly isWaiting: boolean;
  readonly isFiltered: boolean;
  readonly t: ReturnType<typeof useText>;
}

function NothingShown({ isWaiting, isFiltered, t }: NothingProps) {
  if (isWaiting)
    return (
      <Empty icon="search" title={t('watchlist.waiting')} words={t('watchlist.waitingWords')} />
    );
  if (isFiltered)
    return <Empty icon="search" title={t('watchlist.empty')} words={t('watchlist.emptyWords')} />;
  return <Empty icon="star" title={t('watchlist.bare')} words={t('watchlist.bareWords')} />;
}
