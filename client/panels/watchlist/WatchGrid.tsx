// The rows of a watchlist: elements for names, selection and listening, one canvas for the figures, one for
// the lines. Only the rows around what is in sight exist.

import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useLanguage, useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { columnEdges, type WatchColumn } from './watch-columns.ts';
import { createWatchFigures, type WatchFigures } from './watch-figures.ts';
import { createWatchLines, type WatchLines } from './watch-lines.ts';
import { rowName, type WatchRow } from './watch-rows.ts';
import { rowAfterKey, rowTyped, type RowWindow } from './watch-window.ts';
import { useRowWindow } from './use-row-window.ts';
import { WatchRowView, type RowActs } from './WatchRowView.tsx';

export interface WatchGridProps {
  readonly rows: readonly WatchRow[];
  readonly columns: readonly WatchColumn[];
  /** Instrument that the panel's colour shows. */
  readonly selected: number;
  readonly isOwn: boolean;
  readonly onChoose: (row: WatchRow) => void;
  readonly onRemove: (row: WatchRow) => void;
  /** Puts a row where another one stands. */
  readonly onMove: (row: WatchRow, place: WatchRow) => void;
}

/** Letters typed within this time belong together. */
const TYPING_MS = 800;

export function WatchGrid(props: WatchGridProps) {
  const { rows, columns, selected, onChoose } = props;
  const t = useText();
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  const sight = useRowWindow(body, rows.length);
  const [activeKey, setActiveKey] = useState<string>();
  const active = rows.findIndex(({ key }) => key === activeKey);
  const drag = useRef<WatchRow>(undefined);
  const acts = useMemo<RowActs>(
    () => ({
      choose(row) {
        setActiveKey(row.key);
        onChoose(row);
      },
      drag(row) {
        drag.current = row;
      },
      drop(place) {
        if (drag.current !== undefined) props.onMove(drag.current, place);
        drag.current = undefined;
      },
    }),
    [onChoose, props.onMove],
  );
  const onKeyDown = useGridKeys(props, active, sight, setActiveKey);
  const canvases = usePainted(body, rows, columns, sight);
  const { rights, width } = columnEdges(columns);
  return (
    <div
      ref={body}
      className="watch-body"
      role="grid"
      aria-label={t('shell.panel.watchlist')}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={active >= 0 ? `${id}-${String(active)}` : undefined}
      aria-keyshortcuts={props.isOwn ? 'Delete Alt+ArrowUp Alt+ArrowDown' : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (active >= 0) return;
        const chosen = rows.findIndex((row) => isOf(row, selected));
        setActiveKey(rows[Math.max(0, chosen)]?.key);
      }}
    >
      <WatchHead columns={columns} rights={rights} width={width} />
      <div
        className="watch-rows"
        role="rowgroup"
        style={{ height: rows.length * sight.rowHeight, minWidth: width + LEAST_NAME_PX }}
      >
        {rows.slice(sight.first, sight.first + sight.count).map((row, k) => (
          <WatchRowView
            key={row.key}
            id={`${id}-${String(sight.first + k)}`}
            row={row}
            at={sight.first + k}
            top={(sight.first + k) * sight.rowHeight}
            figures={columns.length}
            figuresWidth={width}
            isActive={sight.first + k === active}
            isSelected={isOf(row, selected)}
            isOwn={props.isOwn}
            acts={acts}
          />
        ))}
        <canvas ref={canvases.lines} className="watch-canvas" aria-hidden="true" />
        <canvas ref={canvases.figures} className="watch-canvas" aria-hidden="true" />
      </div>
    </div>
  );
}

const LEAST_NAME_PX = 100;

const isOf = (row: WatchRow, instrument: number) =>
  row.is === 'instrument' && row.instrument.id === instrument;

interface HeadProps {
  readonly columns: readonly WatchColumn[];
  readonly rights: readonly number[];
  readonly width: number;
}

