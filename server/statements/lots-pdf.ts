// Tax lots as PDF: totals, what was closed, what is open.

import { createLotWriter, type LotText } from './lot-text.ts';
import { LOT_WORDS } from './lot-words.ts';
import type { LotsReport } from './lots-report.ts';
import { grouped, PdfSheets } from './pdf-sheets.ts';
import { PDF_WORDS } from './pdf-words.ts';

/** In points, together the width of a page across; a minus sign aligns right. */
const TOTAL_WIDTHS = [91.89, -134, -134, -134, -134, -134];
const CLOSED_WIDTHS = [78, 84, -82, 60, 60, -38, 56, 42, -87, -87, -87.89];
const OPEN_WIDTHS = [110, 110, -120, 80, 81.89, -130, -130];

export function writeLotsPdf(report: LotsReport): Promise<Uint8Array> {
  const { task, totals, closed, open } = report;
  const { account, from, to, language, zone } = task;
  const [words, shared] = [LOT_WORDS[language], PDF_WORDS[language]];
  const notes = [words.method[task.method], words.longTerm(task.longDays), words.rules];
  const sheets = new PdfSheets({
    ...{ language, isAcross: true, day: to },
    tables: [totals.length, closed.length, ...(task.withOpen ? [open.length] : [])],
    words: {
      ...{ title: words.title, documentTitle: words.documentTitle(account, from, to) },
      ...{ account: shared.account(account), period: words.period(from, to, zone) },
      notes: task.isComplete ? notes : [...notes, words.incomplete],
      ...{ foot: shared.foot(from, to), page: shared.page },
      closing: words.closing(closed.length, open.length),
    },
  });
  drawTotals(sheets, report);
  const texts = createLotWriter(task);
  sheets.table(words.sections.closed, words.closed, CLOSED_WIDTHS);
  for (const lot of closed) sheets.row(closedRow(texts.closed(lot)));
  if (closed.length === 0) sheets.none(words.none.closed);
  if (task.withOpen) {
    sheets.table(words.sections.open, words.open, OPEN_WIDTHS);
    for (const lot of open) sheets.row(openRow(texts.open(lot)));
    if (open.length === 0) sheets.none(words.none.open);
  }
  return sheets.end();
}

function drawTotals(sheets: PdfSheets, { task, totals }: LotsReport): void {
  const words = LOT_WORDS[task.language];
  const { money, codeOf } = createLotWriter(task);
  sheets.table(words.sections.totals, words.totals, TOTAL_WIDTHS);
  for (const { asset, ...sum } of totals) {
    const figures = [sum.costMinor, sum.proceedsMinor, sum.shortTermMinor, sum.longTermMinor];
    const texts = [...figures, sum.openCostMinor].map((minor) => grouped(money(asset, minor)));
    sheets.row([codeOf(asset), ...texts]);
  }
  if (totals.length === 0) sheets.none(words.none.totals);
}

/** What kind of a lot it is: its side, or where it came from or went. */
function kindOf({ what, side, origin, proceeds, closed }: LotText): string {
  if (closed !== '' && proceeds === '') return what;
  return origin === '' ? side : origin;
}

function closedRow(text: LotText): string[] {
  return [
    ...[text.symbol, kindOf(text), grouped(text.quantity), text.openedDay, text.closedDay],
    ...[text.heldDays, text.term, text.currency],
    ...[grouped(text.cost), grouped(text.proceeds), grouped(text.gain)],
  ];
}

function openRow(text: LotText): string[] {
  return [
    ...[text.symbol, kindOf(text), grouped(text.quantity), text.openedDay, text.currency],
    ...[grouped(text.cost), grouped(text.proceeds)],
  ];
}
