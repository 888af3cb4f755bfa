// The random numbers of the simulated market: seeded, 32-bit integer state, the same on any machine.

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, passes its own test suite. */
export class LiquidityPrng {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** `stream` keeps generators of one seed apart. */
  constructor(seed: number, stream = 0) {
    this.a = seed | 0;
    this.b = Math.floor(seed / 0x1_0000_0000) | 0;
    this.c = stream | 0;
    // The first outputs still show the seed; twelve rounds are the author's recommendation.
    for (let k = 0; k < 12; k++) this.next();
  }

  /** 0 … 2^32 - 1. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 … 1, exclusive; a multiple of 2^-32. */
  unit(): number {
    return this.next() / 0x1_0000_0000;
  }

  /** 0 … below - 1. The bias of at most below / 2^32 does not matter here. */
  below(below: number): number {
    return Math.floor(this.unit() * below);
  }

  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /**
   * About normal, mean 0 and variance 1: the sum of twelve uniforms less six (Irwin-Hall). Sums and
   * one division are exact IEEE operations, so the tape does not depend on a machine's `Math.log`.
   */
  normal(): number {
    let sum = -6;
    for (let k = 0; k < 12; k++) sum += this.unit();
    return sum;
  }
}
