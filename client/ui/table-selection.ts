// Which rows of a table are chosen, and where its cursor stands: one, a range, or one by one.

export type RowId = string | number;

export interface Selection {
  readonly cursor: RowId | undefined;
  /** Where a range begins. */
  readonly anchor: RowId | undefined;
  readonly chosen: ReadonlySet<RowId>;
}

/** one: only this row · range: from the anchor to here · toggle: this row more or less · cursor: the
 * cursor walks and the choice stays. */
export type Reach = 'one' | 'range' | 'toggle' | 'cursor';

export const NOTHING_CHOSEN: Selection = {
  cursor: undefined,
  anchor: undefined,
  chosen: new Set(),
};

export function pick(
  selection: Selection,
  ids: readonly RowId[],
  id: RowId,
  reach: Reach,
): Selection {
  if (reach === 'cursor') return { ...selection, cursor: id };
  if (reach === 'toggle') {
    const chosen = new Set(selection.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    return { cursor: id, anchor: id, chosen };
  }
  const from = ids.indexOf(selection.anchor ?? id);
  if (reach === 'one' || from < 0) return { cursor: id, anchor: id, chosen: new Set([id]) };
  const to = ids.indexOf(id);
  const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { cursor: id, anchor: selection.anchor ?? id, chosen: new Set(range) };
}

export function pickAll(selection: Selection, ids: readonly RowId[]): Selection {
  return { ...selection, chosen: new Set(ids) };
}

/** The row that a key leads to; undefined: the key is none of the table's. */
export function nextRow(key: string, at: number, count: number, page = 10): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return Math.min(at + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(at - 1, 0);
  if (key === 'PageDown') return Math.min(at + page, count - 1);
  if (key === 'PageUp') return Math.max(at - page, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
