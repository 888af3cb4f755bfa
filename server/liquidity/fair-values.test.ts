// What the simulated instruments are worth: instruments of a class move together, volatility clusters,
// and the seed decides.

import { describe, expect, it } from 'vitest';
import { AssetClass } from '../../shared/domain/instrument.ts';
import { FAIR_STEP_MICROS, FairValues } from './fair-values.ts';
import { simulatedInstruments } from './simulated-market.ts';

const SEED = 11;
const HOUR_STEPS = 3_600_000_000 / FAIR_STEP_MICROS;
const instruments = simulatedInstruments(SEED);

/** Relative moves per minute of every instrument over an hour. */
function minutes(seed: number): number[][] {
  const fair = new FairValues(instruments, seed);
  const moves: number[][] = instruments.map(() => []);
  const last = instruments.map((_, index) => fair.ticks(index));
  for (let step = 1; step <= HOUR_STEPS * 4; step++) {
    fair.step();
    if (step % 600 !== 0) continue;
    instruments.forEach((_, index) => {
      moves[index]!.push(fair.ticks(index) / last[index]! - 1);
      last[index] = fair.ticks(index);
    });
  }
  return moves;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (of: readonly number[]) => of.reduce((sum, x) => sum + x, 0) / of.length;
  const [ma, mb] = [mean(a), mean(b)];
  const cov = mean(a.map((x, k) => (x - ma) * (b[k]! - mb)));
  const va = mean(a.map((x) => (x - ma) ** 2));
  const vb = mean(b.map((x) => (x - mb) ** 2));
  return cov / Math.sqrt(va * vb);
}

const of = (assetClass: AssetClass) =>
  instruments.flatMap((one, index) => (one.assetClass === assetClass ? [index] : []));

describe(`fair values, seed ${SEED}`, () => {
  const moves = minutes(SEED);
  const average = (pairs: readonly (readonly [number, number])[]) =>
    pairs.reduce((sum, [a, b]) => sum + correlation(moves[a]!, moves[b]!), 0) / pairs.length;

  it('move together within a class, not between classes', () => {
    const [a, b, c] = of(AssetClass.crypto) as [number, number, number];
    const [d, e, f] = of(AssetClass.stock) as [number, number, number];
    expect(
      average([
        [a, b],
        [b, c],
        [a, c],
      ]),
    ).toBeGreaterThan(0.4);
    expect(
      average([
        [d, e],
        [e, f],
        [d, f],
      ]),
    ).toBeGreaterThan(0.2);
    expect(
      Math.abs(
        average([
          [a, d],
          [b, e],
          [c, f],
        ]),
      ),
    ).toBeLessThan(0.15);
  });

  it('have calm and restless times', () => {
    const fair = new FairValues(instruments, SEED);
    const unrest: number[] = [];
    for (let step = 0; step < HOUR_STEPS; step++) {
      fair.step();
      unrest.push(fair.unrest(AssetClass.stock));
    }
    expect(Math.min(...unrest)).toBeLessThan(0.9);
    expect(Math.max(...unrest)).toBeGreaterThan(1.3);
    // Clusters: how restless it is says how restless it will be ten seconds later.
    expect(correlation(unrest.slice(0, -100), unrest.slice(100))).toBeGreaterThan(0.5);
  });

  it('are the same for a seed and others for another', () => {
    const end = (seed: number) => {
      const fair = new FairValues(instruments, seed);
      for (let step = 0; step < 1000; step++) fair.step();
      return instruments.map((_, index) => fair.ticks(index));
    };
    expect(end(3)).toEqual(end(3));
    expect(end(3)).not.toEqual(end(4));
  });

  it('stay near where they opened for hours', () => {
    const fair = new FairValues(instruments, SEED);
    for (let step = 0; step < HOUR_STEPS * 4; step++) fair.step();
    instruments.forEach(({ openingTicks }, index) => {
      expect(Math.abs(fair.ticks(index) / openingTicks - 1)).toBeLessThan(0.1);
    });
  });
});