function WatchHead({ columns, rights, width }: HeadProps) {
  const t = useText();
  return (
    <div className="watch-head" role="row" style={{ minWidth: width + LEAST_NAME_PX }}>
      <span role="columnheader">{t('watchlist.symbol')}</span>
      {columns.map((column, k) => (
        <span key={column.id} role="columnheader" style={{ right: width - rights[k]! }}>
          {t(`watchlist.${column.id}`)}
        </span>
      ))}
    </div>
  );
}

/** Creates the painters with the columns and shows them every change of rows and window. */
function usePainted(
  body: React.RefObject<HTMLDivElement | null>,
  rows: readonly WatchRow[],
  columns: readonly WatchColumn[],
  { first, count, rowHeight }: RowWindow & { readonly rowHeight: number },
) {
  const { tables } = useDesk();
  const language = useLanguage();
  const figures = useRef<HTMLCanvasElement>(null);
  const lines = useRef<HTMLCanvasElement>(null);
  const painters = useRef<{ readonly figures: WatchFigures; readonly lines: WatchLines }>(
    undefined,
  );

  useLayoutEffect(() => {
    const made = {
      figures: createWatchFigures({ canvas: figures.current!, columns, tables, language }),
      lines: createWatchLines(lines.current!, tables),
    };
    painters.current = made;
    return () => {
      made.figures.close();
      made.lines.close();
    };
  }, [columns, tables, language]);

  useLayoutEffect(() => {
    if (rowHeight === 0) return;
    const shown = rows.slice(first, first + count);
    const found = [...body.current!.querySelectorAll<HTMLElement>('.watch-row')];
    const top = `${String(first * rowHeight)}px`;
    const { width } = columnEdges(columns);
    for (const canvas of [figures.current!, lines.current!]) canvas.style.top = top;
    figures.current!.style.right = '0px';
    lines.current!.style.right = `${String(width)}px`;
    painters.current?.figures.show(shown, found, rowHeight);
    painters.current?.lines.show(shown, rowHeight);
  }, [body, rows, columns, first, count, rowHeight, tables, language]);

  return { figures, lines };
}

function useGridKeys(
  { rows, isOwn, onChoose, onRemove, onMove }: WatchGridProps,
  active: number,
  sight: { scrollTo(row: number): void; readonly page: number },
  setActiveKey: (key: string | undefined) => void,
) {
  const typed = useRef({ text: '', at: 0 });
  const go = (to: number) => {
    setActiveKey(rows[to]?.key);
    sight.scrollTo(to);
  };

  function act(event: KeyboardEvent): boolean {
    const row = rows[active];
    if (event.altKey) {
      const place = rows[event.key === 'ArrowUp' ? active - 1 : active + 1];
      const isArrow = event.key === 'ArrowUp' || event.key === 'ArrowDown';
      if (!isOwn || !isArrow || row === undefined) return false;
      if (place !== undefined && place.is !== 'group') onMove(row, place);
      return true;
    }
    if (event.ctrlKey || event.metaKey) return false;
    const to = rowAfterKey(event.key, active, rows.length, sight.page);
    if (to !== undefined) go(to);
    else if (row !== undefined && (event.key === 'Enter' || event.key === ' ')) onChoose(row);
    else if (row !== undefined && isOwn && event.key === 'Delete') {
      onRemove(row);
      go(active + 1 < rows.length ? active + 1 : active - 1);
    } else return type(event);
    return true;
  }

  function type(event: KeyboardEvent): boolean {
    if (!/^[\p{L}\p{N}]$/u.test(event.key)) return false;
    const isMore = event.timeStamp - typed.current.at < TYPING_MS;
    typed.current = { text: (isMore ? typed.current.text : '') + event.key, at: event.timeStamp };
    const to = rowTyped(rows.map(rowName), typed.current.text, active);
    if (to !== undefined) go(to);
    return true;
  }

  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || !act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
