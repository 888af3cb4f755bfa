// Volume at price of the trades that this ladder has seen: those of the tape since it was opened. A trade
// counts in the group of the side that it took from, as the order it took did.

import { Side } from '../../../shared/domain/order.ts';
import { groupOf } from '../../../shared/domain/tick-groups.ts';
import type { Tape } from '../../state/market-views.ts';

type SeenTape = Pick<Tape, 'count' | 'tradeId' | 'ticks' | 'lots' | 'aggressor'>;

export class SeenVolume {
  /** Lots by price in ticks, taken from bids and from asks. */
  readonly #lots: Readonly<Record<Side, Map<number, number>>> = { 0: new Map(), 1: new Map() };
  /** The same by group. */
  readonly #groups = new Map<number, number>();
  #step = 1;
  #lastTradeId = -1;
  /** The most in one group, lots. */
  most = 0;

  /** Adds the trades that are newer than the last one taken; the newest stand first. */
  take(tape: SeenTape): void {
    const newest = tape.count === 0 ? -1 : tape.tradeId(0);
    for (let k = 0; k < tape.count && tape.tradeId(k) > this.#lastTradeId; k++) {
      const side = tape.aggressor(k) === Side.buy ? Side.sell : Side.buy;
      const ticks = tape.ticks(k);
      const taken = this.#lots[side];
      taken.set(ticks, (taken.get(ticks) ?? 0) + tape.lots(k));
      this.#add(side, ticks, tape.lots(k));
    }
    this.#lastTradeId = Math.max(this.#lastTradeId, newest);
  }

  /** From now on in groups of so many ticks. */
  group(step: number): void {
    if (step === this.#step) return;
    this.#step = step;
    this.#groups.clear();
    this.most = 0;
    for (const side of [Side.buy, Side.sell]) {
      for (const [ticks, lots] of this.#lots[side]) this.#add(side, ticks, lots);
    }
  }

  at(group: number): number {
    return this.#groups.get(group) ?? 0;
  }

  #add(side: Side, ticks: number, lots: number): void {
    const group = groupOf(ticks, side, this.#step);
    const sum = this.at(group) + lots;
    this.#groups.set(group, sum);
    this.most = Math.max(this.most, sum);
  }
}
