// One line of the benchmark report: a goal, what was compared with what, and whether it was met.

export interface BenchRow {
  /** Id of the goal, such as `p:E4`. */
  readonly goal: string;
  readonly what: string;
  readonly figure: string;
  /** Ours over the anchor's in the same run; null where the goal is no ratio. */
  readonly ratio: number | null;
  readonly target: string;
  /** null: could not be decided here, `conditions` says why. */
  readonly met: boolean | null;
  /** Machine, load shape, rounds: what a reader needs to judge the figure. */
  readonly conditions: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
