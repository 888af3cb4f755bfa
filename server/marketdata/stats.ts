// Rolling 24 hours of one instrument in steps of a minute.

import type { Stats } from '../../shared/domain/quote.ts';
import type { StoredBar } from './bar-store.ts';

export const WINDOW_MINUTES = 1440;
const MICROS_PER_MINUTE = 60_000_000;
/** Numbers per minute: minute, open, high, low, volume, turnover, trades. */
const STRIDE = 7;

/** Figures over the minutes m - 1439 … m, m the newest minute that `roll` or a trade has named. */
export class RollingStats {
  readonly now: Stats = {
    openTicks: 0,
    highTicks: 0,
    lowTicks: 0,
    lastTicks: 0,
    volumeLots: 0,
    turnoverTickLots: 0,
    tradeCount: 0,
  };
  /** Made with the first trade: most instruments of a large venue trade seldom. */
  #minutes: Float64Array | undefined;
  #newest = 0;
  /** Oldest minute that may still hold trades. */
  #oldest = 0;

  trade(ticks: number, lots: number, timeMicros: number): void {
    const minute = Math.floor(timeMicros / MICROS_PER_MINUTE);
    this.#take(minute, ticks, ticks, ticks, ticks, lots, ticks * lots, 1);
  }

  /** The last price when there was no trade in the window, from a state dump. */
  last(ticks: number): void {
    this.now.lastTicks = ticks;
  }

  /** Takes stored bars of one minute, oldest first, in place of everything. */
  warm(stored: readonly StoredBar[]): void {
    if (stored.length === 0) return;
    const newest = this.#newest;
    this.clear();
    for (const bar of stored) {
      this.#take(
        bar.openSeconds / 60,
        bar.openTicks,
        bar.highTicks,
        bar.lowTicks,
        bar.closeTicks,
        bar.volumeLots,
        bar.turnoverTickLots,
        bar.tradeCount,
      );
    }
    this.roll(newest);
  }

  /** Time has come to this minute. True when trades left the window. */
  roll(minute: number): boolean {
    if (minute <= this.#newest) return false;
    this.#newest = minute;
    const { now } = this;
    const before = now.tradeCount;
    const first = minute - WINDOW_MINUTES + 1;
    if (before === 0) this.#oldest = minute;
    let extremes = false;
    for (; this.#oldest < first && now.tradeCount > 0; this.#oldest++) {
      extremes = this.#drop(this.#oldest) || extremes;
    }
    if (now.tradeCount === before) return false;
    this.#refresh(extremes);
    return true;
  }

  #take(
    minute: number,
    open: number,
    high: number,
    low: number,
    close: number,
    lots: number,
    turnover: number,
    trades: number,
  ): void {
    this.roll(minute);
    this.#minutes ??= new Float64Array(WINDOW_MINUTES * STRIDE);
    const { now } = this;
    if (now.tradeCount === 0) {
      this.#oldest = minute;
      now.openTicks = open;
    }
    const rows = this.#minutes;
    const at = (minute % WINDOW_MINUTES) * STRIDE;
    const empty = rows[at + 6] === 0;
    rows[at] = minute;
    if (empty) rows[at + 1] = open;
    if (empty || high > rows[at + 2]) rows[at + 2] = high;
    if (empty || low < rows[at + 3]) rows[at + 3] = low;
    rows[at + 4] += lots;
    rows[at + 5] += turnover;
    rows[at + 6] += trades;
    if (high > now.highTicks) now.highTicks = high;
    if (now.lowTicks === 0 || low < now.lowTicks) now.lowTicks = low;
    now.lastTicks = close;
    now.volumeLots += lots;
    now.turnoverTickLots += turnover;
    now.tradeCount += trades;
  }

  /** Takes a minute out. True when it may have held the highest or lowest price. */
  #drop(minute: number): boolean {
    const rows = this.#minutes!;
    const at = (minute % WINDOW_MINUTES) * STRIDE;
    if (rows[at + 6] === 0 || rows[at] !== minute) return false;
    const { now } = this;
    now.volumeLots -= rows[at + 4];
    now.turnoverTickLots -= rows[at + 5];
    now.tradeCount -= rows[at + 6];
    const extreme = rows[at + 2] === now.highTicks || rows[at + 3] === now.lowTicks;
    rows.fill(0, at, at + STRIDE);
    return extreme;
  }

  /** The open of the window moved on; the extremes only when a minute with one of them left. */
  #refresh(extremes: boolean): void {
    const { now } = this;
    const rows = this.#kept();
    now.openTicks = rows.length === 0 ? 0 : rows[0][1];
    if (!extremes) return;
    now.highTicks = 0;
    now.lowTicks = 0;
    for (const row of rows) {
      if (row[2] > now.highTicks) now.highTicks = row[2];
      if (now.lowTicks === 0 || row[3] < now.lowTicks) now.lowTicks = row[3];
    }
  }

  /** Minutes with trades, oldest first. */
  #kept(): Float64Array[] {
    const kept: Float64Array[] = [];
    if (this.#minutes === undefined || this.now.tradeCount === 0) return kept;
    for (let minute = this.#oldest; minute <= this.#newest; minute++) {
      const at = (minute % WINDOW_MINUTES) * STRIDE;
      const row = this.#minutes.subarray(at, at + STRIDE);
      if (row[6] > 0 && row[0] === minute) kept.push(row);
    }
    return kept;
  }

  clear(): void {
    this.#minutes = undefined;
    this.#newest = 0;
    const { now } = this;
    now.openTicks = now.highTicks = now.lowTicks = now.lastTicks = 0;
    now.volumeLots = now.turnoverTickLots = now.tradeCount = 0;
  }
}
