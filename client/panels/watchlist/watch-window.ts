// Which rows of a long list are drawn, and where a key leads in it.

export interface RowWindow {
  readonly first: number;
  readonly count: number;
}

/** The window moves in steps, so that scrolling by a row draws nothing anew. */
const STEP = 8;

export function windowOf(
  scrollTop: number,
  height: number,
  rowHeight: number,
  rows: number,
): RowWindow {
  const topmost = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const inSight = Math.ceil(height / rowHeight) + 1;
  const first = Math.max(0, Math.floor(topmost / STEP) * STEP - STEP);
  const last = Math.ceil((topmost + inSight) / STEP) * STEP + STEP;
  const from = Math.min(first, rows);
  return { first: from, count: Math.min(last, rows) - from };
}

/** The row that a key leads to; undefined: the key does not move. */
export function rowAfterKey(
  key: string,
  at: number,
  rows: number,
  page: number,
): number | undefined {
  if (rows === 0) return undefined;
  const within = (row: number) => Math.max(0, Math.min(rows - 1, row));
  if (key === 'ArrowDown') return within(at + 1);
  if (key === 'ArrowUp') return within(at - 1);
  if (key === 'PageDown') return within(at + page);
  if (key === 'PageUp') return within(at - page);
  if (key === 'Home') return 0;
  return key === 'End' ? rows - 1 : undefined;
}

/** The next row after `at` whose name begins with what was typed; around the end, `at` itself last.
 * While more letters are typed the row at hand may stay. */
export function rowTyped(names: readonly string[], typed: string, at: number): number | undefined {
  const wanted = fold(typed);
  if (wanted === '') return undefined;
  const start = typed.length > 1 ? Math.max(0, at) : at + 1;
  for (let k = 0; k < names.length; k++) {
    const row = (start + k) % names.length;
    if (fold(names[row]!).startsWith(wanted)) return row;
  }
  return undefined;
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[\s/\-_.]+/g, '');
}
