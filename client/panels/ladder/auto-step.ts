// How many ticks a row of the ladder has: the user's choice, or the smallest step with which both sides of
// the market stand in the window. The automatic one changes only when the market leaves a window that
// nobody holds, or when the user asks.

import { Side } from '../../../shared/domain/order.ts';
import { groupOf, readStep, STEPS, type Step } from '../../../shared/domain/tick-groups.ts';
import {
  bestOf,
  followMarket,
  marketIsAway,
  rowOf,
  rowsAround,
  type LadderRows,
  type TwoSides,
} from './ladder-window.ts';

export type ChosenStep = Step | 'auto';

/** Rows that an automatic step leaves free on each side of the spread: a quarter of them shows depth. */
const spareOf = (count: number) => Math.floor(count / 4);

/** Both best prices, or the one there is, stand within the rows, that many rows from the edges. */
function holdsMarket(rows: LadderRows, { bids, asks }: TwoSides, spare: number): boolean {
  const isInside = (group: number) => {
    const row = rowOf(rows, group);
    return row >= spare && row <= rows.count - 1 - spare;
  };
  return (
    (bids.count === 0 || isInside(groupOf(bids.ticks(0), Side.buy, rows.step))) &&
    (asks.count === 0 || isInside(groupOf(asks.ticks(0), Side.sell, rows.step)))
  );
}

/** The largest step where none is large enough. */
export function autoStep(book: TwoSides, count: number): Step {
  const middle = bestOf(book);
  const fits = (step: Step) => holdsMarket(rowsAround(middle, count, step), book, spareOf(count));
  return STEPS.find(fits) ?? STEPS.at(-1)!;
}

export interface RowsWish {
  readonly book: TwoSides;
  readonly chosen: ChosenStep;
  /** Pointer, focus or a mark in the hand is inside. */
  readonly held: boolean;
  /** The user wants the market in the middle, and the automatic step chosen anew. */
  readonly centring: boolean;
}

/** The rows that should be shown next; the same object when nothing moves. */
export function nextRows(rows: LadderRows, { book, chosen, held, centring }: RowsWish): LadderRows {
  const best = bestOf(book);
  const step = chosen === 'auto' ? rows.step : chosen;
  if (best <= 0) {
    if (step === rows.step) return rows;
    return { ...rows, step, top: Math.floor(rows.top / step) * step };
  }
  if (centring || rows.top === 0 || step !== rows.step) {
    const wanted = chosen === 'auto' ? autoStep(book, rows.count) : step;
    return rowsAround(best, rows.count, wanted);
  }
  if (chosen !== 'auto') return followMarket(rows, best, held);
  if (held || (marketIsAway(rows, best) === 0 && holdsMarket(rows, book, 0))) return rows;
  const next = rowsAround(best, rows.count, autoStep(book, rows.count));
  // With a spread that no step takes in, the window moves only as far as the middle does.
  return marketIsAway(rows, best) !== 0 || holdsMarket(next, book, 0) ? next : rows;
}

/** What the panel's parameters keep: a step by symbol; a symbol that is not there is automatic. */
export function readLadderStep(
  params: Readonly<Record<string, unknown>>,
  symbol: string,
): ChosenStep {
  return readStep(keptSteps(params)[symbol]) ?? 'auto';
}

export function withLadderStep(
  params: Readonly<Record<string, unknown>>,
  symbol: string,
  chosen: ChosenStep,
): Record<string, unknown> {
  const { [symbol]: _before, ...others } = keptSteps(params);
  return { ...params, steps: chosen === 'auto' ? others : { ...others, [symbol]: chosen } };
}

function keptSteps(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { steps } = params;
  return typeof steps === 'object' && steps !== null ? { ...steps } : {};
}
