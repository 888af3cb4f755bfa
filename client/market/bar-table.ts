// The bars of one instrument and span on the page: history that was asked for, and live bars on top.

import { BAR_COLUMNS, BARS_HEAD } from '../net/frame-format.ts';
import type { BarRecord } from '../net/worker-protocol.ts';
import type { BarSeries } from '../state/market-views.ts';
import { WatchedTable } from './watched-table.ts';

type Bar = readonly [
  time: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
  trades: number,
];

/** Bars that are asked for at once. */
export const BARS_AT_ONCE = 500;

export interface BarHistory {
  /** Bars that open before `beforeSeconds` (0: the newest), oldest first; undefined: not to be had now. */
  load(beforeSeconds: number): Promise<readonly BarRecord[] | undefined>;
}

export class BarTable extends WatchedTable implements BarSeries {
  readonly spanSeconds: number;
  historyVersion = 0;
  complete = false;
  /** Oldest first. */
  #bars: Bar[] = [];
  /** Generation whose newest bars were asked for, so that nothing of it is missing. */
  #loaded = 0;
  #older: Promise<number> | undefined;
  readonly #history: BarHistory;

  constructor(nowMs: () => number, spanSeconds: number, history: BarHistory) {
    super(nowMs);
    this.spanSeconds = spanSeconds;
    this.#history = history;
  }

  get count(): number {
    return this.#bars.length;
  }

  time(k: number): number {
    return this.#bars[k]?.[0] ?? 0;
  }

  open(k: number): number {
    return this.#bars[k]?.[1] ?? 0;
  }

  high(k: number): number {
    return this.#bars[k]?.[2] ?? 0;
  }

  low(k: number): number {
    return this.#bars[k]?.[3] ?? 0;
  }

  close(k: number): number {
    return this.#bars[k]?.[4] ?? 0;
  }

  volume(k: number): number {
    return this.#bars[k]?.[5] ?? 0;
  }

  /** Live bars of a frame's section. */
  take(numbers: Float64Array, from: number, to: number, aheadMs: number): void {
    this.heard(numbers[from + 1]! + aheadMs);
    for (let at = from + BARS_HEAD; at < to; at += BAR_COLUMNS) {
      this.#put(Array.from(numbers.subarray(at, at + BAR_COLUMNS)) as unknown as Bar);
    }
  }

  /** Loads the newest bars once per generation: between two of them bars were missed. */
  async loadNewest(generation: number): Promise<boolean> {
    if (this.#loaded >= generation) return true;
    const before = this.#loaded;
    const newest = this.time(this.count - 1);
    this.#loaded = generation;
    const bars = await this.#history.load(0);
    if (bars === undefined) {
      this.#loaded = Math.min(before, this.#loaded);
      return false;
    }
    const oldest = bars[0]?.openSeconds ?? 0;
    // More was missed than one answer holds: what lies before the hole is loaded again on demand.
    const hasHole = newest > 0 && bars.length === BARS_AT_ONCE && newest < oldest;
    if (hasHole) this.#bars = this.#bars.filter(([time]) => time >= oldest);
    for (const bar of bars) this.#put(barOf(bar));
    this.complete = (this.complete && !hasHole) || bars.length < BARS_AT_ONCE;
    this.#historyChanged();
    return true;
  }

  loadOlder(): Promise<number> {
    if (this.complete || this.count === 0) return Promise.resolve(0);
    this.#older ??= this.#loadOlder().finally(() => (this.#older = undefined));
    return this.#older;
  }

  async #loadOlder(): Promise<number> {
    const oldest = this.time(0);
    const bars = await this.#history.load(oldest);
    if (bars === undefined || this.time(0) !== oldest) return 0;
    const older = bars.filter(({ openSeconds }) => openSeconds < oldest).map(barOf);
    this.complete = bars.length < BARS_AT_ONCE;
    this.#bars = [...older, ...this.#bars];
    this.#historyChanged();
    return older.length;
  }

  #historyChanged(): void {
    this.historyVersion += 1;
    this.version += 1;
  }

  /** Puts a bar in its place. Of two states of one bar the one with more trades is the newer. */
  #put(bar: Bar): void {
    const bars = this.#bars;
    let at = bars.length - 1;
    while (at >= 0 && bars[at]![0] > bar[0]) at -= 1;
    const isSame = at >= 0 && bars[at]![0] === bar[0];
    if (isSame && bars[at]![6] > bar[6]) return;
    if (isSame) bars[at] = bar;
    else bars.splice(at + 1, 0, bar);
    if (at < bars.length - 3) this.historyVersion += 1;
  }
}

function barOf(record: BarRecord): Bar {
  const { openSeconds, open, high, low, close, volume, trades } = record;
  return [openSeconds, open, high, low, close, volume, trades];
}
