// One row of a watchlist as an element: its name, its state, and the words of its figures for listeners. What
// is seen of the figures lies above it on a canvas.

import { memo, useCallback } from 'react';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import type { QuoteColumns } from '../../state/market-views.ts';
import { Icon } from '../../ui/Icon.tsx';
import { TruthBadge, type TruthNow } from '../../ui/TruthBadge.tsx';
import type { GroupRow, InstrumentRow, WatchRow } from './watch-rows.ts';

export interface RowActs {
  choose(row: WatchRow): void;
  drag(row: WatchRow): void;
  drop(place: WatchRow): void;
}

export interface WatchRowProps {
  readonly id: string;
  readonly row: WatchRow;
  readonly at: number;
  /** CSS px from the first row. */
  readonly top: number;
  readonly figures: number;
  readonly figuresWidth: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isOwn: boolean;
  readonly acts: RowActs;
}

export const WatchRowView = memo(function WatchRowView(props: WatchRowProps) {
  const { row, acts, isOwn } = props;
  const canMove = isOwn && row.is !== 'group';
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.at + 2}
      aria-selected={props.isSelected}
      className="watch-row"
      data-is={row.is}
      data-active={props.isActive || undefined}
      draggable={canMove || undefined}
      style={{ transform: `translateY(${String(props.top)}px)` }}
      onClick={() => {
        acts.choose(row);
      }}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        acts.drag(row);
      }}
      onDragOver={(event) => {
        if (!canMove) return;
        event.preventDefault();
        event.currentTarget.dataset['drop'] = 'here';
      }}
      onDragLeave={(event) => {
        delete event.currentTarget.dataset['drop'];
      }}
      onDrop={(event) => {
        event.preventDefault();
        delete event.currentTarget.dataset['drop'];
        acts.drop(row);
      }}
    >
      {row.is === 'group' && <GroupCell row={row} span={props.figures + 1} />}
      {row.is === 'instrument' && (
        <InstrumentCells row={row} figures={props.figures} width={props.figuresWidth} />
      )}
      {row.is === 'unknown' && <UnknownCell symbol={row.symbol} span={props.figures + 1} />}
    </div>
  );
});

function GroupCell({ row, span }: { readonly row: GroupRow; readonly span: number }) {
  const t = useText();
  const { tables } = useDesk();
  const { members } = row;
  const read = useCallback(
    () =>
      truthOf(
        members.map(({ id }) => id),
        tables.quotes,
      ),
    [members, tables],
  );
  return (
    <div role="gridcell" aria-colspan={span} className="watch-group">
      <button type="button" tabIndex={-1} aria-expanded={row.isOpen}>
        <Icon name="down" />
        <span className="ellipsis">
          {row.assetClass < 0 ? row.name : t(`watchlist.class${String(row.assetClass)}`)}
        </span>
        <em>{members.length}</em>
      </button>
      <TruthBadge read={read} />
    </div>
  );
}

interface InstrumentProps {
  readonly row: InstrumentRow;
  readonly figures: number;
  readonly width: number;
}

function InstrumentCells({ row, figures, width }: InstrumentProps) {
  const chinese = useLanguage() === 'zh';
  const { symbol, name } = row.instrument;
  // Chinese names are short and said; codes of Chinese shares are not.
  const shown = chinese && HAN.test(name) ? name : symbol;
  return (
    <>
      <div role="rowheader" className="watch-name" title={titleOf(symbol, name)}>
        <b>{shown}</b>
        <i className="watch-line" style={{ marginRight: width }} />
      </div>
      {Array.from({ length: figures }, (_, k) => (
        <span key={k} role="gridcell" className="watch-words" />
      ))}
    </>
  );
}

const HAN = /^\p{Script=Han}{2,6}$/u;
const titleOf = (symbol: string, name: string) =>
  name === '' || name === symbol ? symbol : `${symbol} · ${name}`;

function UnknownCell({ symbol, span }: { readonly symbol: string; readonly span: number }) {
  const t = useText();
  return (
    <div role="gridcell" aria-colspan={span} className="watch-unknown">
      <b>{symbol}</b>
      <span>{t('watchlist.notListed')}</span>
    </div>
  );
}

/** Of all quotes that came: stale as soon as one of them is, else as old as the newest of them. */
export function truthOf(ids: readonly number[], quotes: QuoteColumns): TruthNow {
  let newest = Infinity;
  let oldestStale = -1;
  for (const id of ids) {
    const ageMs = quotes.ageMs(id);
    if (!(ageMs < Infinity)) continue;
    if (quotes.stale(id)) oldestStale = Math.max(oldestStale, ageMs);
    newest = Math.min(newest, ageMs);
  }
  if (newest === Infinity) return { truth: 'loading' };
  return oldestStale < 0
    ? { truth: 'live', ageMs: newest }
    : { truth: 'stale', ageMs: oldestStale };
}
