// Tax lots as a document, by its form.

import { csvLine } from './csv-text.ts';
import { createLotWriter, type LotText } from './lot-text.ts';
import { writeLotsPdf } from './lots-pdf.ts';
import type { LotsReport } from './lots-report.ts';

/** The same report gives the same bytes. */
export function writeLots(report: LotsReport): Promise<Uint8Array> {
  const { format } = report.task;
  if (format === 'pdf') return writeLotsPdf(report);
  const text = format === 'csv' ? csvOf(report) : jsonOf(report);
  return Promise.resolve(new TextEncoder().encode(text));
}

const COLUMNS: readonly (keyof LotText)[] = [
  ...(['what', 'symbol', 'opened', 'closed', 'side', 'quantity', 'currency'] as const),
  ...(['cost', 'proceeds', 'gain', 'term'] as const),
  ...(['openedDay', 'closedDay', 'heldDays', 'origin'] as const),
];
const HEADINGS = {
  en: 'Lot,Instrument,Opened (UTC),Closed (UTC),Side,Quantity,Currency,Cost,Proceeds,Gain,Term,Day opened,Day closed,Days held,Origin',
  zh: '批次,合约,开立（UTC）,了结（UTC）,方向,数量,币种,成本,所得,盈亏,期限,开立日,了结日,持有天数,来源',
};
/** Spreadsheets take UTF-8 without it for something else. */
const BYTE_ORDER_MARK = '\uFEFF';

function csvOf({ task, closed, open }: LotsReport): string {
  const texts = createLotWriter(task);
  const lineOf = (text: LotText): string => csvLine(COLUMNS.map((column) => text[column]));
  const lines = [
    ...closed.map((lot) => lineOf(texts.closed(lot))),
    ...open.map((lot) => lineOf(texts.open(lot))),
  ];
  return `${BYTE_ORDER_MARK}${HEADINGS[task.language]}\r\n${lines.join('')}`;
}

/** Integers as the ledger has them; of assets and instruments the ids. */
function jsonOf({ task, totals, closed, open }: LotsReport): string {
  const { account, from, to, zone, method, longDays, isComplete, last } = task;
  const cut = <Lot>(lots: readonly Lot[]): readonly Lot[] =>
    last === undefined ? lots : lots.slice(Math.max(0, lots.length - last));
  const head = { account, from, to, zone, method, longDays, isComplete, totals };
  const counts = { closedCount: closed.length, openCount: open.length };
  return `${JSON.stringify({ ...head, ...counts, closed: cut(closed), open: cut(open) })}\n`;
}
