// AG Grid as its manual says: rows by id, asynchronous transactions, no animation.

import { AllCommunityModule, ModuleRegistry, createGrid } from 'ag-grid-community';
import type { ColDef } from 'ag-grid-community';
import { FIGURES, figureText, firstRows, peerRow, shows } from './peer-records.ts';
import type { PeerRow, TakeUpdate } from './peer-records.ts';

const ROW_PX = 22;
const HEAD_PX = 60;
const WIDTH_PX = 860;
/** A transaction is applied with the next frame. Its own default of 50 ms would be older. */
const WAIT_MS = 16;

export function showAgGrid(root: HTMLElement, rows: number, forEachUpdate: boolean): TakeUpdate {
  ModuleRegistry.registerModules([AllCommunityModule]);
  root.style.width = `${String(WIDTH_PX)}px`;
  root.style.height = `${String(rows * ROW_PX + HEAD_PX)}px`;
  const columns: ColDef<PeerRow>[] = FIGURES.map((field) => ({
    field,
    width: 115,
    sortable: false,
    valueFormatter: ({ value }) => figureText(field, Number(value)),
  }));
  let newestMs = 0;
  const grid = createGrid<PeerRow>(root, {
    columnDefs: [{ field: 'symbol', width: 115, sortable: false }, ...columns],
    rowData: firstRows(rows),
    getRowId: ({ data }) => data.id,
    rowHeight: ROW_PX,
    asyncTransactionWaitMillis: WAIT_MS,
    animateRows: false,
    suppressRowVirtualisation: true,
    onAsyncTransactionsFlushed: () => shows(newestMs),
  });
  if (forEachUpdate) {
    return (row, bid, ask, size, leftMs) => {
      grid.applyTransactionAsync({ update: [peerRow(row, bid, ask, size)] });
      newestMs = leftMs;
    };
  }
  const changed = new Map<number, PeerRow>();
  const frame = () => {
    if (changed.size > 0) grid.applyTransaction({ update: [...changed.values()] });
    changed.clear();
    shows(newestMs);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return (row, bid, ask, size, leftMs) => {
    changed.set(row, peerRow(row, bid, ask, size));
    newestMs = leftMs;
  };
}
