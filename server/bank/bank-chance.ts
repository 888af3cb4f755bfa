// Chance of the simulated bank: the same seed, the same misfortunes.

export interface Chance {
  /** True in `permille` of 1000 cases. */
  happens(permille: number): boolean;
  /** Uniform in `from` … `to`. */
  between(from: number, to: number): number;
}

/** mulberry32: 32 bits of state are plenty for weather. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  function unit(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    happens: (permille) => unit() * 1000 < permille,
    between: (from, to) => from + Math.floor(unit() * (to - from + 1)),
  };
}
