// How many orders the worker and its pages keep: a day of ten thousand must not slow down the next one, and
// history has the rest, page by page.

import type { OrderRow } from './order-row.ts';

export const ROWS_KEPT = 2_000;

/** Working, or on its way there: a cancel makes sense. */
export function isWorking({ stage }: OrderRow): boolean {
  return stage === 'open' || stage === 'pending' || stage === 'received' || stage === 'unknown';
}

/** Drops the oldest that have ended until at most `kept` are left; what works stays in any case. */
export function dropOldest(rows: Map<number, OrderRow>, kept = ROWS_KEPT): void {
  let over = rows.size - kept;
  for (const [id, row] of rows) {
    if (over <= 0) return;
    if (isWorking(row)) continue;
    rows.delete(id);
    over -= 1;
  }
}
