// A seeded generator of random numbers for tests, tapes and simulations: xoshiro128** by Blackman and
// Vigna, its state filled by splitmix32. Integers only, so a seed means the same on every machine.

export interface Prng {
  /** The next 32 bits, 0 to 2^32 - 1. */
  next(): number;
  /** Uniform in 0 … n - 1; exact for n below 2^21. */
  below(n: number): number;
  /** True in `numerator` of `denominator` cases. */
  chance(numerator: number, denominator: number): boolean;
  /** One of the values, each as likely as the others. */
  pick<T>(values: readonly T[]): T;
}

const TWO_POW_32 = 0x1_0000_0000;

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

function splitmix32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

export function prng(seed: number): Prng {
  const fill = splitmix32(seed);
  let a = fill();
  let b = fill();
  let c = fill();
  let d = fill();

  const next = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  const below = (n: number): number => Math.floor((next() * n) / TWO_POW_32);

  return {
    next,
    below,
    chance: (numerator, denominator) => below(denominator) < numerator,
    pick: (values) => values[below(values.length)]!,
  };
}
