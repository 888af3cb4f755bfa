// A statement as PDF on A4. Deterministic: dates and document id come from the period. Letters and figures are
// in one of the fourteen faces that every reader has, its digits all of one width; Chinese is in a face of its
// own, of which the document carries the characters that it uses.

import PdfKit from 'pdfkit';
import { assert } from '../../shared/domain/assert.ts';
import { formatDecimal } from '../../shared/domain/decimal.ts';
import type { LedgerRow } from '../readmodel/ledger-queries.ts';
import { createPageFlow, type PageFlow } from './page-flow.ts';
import {
  columnsOf,
  drawHeader,
  drawRow,
  HEADER_HEIGHT,
  INK,
  line,
  QUIET,
  ROW_HEIGHT,
  type Column,
  type Paper,
} from './pdf-table.ts';
import { PDF_WORDS, type PdfWords } from './pdf-words.ts';
import type { StatementHead } from './statement.ts';
import { createPostingWriter, lotsText, type StatementLanguage } from './statement-text.ts';
import type { StatementWriter } from './statement-writer.ts';
import { createTextPen, type TextPen } from './text-pen.ts';

const [WIDTH, HEIGHT, MARGIN] = [595.28, 841.89, 40];
const RIGHT = WIDTH - MARGIN;
const BOTTOM = HEIGHT - 54;
const TITLE_HEIGHT = 84;
const SECTION_HEIGHT = 24;
const NOTE_HEIGHT = 13;
const GAP = 16;

/** In points, together the width of the page; a minus sign aligns right. */
const SUMMARY_WIDTHS = [65, -95, -92, -92, -76, -95.28];
const POSITION_WIDTHS = [130, -125, -130, -130.28];
const POSTING_WIDTHS = [94, 48, 158, 45, -80, -90.28];

export function createPdfWriter(head: StatementHead, language: StatementLanguage): StatementWriter {
  return new PdfStatement(head, language);
}

class PdfStatement implements StatementWriter {
  private readonly head: StatementHead;
  private readonly pdf: PDFKit.PDFDocument;
  private readonly chunks: Uint8Array[] = [];
  private readonly done: Promise<void>;
  private readonly flow: PageFlow;
  private readonly words: PdfWords;
  private readonly pen: TextPen;
  private readonly notes: readonly string[];
  private readonly postings: readonly Column[];
  private readonly pages: number;
  private readonly textOf: ReturnType<typeof createPostingWriter>;
  private page = 0;
  private drawn = 0;

  constructor(head: StatementHead, language: StatementLanguage) {
    this.head = head;
    this.words = PDF_WORDS[language];
    this.notes = head.complete ? [] : [this.words.incomplete];
    this.postings = columnsOf(MARGIN, this.words.postings, POSTING_WIDTHS);
    this.pages = this.countPages();
    this.flow = createPageFlow(MARGIN, BOTTOM);
    this.textOf = createPostingWriter(head, language);
    const CreationDate = new Date(`${head.to}T00:00:00Z`);
    const Title = this.words.documentTitle(head.account, head.from, head.to);
    this.pdf = new PdfKit({
      ...{ size: 'A4', margin: 0, autoFirstPage: false, lang: language === 'zh' ? 'zh-CN' : 'en' },
      info: { Title, Author: 'Openbell', Creator: 'Openbell', Producer: 'Openbell', CreationDate },
    });
    this.pen = createTextPen(this.pdf);
    this.pdf.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
    this.done = new Promise((resolve) => this.pdf.on('end', resolve));
    this.drawOpening();
  }

  add(rows: readonly LedgerRow[]): void {
    for (const row of rows) this.drawPosting(row);
  }

  async end(): Promise<Uint8Array> {
    if (this.head.postings === 0) this.drawNone(this.words.none.postings);
    const { page, y } = this.flow.piece(ROW_HEIGHT + 6);
    this.turnTo(page);
    line(this.pdf, MARGIN, RIGHT, y + 3);
    this.pen.look(7.5, QUIET);
    this.write(this.words.closing(this.head.postings), y + 8);
    assert(this.page === this.pages, 'the pages were counted as they are drawn');
    this.pdf.end();
    await this.done;
    return Buffer.concat(this.chunks);
  }

  /** The same steps as drawing, without a pen. */
  private countPages(): number {
    const { currencies, positions, postings } = this.head;
    const flow = createPageFlow(MARGIN, BOTTOM);
    flow.piece(TITLE_HEIGHT + this.notes.length * NOTE_HEIGHT);
    for (const rows of [currencies.length, positions.length, postings]) {
      flow.piece(SECTION_HEIGHT + HEADER_HEIGHT, ROW_HEIGHT);
      for (let k = 0; k < Math.max(1, rows); k++) flow.row(ROW_HEIGHT, HEADER_HEIGHT);
      flow.gap(GAP);
    }
    // The last table has no gap but the closing line under it.
    flow.gap(-GAP);
    flow.piece(ROW_HEIGHT + 6);
    return flow.pages();
  }

