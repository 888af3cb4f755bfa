// One watched tape on the page: a ring of the newest trades.

import { TAPE_HEAD, TRADE_COLUMNS } from '../net/frame-format.ts';
import type { Tape } from '../state/market-views.ts';
import { WatchedTable } from './watched-table.ts';

const CAPACITY = 512;

export class TapeTable extends WatchedTable implements Tape {
  readonly capacity = CAPACITY;
  count = 0;
  total = 0;
  #generation = -1;
  /** Where the next trade goes. */
  #next = 0;
  readonly #rows = new Float64Array(CAPACITY * TRADE_COLUMNS);

  ticks(k: number): number {
    return this.#cell(k, 0);
  }

  lots(k: number): number {
    return this.#cell(k, 1);
  }

  aggressor(k: number): number {
    return this.#cell(k, 2);
  }

  tradeId(k: number): number {
    return this.#cell(k, 3);
  }

  timeMicros(k: number): number {
    return this.#cell(k, 4);
  }

  take(numbers: Float64Array, from: number, to: number, aheadMs: number): void {
    this.heard(numbers[from + 1]! + aheadMs);
    const generation = numbers[from + 2]!;
    if (generation !== this.#generation) this.#clear();
    this.#generation = generation;
    this.total = numbers[from + 3]!;
    for (let at = from + TAPE_HEAD; at < to; at += TRADE_COLUMNS) {
      const row = this.#next * TRADE_COLUMNS;
      for (let k = 0; k < TRADE_COLUMNS; k++) this.#rows[row + k] = numbers[at + k]!;
      this.#next = (this.#next + 1) % CAPACITY;
      this.count = Math.min(this.count + 1, CAPACITY);
    }
  }

  #clear(): void {
    this.count = 0;
    this.#next = 0;
  }

  #cell(k: number, field: number): number {
    if (k < 0 || k >= this.count) return 0;
    const row = (this.#next - 1 - k + CAPACITY) % CAPACITY;
    return this.#rows[row * TRADE_COLUMNS + field]!;
  }
}
