// A statement as PDF on A4. Deterministic: dates and document id come from the period, the typeface is one
// of the fourteen that every reader has, its digits are all of one width.
//
// Chinese needs a typeface that none of the packages brings: such a statement is in English and says so.

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
} from './pdf-table.ts';
import type { StatementHead } from './statement.ts';
import { createPostingWriter, lotsText, type StatementLanguage } from './statement-text.ts';
import type { StatementWriter } from './statement-writer.ts';

const [WIDTH, HEIGHT, MARGIN] = [595.28, 841.89, 40];
const RIGHT = WIDTH - MARGIN;
const BOTTOM = HEIGHT - 54;
const TITLE_HEIGHT = 84;
const SECTION_HEIGHT = 24;
const NOTE_HEIGHT = 13;
const GAP = 16;

const SUMMARY = columnsOf(MARGIN, [
  ...([['Currency', 65], ['Opening', -95], ['Credits', -92]] as const),
  ...([['Debits', -92], ['of which fees', -76], ['Closing', -95.28]] as const),
]); // prettier-ignore
const POSITIONS = columnsOf(MARGIN, [
  ...([['Instrument', 130], ['Quantity', -125], ['Cost', -130]] as const),
  ...([['Average price', -130.28]] as const),
]); // prettier-ignore
const POSTINGS = columnsOf(MARGIN, [
  ...([['Time (UTC)', 94], ['Type', 48], ['Details', 158]] as const),
  ...([['Currency', 45], ['Amount', -80], ['Balance', -90.28]] as const),
]); // prettier-ignore

const NO_TYPEFACE =
  'A statement in Chinese was asked for; this server has no typeface for it, so the terms are in English.';
const INCOMPLETE =
  'The ledger of this server begins later than the account: opening balances lack what was before.';

export function createPdfWriter(head: StatementHead, language: StatementLanguage): StatementWriter {
  return new PdfStatement(head, language === 'zh' ? [NO_TYPEFACE] : []);
}

class PdfStatement implements StatementWriter {
  private readonly head: StatementHead;
  private readonly pdf: PDFKit.PDFDocument;
  private readonly chunks: Uint8Array[] = [];
  private readonly done: Promise<void>;
  private readonly flow: PageFlow;
  private readonly notes: readonly string[];
  private readonly pages: number;
  private readonly textOf: ReturnType<typeof createPostingWriter>;
  private page = 0;
  private drawn = 0;

  constructor(head: StatementHead, notes: readonly string[]) {
    this.head = head;
    this.notes = head.complete ? notes : [...notes, INCOMPLETE];
    this.pages = this.countPages();
    this.flow = createPageFlow(MARGIN, BOTTOM);
    this.textOf = createPostingWriter(head, 'en');
    const CreationDate = new Date(`${head.to}T00:00:00Z`);
    const Title = `Statement of account ${String(head.account)}, ${head.from} to ${head.to}`;
    this.pdf = new PdfKit({
      ...{ size: 'A4', margin: 0, autoFirstPage: false, lang: 'en' },
      info: { Title, Author: 'Openbell', Creator: 'Openbell', Producer: 'Openbell', CreationDate },
    });
    this.pdf.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
    this.done = new Promise((resolve) => this.pdf.on('end', resolve));
    this.drawOpening();
  }

  add(rows: readonly LedgerRow[]): void {
    for (const row of rows) this.drawPosting(row);
  }

  async end(): Promise<Uint8Array> {
    if (this.head.postings === 0) this.drawNone('No postings in this period.');
    const { page, y } = this.flow.piece(ROW_HEIGHT + 6);
    this.turnTo(page);
    line(this.pdf, MARGIN, RIGHT, y + 3);
    this.pdf.font('Helvetica').fontSize(7.5).fillColor(QUIET);
    this.write(`${String(this.head.postings)} postings, recomputed from the cash ledger.`, y + 8);
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
    const { pdf } = this;
    pdf.font('Helvetica-Bold').fontSize(10).fillColor(QUIET);
    this.write('Openbell', y);
    pdf.fontSize(20).fillColor(INK);
    this.write('Account statement', y + 18);
    pdf.font('Helvetica').fontSize(9.5).fillColor(INK);
    this.write(`Account ${String(account)}`, y + 46);
    this.write(`${from} to ${to}, both days included (UTC)`, y + 60);
    pdf.fontSize(8).fillColor(QUIET);
    this.notes.forEach((note, k) => {
      this.write(note, y + TITLE_HEIGHT - 6 + k * NOTE_HEIGHT);
    });
    this.drawSummary();
    this.drawPositions();
    this.section('Postings', POSTINGS);
  }

