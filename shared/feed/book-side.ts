// One side of a book in typed arrays, worst level first: most changes are near the best price, at the
// end of the arrays, where an insertion moves almost nothing.

const FIRST_ROOM = 32;

/** Asks are kept by negated price, so that for both sides the better level has the larger key. */
export class BookSide {
  #keys = new Float64Array(FIRST_ROOM);
  #lots = new Float64Array(FIRST_ROOM);
  #count = 0;
  readonly #sign: 1 | -1;

  constructor(side: 'bid' | 'ask') {
    this.#sign = side === 'bid' ? 1 : -1;
  }

  get count(): number {
    return this.#count;
  }

  /** Price of the level at `rank`, 0 the best. */
  ticks(rank: number): number {
    return this.#sign * this.#keys[this.#count - 1 - rank];
  }

  lots(rank: number): number {
    return this.#lots[this.#count - 1 - rank];
  }

  clear(): void {
    this.#count = 0;
  }

  /** Sets a level to its absolute quantity; 0 deletes. A level that is not there is not deleted. */
  set(ticks: number, lots: number): void {
    const key = this.#sign * ticks;
    const at = this.#place(key);
    const known = at < this.#count && this.#keys[at] === key;
    if (lots === 0) {
      if (known) this.#remove(at, 1);
    } else if (known) {
      this.#lots[at] = lots;
    } else {
      this.#insert(at, key, lots);
    }
  }

  /** Keeps the `levels` best. */
  truncate(levels: number): void {
    if (this.#count > levels) this.#remove(0, this.#count - levels);
  }

  /** Index of the first level that is at least as good as `key`. */
  #place(key: number): number {
    const keys = this.#keys;
    let low = 0;
    let high = this.#count;
    if (high > 0 && keys[high - 1] < key) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(at: number, key: number, lots: number): void {
    if (this.#count === this.#keys.length) this.#grow();
    for (let k = this.#count; k > at; k--) {
      this.#keys[k] = this.#keys[k - 1];
      this.#lots[k] = this.#lots[k - 1];
    }
    this.#keys[at] = key;
    this.#lots[at] = lots;
    this.#count += 1;
  }

  #remove(at: number, levels: number): void {
    for (let k = at + levels; k < this.#count; k++) {
      this.#keys[k - levels] = this.#keys[k];
      this.#lots[k - levels] = this.#lots[k];
    }
    this.#count -= levels;
  }

  #grow(): void {
    const room = this.#keys.length * 2;
    const keys = new Float64Array(room);
    const lots = new Float64Array(room);
    keys.set(this.#keys);
    lots.set(this.#lots);
    this.#keys = keys;
    this.#lots = lots;
  }
}
