// CSV as RFC 4180 has it: CRLF, quotes where they are needed; and safe to open in a spreadsheet.

/** First characters that a spreadsheet takes for a formula (ASVS 5.0 1.2.10). */
const FORMULA = /^[=+\-@\t\r\0]/;
/** A plain number is no formula: a debit keeps its sign and can be summed. */
const NUMBER = /^-?\d+(\.\d+)?$/;
const QUOTED = /[",\r\n]/;

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
