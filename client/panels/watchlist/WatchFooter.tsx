// How many instruments are shown, and how many of them are up and down on the day; counted once a second.

import { useEffect, useMemo, useRef } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useDesk } from '../../state/desk-context.ts';
import { setCell } from '../../ui/set-cell.ts';
import { changeOf } from './watch-columns.ts';
import type { WatchRow } from './watch-rows.ts';

const EVERY_MS = 1000;

export function WatchFooter({ rows }: { readonly rows: readonly WatchRow[] }) {
  const t = useText();
  const { tables } = useDesk();
  const words = useRef<HTMLSpanElement>(null);
  const ids = useMemo(
    () => rows.flatMap((row) => (row.is === 'group' ? row.members.map(({ id }) => id) : [])),
    [rows],
  );
  useEffect(() => {
    // Kept: between leaving the page and the end of this effect the reference is empty already.
    const cell = words.current!;
    const count = () => {
      let up = 0;
      let down = 0;
      for (const id of ids) {
        const change = changeOf(tables.quotes, id);
        if (change > 0) up += 1;
        else if (change < 0) down += 1;
      }
      setCell(cell, t('watchlist.total', { count: ids.length, up, down }));
    };
    count();
    const timer = setInterval(count, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [ids, tables, t]);
  return <span ref={words} />;
}
