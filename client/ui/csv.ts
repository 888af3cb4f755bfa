// Tables as comma-separated text (RFC 4180): dot decimals without grouping and UTC times whatever the
// language; text that a spreadsheet would run as a formula is defused.

import { saveFile } from './save-file.ts';

/** A number, written as a plain decimal or a time: never quoted, never defused. */
export interface Figure {
  readonly figure: string;
}

export type Cell = string | Figure;

/** A spreadsheet takes text that begins like this for a formula; the apostrophe says that it is text. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** What a field says, before it is quoted. */
export function plainText(cell: Cell): string {
  if (typeof cell !== 'string') return cell.figure;
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

function field(cell: Cell): string {
  const text = plainText(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A figure as the screen shows it (`−1,234.50`, `+3`, `–` for none) as a plain decimal. */
export function figure(shown: string): Figure {
  const plain = shown.replaceAll(',', '').replace('−', '-').replace(/^\+/, '');
  return { figure: /^-?\d+(\.\d+)?$/.test(plain) ? plain : '' };
}

/** µs since 1970 as `2026-11-20T15:34:08.218123Z`; empty for no time. */
export function isoTime(micros: number): Figure {
  if (micros <= 0) return { figure: '' };
  const iso = new Date(Math.floor(micros / 1000)).toISOString().slice(0, -1);
  return { figure: `${iso}${String(Math.floor(micros) % 1000).padStart(3, '0')}Z` };
}

/** The mark at the start of the file tells spreadsheets that it is UTF-8. */
export function downloadCsv(name: string, text: string): void {
  saveFile(name, new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
}
