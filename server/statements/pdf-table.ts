// A table of a PDF statement: columns, a header that comes again on each page, rows of one line.

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
export function columnsOf(left: number, given: readonly (readonly [string, number])[]): Column[] {
  let x = left;
  return given.map(([heading, signed]) => {
    const width = Math.abs(signed);
    const column = { heading, x, width, right: signed < 0 };
    x += width;
    return column;
  });
}

export function drawHeader(pdf: PDFKit.PDFDocument, columns: readonly Column[], y: number): void {
  pdf.font('Helvetica-Bold').fontSize(7.5).fillColor(QUIET);
  for (const column of columns) cell(pdf, column, column.heading, y + 5);
  const last = columns.at(-1)!;
  line(pdf, columns[0]!.x, last.x + last.width, y + HEADER_HEIGHT - 2);
}

export function drawRow(
  pdf: PDFKit.PDFDocument,
  columns: readonly Column[],
  texts: readonly string[],
  y: number,
  look: { readonly striped?: boolean; readonly bold?: boolean } = {},
): void {
  const last = columns.at(-1)!;
  if (look.striped === true) {
    const left = columns[0]!.x;
    pdf.rect(left, y, last.x + last.width - left, ROW_HEIGHT).fill(STRIPE);
  }
  pdf.font(look.bold === true ? 'Helvetica-Bold' : 'Helvetica').fontSize(SIZE);
  pdf.fillColor(INK);
  columns.forEach((column, k) => {
    cell(pdf, column, texts[k] ?? '', y + 3.5);
  });
}

export function line(pdf: PDFKit.PDFDocument, from: number, to: number, y: number): void {
  pdf.moveTo(from, y).lineTo(to, y).lineWidth(0.6).stroke(RULE);
}

const PAD = 4;

function cell(pdf: PDFKit.PDFDocument, column: Column, text: string, y: number): void {
  if (text === '') return;
  const fitted = fit(pdf, text, column.width - 2 * PAD);
  const width = pdf.widthOfString(fitted);
  const x = column.right === true ? column.x + column.width - PAD - width : column.x + PAD;
  pdf.text(fitted, x, y, { lineBreak: false });
}

/** Cut with an ellipsis where it is wider than its column. Figures never are: see the widths. */
function fit(pdf: PDFKit.PDFDocument, text: string, room: number): string {
  if (pdf.widthOfString(text) <= room) return text;
  let kept = text;
  while (kept.length > 1 && pdf.widthOfString(`${kept}…`) > room) kept = kept.slice(0, -1);
  return `${kept}…`;
}
