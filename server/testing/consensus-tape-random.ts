// The random stream of the consensus workload: Mersenne twister 19937 and the distributions on it.

export interface ConsensusRandom {
  /** In [0, 1), 53 bits. */
  uniform(): number;
  integer(from: number, to: number): number;
  normal(): number;
  exponential(rate: number): number;
  /** Levels from the mid, 0-799: a power law with a hump at 8. */
  level(): number;
}

const STATE = 624;
const SHIFT = 397;
const LEVELS = 800;
const HUMP_LEVEL = 8;
const HUMP_WEIGHT = 5;
const DEPTH_EXPONENT = 2.23;
/** Keeps the logarithm finite. */
const SMALLEST = 1e-300;

export function mersenne(seed: number): ConsensusRandom {
  const next32 = twister(seed);
  const cumulative = cumulativeDepth();
  const total = cumulative[LEVELS - 1]!;
  const uniform = (): number => {
    const high = next32() >>> 5;
    const low = next32() >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  };
  return {
    uniform,
    integer: (from, to) => from + Math.floor(uniform() * (to - from + 1)),
    normal() {
      const radius = Math.max(uniform(), SMALLEST);
      const angle = uniform();
      return Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle);
    },
    exponential: (rate) => -Math.log(Math.max(uniform(), SMALLEST)) / rate,
    level() {
      const wanted = uniform() * total;
      let low = 0;
      let high = LEVELS;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (cumulative[middle]! < wanted) low = middle + 1;
        else high = middle;
      }
      return Math.min(low, LEVELS - 1);
    },
  };
}

function cumulativeDepth(): Float64Array {
  const cumulative = new Float64Array(LEVELS);
  let sum = 0;
  for (let level = 0; level < LEVELS; level++) {
    const fromHump = level - HUMP_LEVEL;
    const hump = HUMP_WEIGHT * Math.exp(-0.5 * fromHump * fromHump);
    sum += 1 / Math.pow(level + 1, DEPTH_EXPONENT) + hump;
    cumulative[level] = sum;
  }
  return cumulative;
}

function twister(seed: number): () => number {
  const state = new Uint32Array(STATE);
  state[0] = seed;
  for (let i = 1; i < STATE; i++) {
    const previous = state[i - 1]!;
    state[i] = Math.imul(1_812_433_253, previous ^ (previous >>> 30)) + i;
  }
  let used = STATE;
  const twist = (): void => {
    for (let i = 0; i < STATE; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % STATE]! & 0x7fffffff);
      state[i] = state[(i + SHIFT) % STATE]! ^ (y >>> 1) ^ ((y & 1) === 1 ? 0x9908b0df : 0);
    }
    used = 0;
  };
  return () => {
    if (used === STATE) twist();
    let y = state[used++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}
