// What an account still has to receive or deliver, by value date and instrument: folded from reports alike
// at the venue and at its clients.

import { LIMITS } from './limits.ts';

export interface OwedRow {
  readonly instrument: number;
  /** Days since 1970. */
  readonly valueDate: number;
  /** To be received; negative: to be delivered. */
  readonly lots: number;
  /** Quote minor units, fees included; negative: to be paid. */
  readonly moneyMinor: number;
}

/** Open: the row as it is now. Settled: what settled when the row of this date was closed. Failed: the row
 * as it is now, with what failed before and is tried again on its date. */
export const OwedState = { open: 0, settled: 1, failed: 2 } as const;

/** Ascends by value date, then instrument. */
export function owedKey({ valueDate, instrument }: OwedRow): number {
  return valueDate * LIMITS.instruments + instrument;
}

/** Takes a report into the rows; a row of nothing is none. */
export function keepOwed(
  rows: Map<number, OwedRow>,
  { instrument, valueDate, lots, moneyMinor, state }: OwedRow & { readonly state: number },
): void {
  const row = { instrument, valueDate, lots, moneyMinor };
  const isNothing = lots === 0 && moneyMinor === 0;
  if (state === OwedState.settled || isNothing) rows.delete(owedKey(row));
  else rows.set(owedKey(row), row);
}

/** Lots of an instrument that are still to come (negative: to go). */
export function unsettledLots(rows: Iterable<OwedRow>, instrument: number): number {
  let lots = 0;
  for (const row of rows) if (row.instrument === instrument) lots += row.lots;
  return lots;
}