  private drawOpening(): void {
    const { account, from, to } = this.head;
    const { page, y } = this.flow.piece(TITLE_HEIGHT + this.notes.length * NOTE_HEIGHT);
    this.turnTo(page);
    const { pen, words } = this;
    pen.look(10, QUIET, true);
    this.write('Openbell', y);
    pen.look(20, INK, true);
    this.write(words.title, y + 18);
    pen.look(9.5, INK);
    this.write(words.account(account), y + 46);
    this.write(words.period(from, to), y + 60);
    pen.look(8, QUIET);
    this.notes.forEach((note, k) => {
      this.write(note, y + TITLE_HEIGHT - 6 + k * NOTE_HEIGHT);
    });
    this.drawSummary();
    this.drawPositions();
    this.section(words.sections.postings, this.postings);
  }

  private drawSummary(): void {
    const { sections, none, summary } = this.words;
    const columns = columnsOf(MARGIN, summary, SUMMARY_WIDTHS);
    this.section(sections.balances, columns);
    for (const sum of this.head.currencies) {
      const money = (minor: number): string => grouped(formatDecimal(minor, sum.scale));
      this.row(columns, [
        ...[sum.code, money(sum.openingMinor), money(sum.creditsMinor), money(sum.debitsMinor)],
        ...[money(sum.feesMinor), money(sum.closingMinor)],
      ]);
    }
    if (this.head.currencies.length === 0) this.drawNone(none.balances);
    this.flow.gap(GAP);
  }

  private drawPositions(): void {
    const { positions, instruments, assets } = this.head;
    const { words } = this;
    const columns = columnsOf(MARGIN, words.positions, POSITION_WIDTHS);
    this.section(words.sections.positions, columns);
    for (const { instrument, lots, costMinor } of positions) {
      const found = instruments.find(({ id }) => id === instrument)!;
      const quote = assets.find(({ id }) => id === found.quoteAsset)!;
      const ticks = Math.round(Math.abs(costMinor / (lots * found.tickValueMinor)));
      const average = formatDecimal(ticks * found.tickStep, found.priceScale);
      this.row(columns, [
        ...[found.symbol, grouped(lotsText(lots, found))],
        ...[`${grouped(formatDecimal(costMinor, quote.scale))} ${quote.code}`, grouped(average)],
      ]);
    }
    if (positions.length === 0) this.drawNone(words.none.positions);
    this.flow.gap(GAP);
  }

  private drawPosting(row: LedgerRow): void {
    const text = this.textOf(row);
    const details = this.words.details(text, grouped);
    const time = `${text.time.slice(0, 10)} ${text.time.slice(11, 19)}`;
    this.row(this.postings, [
      ...[time, text.cause, details, text.currency],
      ...[grouped(text.amount), grouped(text.balance)],
    ]);
  }

  private drawNone(words: string): void {
    const { page, y } = this.flow.row(ROW_HEIGHT, HEADER_HEIGHT);
    this.turnTo(page);
    this.pen.look(8, QUIET);
    this.pen.draw(words, MARGIN + 4, y + 3.5);
  }

  private section(title: string, columns: readonly Column[]): void {
    const { page, y } = this.flow.piece(SECTION_HEIGHT + HEADER_HEIGHT, ROW_HEIGHT);
    this.turnTo(page);
    this.pen.look(11, INK, true);
    this.write(title, y + 6);
    drawHeader(this.paper(), columns, y + SECTION_HEIGHT);
    this.drawn = 0;
  }

  private row(columns: readonly Column[], texts: readonly string[]): void {
    const { page, y, headerAgain } = this.flow.row(ROW_HEIGHT, HEADER_HEIGHT);
    this.turnTo(page);
    if (headerAgain) drawHeader(this.paper(), columns, y - HEADER_HEIGHT);
    drawRow(this.paper(), columns, texts, y, this.drawn % 2 === 1);
    this.drawn += 1;
  }

  private write(text: string, y: number): void {
    this.pen.draw(text, MARGIN, y);
  }

  private paper(): Paper {
    return { pdf: this.pdf, pen: this.pen };
  }

  /** Pages are finished as they come, so a long statement is not kept in memory as drawings. */
  private turnTo(page: number): void {
    if (page === this.page) return;
    this.page = page;
    this.pdf.addPage();
    const { account, from, to } = this.head;
    const { words, pen } = this;
    pen.look(7.5, QUIET);
    const y = HEIGHT - 34;
    this.write(`Openbell · ${words.account(account)} · ${words.foot(from, to)}`, y);
    const number = words.page(page, this.pages);
    pen.draw(number, RIGHT - pen.width(number), y);
  }
}

/** Thousands apart, for people. */
function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? apart : `${apart}.${fraction}`;
}
