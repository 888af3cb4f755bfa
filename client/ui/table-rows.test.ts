// Filter, order and export of a table's rows.

import { expect, it } from 'vitest';
import { csvText, figure } from './csv.ts';
import { filterRows, groupRows, sortRows, tableCells, type Column } from './table-rows.ts';

interface Row {
  readonly symbol: string;
  readonly qty: number;
}
const rows: readonly Row[] = [
  { symbol: 'EUR/USD', qty: 1000 },
  { symbol: 'BTCUSDT', qty: 2 },
];
const columns: readonly Column<Row>[] = [
  { id: 'symbol', title: 'Instrument', width: 1, text: (row) => row.symbol },
  {
    id: 'qty',
    title: 'Quantity',
    width: 1,
    text: ({ qty }) => qty.toLocaleString('en'),
    cell: ({ qty }) => figure(String(qty)),
    compare: (a, b) => a.qty - b.qty,
  },
  { id: 'do', title: '', width: 1, render: () => null },
];
const found = (filter: string) =>
  filterRows(rows, columns, filter, new WeakMap()).map(({ symbol }) => symbol);

it.each([
  ['eurusd', ['EUR/USD']],
  ['1000', ['EUR/USD']],
  ['1,000 eur', ['EUR/USD']],
  ['usd', ['EUR/USD', 'BTCUSDT']],
  ['btc 1000', []],
  ['  ', ['EUR/USD', 'BTCUSDT']],
])('finds by %j', (filter, symbols) => {
  expect(found(filter)).toEqual(symbols);
});

it('sorts both ways and keeps the order that it was given otherwise', () => {
  const by = (id: string, falling: boolean) =>
    sortRows(rows, columns, { id, falling }).map(({ qty }) => qty);
  expect([by('qty', false), by('qty', true), by('symbol', true)]).toEqual([
    [2, 1000],
    [1000, 2],
    [1000, 2],
  ]);
});

it('exports what is shown, without the buttons', () => {
  expect(csvText(tableCells(sortRows(rows, columns, { id: 'qty', falling: false }), columns))).toBe(
    'Instrument,Quantity\r\nBTCUSDT,2\r\nEUR/USD,1000\r\n',
  );
});

it('puts rows of one text together, and leaves those of closed groups out', () => {
  const words = ['b1', 'a1', 'b2', 'c1', 'a2'];
  const by = (word: string) => word[0]!;
  const open = groupRows(words, by, []);
  expect(open.rows).toEqual(['b1', 'b2', 'a1', 'a2', 'c1']);
  expect(open.lines.map((line) => (typeof line === 'number' ? line : line.text))).toEqual([
    ...['b', 0, 1],
    ...['a', 2, 3],
    ...['c', 4],
  ]);
  const closed = groupRows(words, by, ['a', 'gone']);
  expect(closed.rows).toEqual(['b1', 'b2', 'c1']);
  expect(closed.lines).toContainEqual({ text: 'a', count: 2, isClosed: true });
  expect(groupRows([], by, ['a'])).toEqual({ rows: [], lines: [] });
});
