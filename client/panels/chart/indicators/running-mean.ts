// Mean of the last `length` values, one addition per value.

export class RunningMean {
  readonly #ring: Float64Array;
  readonly #length: number;
  #taken = 0;
  /** Sum of the values in the ring: the last `length - 1` that were taken. */
  #sum = 0;

  constructor(length: number) {
    this.#length = length;
    this.#ring = new Float64Array(Math.max(length - 1, 1));
  }

  /** Mean with `value` as the newest; NaN while there are too few. */
  next(value: number): number {
    if (this.#length === 1) return value;
    return this.#taken < this.#length - 1 ? NaN : (this.#sum + value) / this.#length;
  }

  take(value: number): void {
    if (this.#length === 1) return;
    const place = this.#taken % this.#ring.length;
    this.#sum += value - this.#ring[place]!;
    this.#ring[place] = value;
    this.#taken += 1;
    // Adding and subtracting leaves rounding behind; once per round the sum is taken anew.
    if (place === this.#ring.length - 1)
      this.#sum = this.#ring.reduce((sum, kept) => sum + kept, 0);
  }

  /** Visits the values that the next mean stands on, apart from the newest. */
  each(visit: (value: number) => void): void {
    for (const value of this.#ring) visit(value);
  }
}
