// One watched book on the page.

import { BOOK_HEAD } from '../net/frame-format.ts';
import type { DepthView, Levels } from '../state/market-views.ts';
import { WatchedTable } from './watched-table.ts';

class LevelColumns implements Levels {
  count = 0;
  #ticks = new Float64Array(32);
  #lots = new Float64Array(32);

  ticks(k: number): number {
    return k < this.count ? this.#ticks[k]! : 0;
  }

  lots(k: number): number {
    return k < this.count ? this.#lots[k]! : 0;
  }

  take(numbers: Float64Array, from: number, count: number): void {
    if (count > this.#ticks.length) {
      this.#ticks = new Float64Array(count * 2);
      this.#lots = new Float64Array(count * 2);
    }
    this.count = count;
    for (let k = 0; k < count; k++) {
      this.#ticks[k] = numbers[from + 2 * k]!;
      this.#lots[k] = numbers[from + 2 * k + 1]!;
    }
  }
}

export class DepthTable extends WatchedTable implements DepthView {
  readonly bids = new LevelColumns();
  readonly asks = new LevelColumns();

  get verified(): boolean {
    return this.truth === 'verified';
  }

  take(numbers: Float64Array, from: number, _to: number, aheadMs: number): void {
    this.heard(numbers[from + 1]! + aheadMs);
    const bids = numbers[from + 2]!;
    this.bids.take(numbers, from + BOOK_HEAD, bids);
    this.asks.take(numbers, from + BOOK_HEAD + 2 * bids, numbers[from + 3]!);
  }
}
