// The peers in the browser, chosen by `?mode=`: `ag` AG Grid with applyTransactionAsync for each update,
// `ag-frame` AG Grid with one transaction per frame of what changed, `zustand` a set for each update and a
// selector for each row. Every row has a name and six figures that change.

import { openPeerFeed } from './peer-records.ts';
import { showAgGrid } from './peer-ag-grid.ts';
import { showZustand } from './peer-zustand.ts';

const asked = new URLSearchParams(location.search);
const rows = Number(asked.get('rows'));
const mode = asked.get('mode');
const root = document.getElementById('root')!;

const take = mode === 'zustand' ? showZustand(root, rows) : showAgGrid(root, rows, mode === 'ag');
openPeerFeed({
  port: Number(asked.get('port')),
  rate: Number(asked.get('rate')),
  batched: mode !== 'zustand',
  rows,
  take,
});