  private drawSummary(): void {
    this.section('Balances', SUMMARY);
    for (const sum of this.head.currencies) {
      const money = (minor: number): string => grouped(formatDecimal(minor, sum.scale));
      this.row(SUMMARY, [
        ...[sum.code, money(sum.openingMinor), money(sum.creditsMinor), money(sum.debitsMinor)],
        ...[money(sum.feesMinor), money(sum.closingMinor)],
      ]);
    }
    if (this.head.currencies.length === 0) this.drawNone('No balances.');
    this.flow.gap(GAP);
  }

  private drawPositions(): void {
    const { positions, instruments, assets } = this.head;
    this.section('Positions at the end of the period', POSITIONS);
    for (const { instrument, lots, costMinor } of positions) {
      const found = instruments.find(({ id }) => id === instrument)!;
      const quote = assets.find(({ id }) => id === found.quoteAsset)!;
      const ticks = Math.round(Math.abs(costMinor / (lots * found.tickValueMinor)));
      const average = formatDecimal(ticks * found.tickStep, found.priceScale);
      this.row(POSITIONS, [
        ...[found.symbol, grouped(lotsText(lots, found))],
        ...[`${grouped(formatDecimal(costMinor, quote.scale))} ${quote.code}`, grouped(average)],
      ]);
    }
    if (positions.length === 0) this.drawNone('No open positions.');
    this.flow.gap(GAP);
  }

  private drawPosting(row: LedgerRow): void {
    const text = this.textOf(row);
    const details =
      text.symbol === ''
        ? `Reference ${text.reference}`
        : `${text.side} ${grouped(text.quantity)} ${text.symbol} at ${grouped(text.price)}`;
    const time = `${text.time.slice(0, 10)} ${text.time.slice(11, 19)}`;
    this.row(POSTINGS, [
      ...[time, text.cause, details, text.currency],
      ...[grouped(text.amount), grouped(text.balance)],
    ]);
  }

  private drawNone(words: string): void {
    const { page, y } = this.flow.row(ROW_HEIGHT, HEADER_HEIGHT);
    this.turnTo(page);
    this.pdf.font('Helvetica').fontSize(8).fillColor(QUIET);
    this.pdf.text(words, MARGIN + 4, y + 3.5, { lineBreak: false });
  }

  private section(title: string, columns: readonly Column[]): void {
    const { page, y } = this.flow.piece(SECTION_HEIGHT + HEADER_HEIGHT, ROW_HEIGHT);
    this.turnTo(page);
    this.pdf.font('Helvetica-Bold').fontSize(11).fillColor(INK);
    this.write(title, y + 6);
    drawHeader(this.pdf, columns, y + SECTION_HEIGHT);
    this.drawn = 0;
  }

  private row(columns: readonly Column[], texts: readonly string[]): void {
    const { page, y, headerAgain } = this.flow.row(ROW_HEIGHT, HEADER_HEIGHT);
    this.turnTo(page);
    if (headerAgain) drawHeader(this.pdf, columns, y - HEADER_HEIGHT);
    drawRow(this.pdf, columns, texts, y, { striped: this.drawn % 2 === 1 });
    this.drawn += 1;
  }

  private write(text: string, y: number): void {
    this.pdf.text(text, MARGIN, y, { lineBreak: false });
  }

  /** Pages are finished as they come, so a long statement is not kept in memory as drawings. */
  private turnTo(page: number): void {
    if (page === this.page) return;
    this.page = page;
    this.pdf.addPage();
    const { account, from, to } = this.head;
    this.pdf.font('Helvetica').fontSize(7.5).fillColor(QUIET);
    const y = HEIGHT - 34;
    this.write(`Openbell · Account ${String(account)} · ${from} to ${to}`, y);
    const number = `Page ${String(page)} of ${String(this.pages)}`;
    const x = RIGHT - this.pdf.widthOfString(number);
    this.pdf.text(number, x, y, { lineBreak: false });
  }
}

/** Thousands apart, for people. */
function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? apart : `${apart}.${fraction}`;
}
