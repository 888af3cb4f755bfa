// A document as PDF on A4: head, tables, foot, and pages that are counted before the first is drawn.
// Deterministic: dates and document id come from the period. Letters and figures are in one of the fourteen
// faces that every reader has, its digits all of one width; Chinese is in a face of its own, of which the
// document carries the characters that it uses.

import PdfKit from 'pdfkit';
import { assert } from '../../shared/domain/assert.ts';
import { createPageFlow, type PageFlow } from './page-flow.ts';
import { drawHeader, drawRow, HEADER_HEIGHT, INK, line, QUIET, ROW_HEIGHT } from './pdf-table.ts';
import { columnsOf, type Column, type Paper } from './pdf-table.ts';
import type { StatementLanguage } from './statement-text.ts';
import { createTextPen, type TextPen } from './text-pen.ts';

const [SHORT, LONG] = [595.28, 841.89];
const MARGIN = 40;
const FOOT = 54;
const TITLE_HEIGHT = 84;
const SECTION_HEIGHT = 24;
const NOTE_HEIGHT = 13;
const GAP = 16;

export interface SheetPlan {
  readonly language: StatementLanguage;
  /** Pages lie on their long side. */
  readonly isAcross: boolean;
  /** The last day of the period: the day of the document. */
  readonly day: string;
  /** Rows of each table, in order: the pages are counted from them. */
  readonly tables: readonly number[];
  readonly words: SheetWords;
}

export interface SheetWords {
  readonly title: string;
  /** Title of the document, for readers that list it. */
  readonly documentTitle: string;
  readonly account: string;
  readonly period: string;
  readonly notes: readonly string[];
  /** Below every page. */
  readonly foot: string;
  readonly page: (page: number, pages: number) => string;
  readonly closing: string;
}

export class PdfSheets implements Paper {
  private readonly plan: SheetPlan;
  readonly pdf: PDFKit.PDFDocument;
  readonly pen: TextPen;
  private readonly flow: PageFlow;
  private readonly chunks: Uint8Array[] = [];
  private readonly done: Promise<void>;
  private readonly size: readonly [number, number];
  private readonly pages: number;
  private columns: readonly Column[] = [];
  private page = 0;
  private drawn = 0;

  constructor(plan: SheetPlan) {
    this.plan = plan;
    this.size = plan.isAcross ? [LONG, SHORT] : [SHORT, LONG];
    this.pages = this.countPages();
    this.flow = createPageFlow(MARGIN, this.size[1] - FOOT);
    const CreationDate = new Date(`${plan.day}T00:00:00Z`);
    this.pdf = new PdfKit({
      ...{ size: 'A4', margin: 0, autoFirstPage: false },
      ...(plan.isAcross ? { layout: 'landscape' as const } : {}),
      lang: plan.language === 'zh' ? 'zh-CN' : 'en',
      info: {
        ...{ Title: plan.words.documentTitle, Author: 'Openbell', Creator: 'Openbell' },
        ...{ Producer: 'Openbell', CreationDate },
      },
    });
    this.pen = createTextPen(this.pdf);
    this.pdf.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
    this.done = new Promise((resolve) => this.pdf.on('end', resolve));
    this.drawOpening();
  }

  /** Begins the next table of the plan; a width below 0 aligns right. */
  table(title: string, headings: readonly string[], widths: readonly number[]): void {
    if (this.columns.length > 0) this.flow.gap(GAP);
    this.columns = columnsOf(MARGIN, headings, widths);
    const { page, y } = this.flow.piece(SECTION_HEIGHT + HEADER_HEIGHT, ROW_HEIGHT);
    this.turnTo(page);
    this.pen.look(11, INK, true);
    this.write(title, y + 6);
    drawHeader(this, this.columns, y + SECTION_HEIGHT);
    this.drawn = 0;
  }

  row(texts: readonly string[]): void {
    const { page, y, headerAgain } = this.flow.row(ROW_HEIGHT, HEADER_HEIGHT);
    this.turnTo(page);
    if (headerAgain) drawHeader(this, this.columns, y - HEADER_HEIGHT);
    drawRow(this, this.columns, texts, y, this.drawn % 2 === 1);
    this.drawn += 1;
  }

  /** In the place of rows. */
  none(words: string): void {
    const { page, y } = this.flow.row(ROW_HEIGHT, HEADER_HEIGHT);
    this.turnTo(page);
    this.pen.look(8, QUIET);
    this.pen.draw(words, MARGIN + 4, y + 3.5);
  }

  async end(): Promise<Uint8Array> {
    const { page, y } = this.flow.piece(ROW_HEIGHT + 6);
    this.turnTo(page);
    line(this.pdf, MARGIN, this.size[0] - MARGIN, y + 3);
    this.pen.look(7.5, QUIET);
    this.write(this.plan.words.closing, y + 8);
    assert(this.page === this.pages, 'the pages were counted as they are drawn');
    this.pdf.end();
    await this.done;
    return Buffer.concat(this.chunks);
  }

  /** The same steps as drawing, without a pen. */
  private countPages(): number {
    const { tables, words } = this.plan;
    const flow = createPageFlow(MARGIN, this.size[1] - FOOT);
    flow.piece(TITLE_HEIGHT + words.notes.length * NOTE_HEIGHT);
    tables.forEach((rows, k) => {
      if (k > 0) flow.gap(GAP);
      flow.piece(SECTION_HEIGHT + HEADER_HEIGHT, ROW_HEIGHT);
      for (let row = 0; row < Math.max(1, rows); row++) flow.row(ROW_HEIGHT, HEADER_HEIGHT);
    });
    flow.piece(ROW_HEIGHT + 6);
    return flow.pages();
  }

  private drawOpening(): void {
    const { title, account, period, notes } = this.plan.words;
    const { page, y } = this.flow.piece(TITLE_HEIGHT + notes.length * NOTE_HEIGHT);
    this.turnTo(page);
    const { pen } = this;
    pen.look(10, QUIET, true);
    this.write('Openbell', y);
    pen.look(20, INK, true);
    this.write(title, y + 18);
    pen.look(9.5, INK);
    this.write(account, y + 46);
    this.write(period, y + 60);
    pen.look(8, QUIET);
    notes.forEach((note, k) => {
      this.write(note, y + TITLE_HEIGHT - 6 + k * NOTE_HEIGHT);
    });
  }

  private write(text: string, y: number): void {
    this.pen.draw(text, MARGIN, y);
  }

  /** Pages are finished as they come, so a long document is not kept in memory as drawings. */
  private turnTo(page: number): void {
    if (page === this.page) return;
    this.page = page;
    this.pdf.addPage();
    const { words } = this.plan;
    this.pen.look(7.5, QUIET);
    const y = this.size[1] - 34;
    this.write(`Openbell · ${words.account} · ${words.foot}`, y);
    const number = words.page(page, this.pages);
    this.pen.draw(number, this.size[0] - MARGIN - this.pen.width(number), y);
  }
}

/** Thousands apart, for people. */
export function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? apart : `${apart}.${fraction}`;
}
