// The last bars of one instrument and span, in one growing ring; its newest bar is the one that stands.

import type { Bar } from '../../shared/domain/quote.ts';

/** Numbers per bar, in the order of the wire's bar. */
const STRIDE = 7;
const FIRST_ROOM = 16;
/** A power of two times FIRST_ROOM; older bars come from the bar store. */
const BARS_KEPT = 1024;

export class BarHistory {
  /** Bars that are kept. */
  count = 0;
  #rows = new Float64Array(FIRST_ROOM * STRIDE);
  #room = FIRST_ROOM;
  /** Bars ever added; the newest lies at (total - 1) modulo the room. */
  #total = 0;

  /** Takes a trade into the bar that opens at `openSeconds`: the newest, or a new one. */
  trade(openSeconds: number, ticks: number, lots: number): void {
    if (this.count === 0 || openSeconds > this.openSeconds(this.count - 1)) {
      this.add({
        openSeconds,
        openTicks: ticks,
        highTicks: ticks,
        lowTicks: ticks,
        closeTicks: ticks,
        volumeLots: lots,
        tradeCount: 1,
      });
      return;
    }
    const rows = this.#rows;
    const at = this.#at(this.count - 1);
    if (ticks > rows[at + 2]) rows[at + 2] = ticks;
    if (ticks < rows[at + 3]) rows[at + 3] = ticks;
    rows[at + 4] = ticks;
    rows[at + 5] += lots;
    rows[at + 6] += 1;
  }

  /** A bar newer than all others. */
  add(bar: Bar): void {
    if (this.count === this.#room && this.#room < BARS_KEPT) this.#grow();
    this.#total += 1;
    if (this.count < this.#room) this.count += 1;
    const at = this.#at(this.count - 1);
    this.#rows[at] = bar.openSeconds;
    this.#rows[at + 1] = bar.openTicks;
    this.#rows[at + 2] = bar.highTicks;
    this.#rows[at + 3] = bar.lowTicks;
    this.#rows[at + 4] = bar.closeTicks;
    this.#rows[at + 5] = bar.volumeLots;
    this.#rows[at + 6] = bar.tradeCount;
  }

  /** Start of the bar at `index`, 0 the oldest kept. */
  openSeconds(index: number): number {
    return this.#rows[this.#at(index)];
  }

  read(index: number): Bar {
    const rows = this.#rows;
    const at = this.#at(index);
    return {
      openSeconds: rows[at],
      openTicks: rows[at + 1],
      highTicks: rows[at + 2],
      lowTicks: rows[at + 3],
      closeTicks: rows[at + 4],
      volumeLots: rows[at + 5],
      tradeCount: rows[at + 6],
    };
  }

  /** Index of the first bar that opens at `seconds` or later; `count` when there is none. */
  firstFrom(seconds: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.openSeconds(middle) < seconds) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Kept bars that open before `seconds`, oldest first, at most `most`. */
  before(seconds: number, most: number): Bar[] {
    const end = this.firstFrom(seconds);
    const bars: Bar[] = [];
    for (let index = Math.max(0, end - most); index < end; index++) bars.push(this.read(index));
    return bars;
  }

  #at(index: number): number {
    return ((this.#total - this.count + index) % this.#room) * STRIDE;
  }

  #grow(): void {
    const kept = this.before(Infinity, this.count);
    this.#room *= 2;
    this.#rows = new Float64Array(this.#room * STRIDE);
    this.#total = 0;
    this.count = 0;
    for (const bar of kept) this.add(bar);
  }
}
