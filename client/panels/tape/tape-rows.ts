// Which trades of a tape are shown: those of at least a size, the newest first, standing still on demand.

import type { Tape } from '../../state/market-views.ts';

type Trades = Pick<Tape, 'count' | 'lots' | 'tradeId'>;

/** A trade is large from this many average sizes on. */
export const LARGE_TIMES = 3;

/** Places in the tape of the newest `most` trades of at least `least` lots, from the trade `newest` on. */
export function shownTrades(
  tape: Trades,
  least: number,
  most: number,
  newest = Infinity,
): readonly number[] {
  const shown: number[] = [];
  for (let k = 0; k < tape.count && shown.length < most; k++) {
    if (tape.lots(k) >= least && tape.tradeId(k) <= newest) shown.push(k);
  }
  return shown;
}

/** How many trades of at least that size came after a trade. */
export function newerThan(tape: Trades, tradeId: number, least: number): number {
  let count = 0;
  for (let k = 0; k < tape.count && tape.tradeId(k) > tradeId; k++) {
    if (tape.lots(k) >= least) count += 1;
  }
  return count;
}

/** Lots from which on a trade is large; Infinity while there is none to compare with. */
export function largeFrom(tape: Trades): number {
  if (tape.count === 0) return Infinity;
  let sum = 0;
  for (let k = 0; k < tape.count; k++) sum += tape.lots(k);
  return (sum / tape.count) * LARGE_TIMES;
}

/** The smallest size shown, in lots, from what the user wrote in units; 0: all. */
export function leastLots(units: number | undefined, lotStep: number): number {
  return units === undefined || units <= 0 ? 0 : units / lotStep;
}
