// The page that one writes first: a store of rows, a selector for each row, a set for each update.

import { createElement, memo } from 'react';
import { createRoot } from 'react-dom/client';
import { create } from 'zustand';
import { FIGURES, figureText, firstRows, peerRow, shows } from './peer-records.ts';
import type { PeerRow, TakeUpdate } from './peer-records.ts';

const useRows = create<Record<string, PeerRow>>(() => ({}));

const Row = memo(({ id }: { readonly id: string }) => {
  const row = useRows((rows) => rows[id]!);
  const look = row.change >= 0 ? 'up' : 'down';
  const cells = FIGURES.map((field) =>
    createElement('td', { key: field, className: look }, figureText(field, row[field])),
  );
  return createElement('tr', null, createElement('td', null, row.symbol), ...cells);
});
Row.displayName = 'Row';

export function showZustand(root: HTMLElement, rows: number): TakeUpdate {
  const all = firstRows(rows);
  useRows.setState(Object.fromEntries(all.map((row) => [row.id, row])));
  const body = all.map(({ id }) => createElement(Row, { key: id, id }));
  createRoot(root).render(createElement('table', null, createElement('tbody', null, ...body)));
  return (row, bid, ask, size, leftMs) => {
    useRows.setState({ [String(row)]: peerRow(row, bid, ask, size) });
    shows(leftMs);
  };
}
