// What the frames of a run say: rates, percentiles, and whether a rate was sustained.

/** What the probe in the page has written down between start and stop; all in ms. */
export interface ProbeRun {
  readonly wallMs: number;
  /** Between one animation frame and the next, by their own timestamps. */
  readonly frames: readonly number[];
  /** Of the oldest figure on the screen, once its frame was painted. */
  readonly ages: readonly number[];
  /** The same when the worker heard of it, and when its frame began: where the time went. */
  readonly heardAges: readonly number[];
  readonly begunAges: readonly number[];
  readonly longTasks: readonly number[];
}

export interface FrameFigures {
  readonly fps: number;
  readonly frameP99Ms: number;
  /** NaN where nothing carried a stamp. */
  readonly ageP99Ms: number;
  readonly heardAgeP99Ms: number;
  readonly begunAgeP99Ms: number;
  readonly longTasks: number;
  readonly longestTaskMs: number;
}

/** Nearest rank: the smallest value that at least this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return NaN;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
}

export function frameFigures(run: ProbeRun): FrameFigures {
  const { wallMs, frames, ages, longTasks } = run;
  return {
    fps: (frames.length * 1000) / wallMs,
    frameP99Ms: percentile(frames, 0.99),
    ageP99Ms: percentile(ages, 0.99),
    heardAgeP99Ms: percentile(run.heardAges, 0.99),
    begunAgeP99Ms: percentile(run.begunAges, 0.99),
    longTasks: longTasks.length,
    longestTaskMs: Math.max(0, ...longTasks),
  };
}

const SUSTAINED = { fps: 59, frameP99Ms: 17, ageP99Ms: 100 } as const;

/** Every frame in time, and what it shows is not old: a page without long tasks may well fail at this. */
type Judged = Pick<FrameFigures, 'fps' | 'frameP99Ms' | 'ageP99Ms'>;

export function isSustained({ fps, frameP99Ms, ageP99Ms }: Judged): boolean {
  if (Number.isNaN(ageP99Ms)) return false;
  return (
    fps >= SUSTAINED.fps && frameP99Ms <= SUSTAINED.frameP99Ms && ageP99Ms <= SUSTAINED.ageP99Ms
  );
}

/** The highest of the ascending rates that was sustained, tried until one is not; 0 when none is. */
export async function highestSustained(
  rates: readonly number[],
  tryRate: (rate: number) => Promise<boolean>,
): Promise<number> {
  let highest = 0;
  for (const rate of rates) {
    if (!(await tryRate(rate))) return highest;
    highest = rate;
  }
  return highest;
}
