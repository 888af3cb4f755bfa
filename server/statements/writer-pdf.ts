// A statement as PDF: balances, positions, postings.

import { formatDecimal } from '../../shared/domain/decimal.ts';
import type { LedgerRow } from '../readmodel/ledger-queries.ts';
import { grouped, PdfSheets } from './pdf-sheets.ts';
import { PDF_WORDS, type PdfWords } from './pdf-words.ts';
import type { StatementHead } from './statement.ts';
import { createPostingWriter, lotsText, type StatementLanguage } from './statement-text.ts';
import type { StatementWriter } from './statement-writer.ts';

/** In points, together the width of the page; a minus sign aligns right. */
const SUMMARY_WIDTHS = [50, -87, -84, -84, -62, -62, -86.28];
const POSITION_WIDTHS = [130, -125, -130, -130.28];
const POSTING_WIDTHS = [92, 62, 150, 41, -80, -90.28];

export function createPdfWriter(head: StatementHead, language: StatementLanguage): StatementWriter {
  const { account, from, to, currencies, positions, postings } = head;
  const words = PDF_WORDS[language];
  const sheets = new PdfSheets({
    ...{ language, isAcross: false, day: to },
    tables: [currencies.length, positions.length, postings],
    words: {
      ...{ title: words.title, documentTitle: words.documentTitle(account, from, to) },
      ...{ account: words.account(account), period: words.period(from, to) },
      notes: head.complete ? [] : [words.incomplete],
      ...{ foot: words.foot(from, to), page: words.page, closing: words.closing(postings) },
    },
  });
  drawSummary(sheets, head, words);
  drawPositions(sheets, head, words);
  sheets.table(words.sections.postings, words.postings, POSTING_WIDTHS);
  const textOf = createPostingWriter(head, language);
  return {
    add(rows: readonly LedgerRow[]) {
      for (const row of rows) {
        const text = textOf(row);
        const time = `${text.time.slice(0, 10)} ${text.time.slice(11, 19)}`;
        sheets.row([
          ...[time, text.cause, words.details(text, grouped), text.currency],
          ...[grouped(text.amount), grouped(text.balance)],
        ]);
      }
    },
    end() {
      if (postings === 0) sheets.none(words.none.postings);
      return sheets.end();
    },
  };
}

function drawSummary(sheets: PdfSheets, { currencies }: StatementHead, words: PdfWords): void {
  sheets.table(words.sections.balances, words.summary, SUMMARY_WIDTHS);
  for (const sum of currencies) {
    const money = (minor: number): string => grouped(formatDecimal(minor, sum.scale));
    sheets.row([
      ...[sum.code, money(sum.openingMinor), money(sum.creditsMinor), money(sum.debitsMinor)],
      ...[money(sum.feesMinor), money(sum.dutiesMinor), money(sum.closingMinor)],
    ]);
  }
  if (currencies.length === 0) sheets.none(words.none.balances);
}

function drawPositions(sheets: PdfSheets, head: StatementHead, words: PdfWords): void {
  const { positions, instruments, assets } = head;
  sheets.table(words.sections.positions, words.positions, POSITION_WIDTHS);
  for (const { instrument, lots, costMinor } of positions) {
    const found = instruments.find(({ id }) => id === instrument)!;
    const quote = assets.find(({ id }) => id === found.quoteAsset)!;
    const ticks = Math.round(Math.abs(costMinor / (lots * found.tickValueMinor)));
    const average = formatDecimal(ticks * found.tickStep, found.priceScale);
    sheets.row([
      ...[found.symbol, grouped(lotsText(lots, found))],
      ...[`${grouped(formatDecimal(costMinor, quote.scale))} ${quote.code}`, grouped(average)],
    ]);
  }
  if (positions.length === 0) sheets.none(words.none.positions);
}
