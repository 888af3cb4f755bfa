// One side of a book as prices and quantities in typed arrays, worst level first: most changes are near
// the best price, at the end of the arrays, where an insertion moves almost nothing.

import { Side } from '../../shared/domain/order.ts';

const FIRST_ROOM = 16;

/** Levels are kept by key, so that on both sides the better level has the larger one: the price of a
 * bid, the negated price of an ask. */
export function keyOf(side: Side, ticks: number): number {
  return side === Side.buy ? ticks : -ticks;
}

/** Larger than every key: nothing changed yet. */
export const NO_KEY = 0x7fff_ffff;

export class DepthSide {
  readonly side: Side;
  keys = new Int32Array(FIRST_ROOM);
  lots = new Float64Array(FIRST_ROOM);
  size = 0;

  constructor(side: Side) {
    this.side = side;
  }

  /** Price of the best level, 0 when there is none. */
  bestTicks(): number {
    return this.size === 0 ? 0 : Math.abs(this.keys[this.size - 1]);
  }

  bestLots(): number {
    return this.size === 0 ? 0 : this.lots[this.size - 1];
  }

  /** Sets the level to its absolute quantity; 0 deletes. False when nothing changed by it. */
  set(key: number, lots: number): boolean {
    const at = this.place(key);
    const known = at < this.size && this.keys[at] === key;
    if (lots === 0) {
      if (known) this.#remove(at);
      return known;
    }
    if (known && this.lots[at] === lots) return false;
    if (!known) this.#insert(at, key);
    this.lots[at] = lots;
    return true;
  }

  /** Index of the first level that is at least as good as `key`. */
  place(key: number): number {
    const keys = this.keys;
    let low = 0;
    let high = this.size;
    if (high === 0 || keys[high - 1] < key) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  clear(): void {
    this.size = 0;
  }

  /** From index `at` on, becomes what `other` is from index `from` on. */
  copyTail(at: number, other: DepthSide, from: number): void {
    const count = other.size - from;
    this.#reserve(at + count);
    for (let k = 0; k < count; k++) {
      this.keys[at + k] = other.keys[from + k];
      this.lots[at + k] = other.lots[from + k];
    }
    this.size = at + count;
  }

  #insert(at: number, key: number): void {
    this.#reserve(this.size + 1);
    this.keys.copyWithin(at + 1, at, this.size);
    this.lots.copyWithin(at + 1, at, this.size);
    this.keys[at] = key;
    this.size += 1;
  }

  #remove(at: number): void {
    this.keys.copyWithin(at, at + 1, this.size);
    this.lots.copyWithin(at, at + 1, this.size);
    this.size -= 1;
  }

  #reserve(size: number): void {
    if (size <= this.keys.length) return;
    const room = Math.max(size, this.keys.length * 2);
    const keys = new Int32Array(room);
    const lots = new Float64Array(room);
    keys.set(this.keys);
    lots.set(this.lots);
    this.keys = keys;
    this.lots = lots;
  }
}
