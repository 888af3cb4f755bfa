// A table of a PDF statement: columns, a header that comes again on each page, rows of one line.

import type { TextPen } from './text-pen.ts';

/** The document, and the pen that writes in it. */
export interface Paper {
  readonly pdf: PDFKit.PDFDocument;
  readonly pen: TextPen;
}

export interface Column {
  readonly heading: string;
  /** Left edge and width in points. */
  readonly x: number;
  readonly width: number;
  readonly right?: boolean;
}

export const INK = '#1b1f27';
export const QUIET = '#5d6675';
const RULE = '#c9ced6';
const STRIPE = '#f4f6f8';
export const HEADER_HEIGHT = 18;
export const ROW_HEIGHT = 14.5;
const SIZE = 8;

/** Columns side by side from `left`, by width; a minus sign aligns right: figures. */
export function columnsOf(
  left: number,
  headings: readonly string[],
  widths: readonly number[],
): Column[] {
  let x = left;
  return widths.map((signed, k) => {
    const width = Math.abs(signed);
    const column = { heading: headings[k] ?? '', x, width, right: signed < 0 };
    x += width;
    return column;
  });
}

export function drawHeader({ pdf, pen }: Paper, columns: readonly Column[], y: number): void {
  pen.look(7.5, QUIET, true);
  for (const column of columns) cell(pen, column, column.heading, y + 5);
  const last = columns.at(-1)!;
  line(pdf, columns[0]!.x, last.x + last.width, y + HEADER_HEIGHT - 2);
}

export function drawRow(
  { pdf, pen }: Paper,
  columns: readonly Column[],
  texts: readonly string[],
  y: number,
  isStriped: boolean,
): void {
  const last = columns.at(-1)!;
  if (isStriped) {
    const left = columns[0]!.x;
    pdf.rect(left, y, last.x + last.width - left, ROW_HEIGHT).fill(STRIPE);
  }
  pen.look(SIZE, INK);
  columns.forEach((column, k) => {
    cell(pen, column, texts[k] ?? '', y + 3.5);
  });
}

export function line(pdf: PDFKit.PDFDocument, from: number, to: number, y: number): void {
  pdf.moveTo(from, y).lineTo(to, y).lineWidth(0.6).stroke(RULE);
}

const PAD = 4;

function cell(pen: TextPen, column: Column, text: string, y: number): void {
  if (text === '') return;
  const fitted = fit(pen, text, column.width - 2 * PAD);
  const x =
    column.right === true ? column.x + column.width - PAD - pen.width(fitted) : column.x + PAD;
  pen.draw(fitted, x, y);
}

/** Cut with an ellipsis where it is wider than its column. Figures never are: see the widths. */
function fit(pen: TextPen, text: string, room: number): string {
  if (pen.width(text) <= room) return text;
  const kept = [...text];
  while (kept.length > 1 && pen.width(`${kept.join('')}…`) > room) kept.pop();
  return `${kept.join('')}…`;
}
