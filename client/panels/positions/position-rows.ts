// Rows of the table: a position with what of it is there and what is still to settle.

import { unsettledLots } from '../../../shared/domain/obligations.ts';
import type { ObligationRecord, PositionRecord } from '../../state/account-store.ts';

export interface PositionRow extends PositionRecord {
  /** Lots of the position that have been delivered. */
  readonly settledLots: number;
  /** By value date. */
  readonly owed: readonly ObligationRecord[];
}

/** Positions that are not flat. */
export function positionRows(
  positions: ReadonlyMap<number, PositionRecord>,
  obligations: readonly ObligationRecord[],
): readonly PositionRow[] {
  return [...positions.values()]
    .filter(({ lots }) => lots !== 0)
    .map((position) => {
      const owed = obligations
        .filter(({ instrument, lots }) => instrument === position.instrument && lots !== 0)
        .toSorted((a, b) => a.valueDate - b.valueDate);
      const settledLots = position.lots - unsettledLots(owed, position.instrument);
      return { ...position, settledLots, owed };
    });
}
