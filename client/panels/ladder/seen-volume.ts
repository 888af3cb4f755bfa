// Volume at price of the trades that this ladder has seen: those of the tape since it was opened.

import type { Tape } from '../../state/market-views.ts';

export class SeenVolume {
  /** Lots by price in ticks. */
  readonly #lots = new Map<number, number>();
  #lastTradeId = -1;
  /** The most at one price, lots. */
  most = 0;

  /** Adds the trades that are newer than the last one taken; the newest stand first. */
  take(tape: Pick<Tape, 'count' | 'tradeId' | 'ticks' | 'lots'>): void {
    const newest = tape.count === 0 ? -1 : tape.tradeId(0);
    for (let k = 0; k < tape.count && tape.tradeId(k) > this.#lastTradeId; k++) {
      const ticks = tape.ticks(k);
      const lots = this.at(ticks) + tape.lots(k);
      this.#lots.set(ticks, lots);
      this.most = Math.max(this.most, lots);
    }
    this.#lastTradeId = Math.max(this.#lastTradeId, newest);
  }

  at(ticks: number): number {
    return this.#lots.get(ticks) ?? 0;
  }
}
