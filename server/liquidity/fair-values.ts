// What each simulated instrument is worth: a common factor per asset class and an own part, volatility
// that comes in clusters (GARCH(1,1) per class), a weak pull back to the opening price.
//
// Only +, -, *, / and Math.sqrt are used, which IEEE 754 defines exactly: same seed, same values, on any
// machine. The logarithm's random walk is taken as products of 1 + r, which for steps this small is the
// same.

import { AssetClass, type Instrument } from '../../shared/domain/instrument.ts';
import { AGENT_TERMS } from './agent-terms.ts';
import { LiquidityPrng } from './liquidity-prng.ts';

/** Length of one step of the process. */
export const FAIR_STEP_MICROS = 100_000;
const STEPS_PER_YEAR = (365 * 86_400 * 1_000_000) / FAIR_STEP_MICROS;

/** GARCH weights, for steps of 100 ms: what one shock adds, and what stays of the last variance. Their
 * sum is 0.998: half of a burst is over after about half a minute. */
const SHOCK = 0.03;
const PERSISTENCE = 0.968;
const BASE = 1 - SHOCK - PERSISTENCE;
/** Bursts end at this multiple of the usual variance. */
const VARIANCE_MAX = 25;
/** Pull per step towards the opening price: about a tenth of the distance in an hour. */
const PULL = 0.1 / 36_000;
/** Values stay within this share of the opening price. */
const SHARE_MIN = 0.55;
const SHARE_MAX = 1.8;

interface ClassFactor {
  /** Variance relative to the class's usual one, 1 on average. */
  variance: number;
  move: number;
}

export class FairValues {
  private readonly instruments: readonly Instrument[];
  private readonly values: Float64Array;
  private readonly factors = new Map<AssetClass, ClassFactor>();
  private readonly prng: LiquidityPrng;

  constructor(instruments: readonly Instrument[], seed: number) {
    this.instruments = instruments;
    this.values = Float64Array.from(instruments, (instrument) => instrument.openingTicks);
    for (const assetClass of Object.values(AssetClass)) {
      this.factors.set(assetClass, { variance: 1, move: 0 });
    }
    this.prng = new LiquidityPrng(seed, 2);
  }

  /** In ticks, with a fraction. */
  ticks(index: number): number {
    return this.values[index]!;
  }

  /** Goes on from a price that the market had already. */
  set(index: number, ticks: number): void {
    this.values[index] = ticks;
  }

  /** How restless the class is: 1 usual, 2 twice the standard deviation. */
  unrest(assetClass: AssetClass): number {
    return Math.sqrt(this.factors.get(assetClass)!.variance);
  }

  step(): void {
    for (const factor of this.factors.values()) {
      const { variance, move } = factor;
      const next = BASE + SHOCK * move * move * variance + PERSISTENCE * variance;
      factor.variance = Math.min(VARIANCE_MAX, next);
      factor.move = this.prng.normal();
    }
    this.instruments.forEach((instrument, index) => this.stepOne(instrument, index));
  }

  private stepOne(instrument: Instrument, index: number): void {
    const { volatilityPerYear, commonShare } = AGENT_TERMS[instrument.assetClass];
    const { variance, move } = this.factors.get(instrument.assetClass)!;
    const own = this.prng.normal();
    const mixed = Math.sqrt(commonShare) * move + Math.sqrt(1 - commonShare) * own;
    const deviation = volatilityPerYear * Math.sqrt(variance / STEPS_PER_YEAR);
    const opening = instrument.openingTicks;
    const value = this.values[index]!;
    const moved = value * (1 + deviation * mixed) + PULL * (opening - value);
    this.values[index] = Math.min(opening * SHARE_MAX, Math.max(opening * SHARE_MIN, moved));
  }
}
