// Exponential smoothing that starts from the mean of its first `length` values.

export class Smoothing {
  readonly #length: number;
  readonly #weight: number;
  #taken = 0;
  #sum = 0;
  #value = 0;

  /** `weight` of the newest value: 2 / (length + 1) for an EMA, 1 / length for Wilder's. */
  constructor(length: number, weight: number) {
    this.#length = length;
    this.#weight = weight;
  }

  static ema(length: number): Smoothing {
    return new Smoothing(length, 2 / (length + 1));
  }

  static wilder(length: number): Smoothing {
    return new Smoothing(length, 1 / length);
  }

  /** The smoothed value with `value` as the newest; NaN while there are too few. */
  next(value: number): number {
    if (this.#taken < this.#length - 1) return NaN;
    if (this.#taken === this.#length - 1) return (this.#sum + value) / this.#length;
    return this.#value + this.#weight * (value - this.#value);
  }

  take(value: number): void {
    this.#value = this.next(value);
    if (this.#taken < this.#length) this.#sum += value;
    this.#taken += 1;
  }
}
