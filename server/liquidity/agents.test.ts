// The simulated market over some minutes: the same seed gives the same tape, the market is never empty
// for long, prices move as their class does, and the agents go on after a restart.

import { describe, expect, it } from 'vitest';
import { createEngine } from '../core/engine.ts';
import { AssetClass } from '../../shared/domain/instrument.ts';
import { AgentMarket } from './agents.ts';
import { createDirectVenue, submitRecords } from './direct-venue.ts';
import { simulatedGenesis } from './genesis.ts';
import { simulatedAssets, simulatedInstruments } from './simulated-market.ts';
import { VenueLevels } from './venue-levels.ts';

const SEED = 7;
const STEP_MICROS = 20_000;
const RATE = 500;

async function open(seed: number) {
  const engine = createEngine({ accounts: 64, orders: 1 << 16, dedupe: 1 << 12 });
  const venue = createDirectVenue(engine);
  submitRecords(venue, simulatedGenesis(seed));
  const levels = new VenueLevels(venue.bus);
  const instruments = simulatedInstruments(seed);
  const assets = simulatedAssets();
  const base = { bus: venue.bus, assets, instruments, seed, ratePerSecond: RATE };
  const market = new AgentMarket({ ...base, firstSourceSeq: 1 });
  await market.start();
  const run = (agents: AgentMarket, seconds: number, each?: () => void) => {
    for (let k = 0; k < (seconds * 1_000_000) / STEP_MICROS; k++) {
      venue.timeMicros += STEP_MICROS;
      agents.step(venue.timeMicros);
      each?.();
    }
  };
  return { ...{ engine, venue, levels, instruments, market, base, run } };
}

describe(`the simulated market, seed ${SEED}`, () => {
  it('gives the same commands for the same seed and others for another', async () => {
    const tape = async (seed: number) => {
      const { venue, market, run } = await open(seed);
      run(market, 10);
      return venue.tapeHash();
    };
    expect(await tape(SEED)).toBe(await tape(SEED));
    expect(await tape(SEED)).not.toBe(await tape(SEED + 1));
  });

  it('is alive in every instrument for ten minutes', { timeout: 60_000 }, async () => {
    const { engine, venue, levels, instruments, market, run } = await open(SEED);
    run(market, 1);
    const before = venue.commands;
    const seconds = 600;
    const emptyFor = instruments.map(() => 0);
    const longestEmpty = instruments.map(() => 0);
    let locked = 0;
    run(market, seconds, () => {
      for (const { id } of instruments) {
        const { bidTicks, askTicks } = levels.best(id);
        const isEmpty = bidTicks === 0 || askTicks === 0;
        emptyFor[id] = isEmpty ? emptyFor[id]! + STEP_MICROS : 0;
        longestEmpty[id] = Math.max(longestEmpty[id]!, emptyFor[id]!);
        if (!isEmpty && askTicks - bidTicks < 1) locked += 1;
      }
    });
    expect(locked).toBe(0);
    expect(Math.max(...longestEmpty)).toBeLessThanOrEqual(1_000_000);
    const perSecond = (venue.commands - before) / seconds;
    expect(perSecond).toBeGreaterThan(RATE * 0.8);
    expect(perSecond).toBeLessThan(RATE * 1.1);
    for (const { id } of instruments) expect(levels.tradedLots.get(id) ?? 0).toBeGreaterThan(0);
    expect(market.lane.rejected() / venue.commands).toBeLessThan(0.005);
    expect(engine.brokenInvariants()).toEqual([]);
  });

  it('draws believable bars', { timeout: 60_000 }, async () => {
    const { levels, instruments, market, run } = await open(SEED);
    run(market, 2);
    const bars = instruments.map(() => ({ closes: [] as number[], volumes: [] as number[] }));
    for (let bar = 0; bar < 60; bar++) {
      const before = instruments.map(({ id }) => levels.tradedLots.get(id) ?? 0);
      run(market, 10);
      for (const { id } of instruments) {
        const { bidTicks, askTicks } = levels.best(id);
        bars[id]!.closes.push((bidTicks + askTicks) / 2);
        bars[id]!.volumes.push((levels.tradedLots.get(id) ?? 0) - before[id]!);
      }
    }
    const moves = instruments.map(({ id, openingTicks }) => {
      const { closes, volumes } = bars[id]!;
      // Volumes differ from bar to bar, and the price goes both ways.
      expect(new Set(volumes).size).toBeGreaterThan(10);
      const steps = closes.slice(1).map((close, k) => (close - closes[k]!) / openingTicks);
      expect(steps.some((step) => step > 0) && steps.some((step) => step < 0)).toBe(true);
      return Math.sqrt(steps.reduce((sum, step) => sum + step * step, 0) / steps.length);
    });
    const typical = (assetClass: AssetClass) => {
      const own = instruments.filter((one) => one.assetClass === assetClass);
      return own.reduce((sum, { id }) => sum + moves[id]!, 0) / own.length;
    };
    // A coin moves more than a share, a share more than a bond. Nothing runs away in ten minutes.
    expect(typical(AssetClass.crypto)).toBeGreaterThan(typical(AssetClass.bond));
    expect(typical(AssetClass.stock)).toBeGreaterThan(typical(AssetClass.fx));
    expect(Math.max(...moves)).toBeLessThan(0.003);
  });

  it('goes on after a restart where the market stood', async () => {
    const { engine, levels, instruments, market, base, run } = await open(SEED);
    run(market, 30);
    const middles = instruments.map(({ id }) => {
      const { bidTicks, askTicks } = levels.best(id);
      return (bidTicks + askTicks) / 2;
    });
    market.stop();
    const next = new AgentMarket({ ...base, seed: SEED + 1, firstSourceSeq: 10_000_000 });
    await next.start();
    run(next, 5);
    for (const { id, openingTicks } of instruments) {
      const { bidTicks, askTicks } = levels.best(id);
      const away = Math.abs((bidTicks + askTicks) / 2 - middles[id]!);
      expect(away / openingTicks).toBeLessThan(0.002);
    }
    // The first run's orders are gone: two makers' ladders and a few resting orders are there.
    expect(engine.liveOrders()).toBeLessThan(40 * 2 * 2 * 10 + 40 * 5);
    expect(next.lane.rejected()).toBe(0);
    expect(engine.brokenInvariants()).toEqual([]);
  });

  it('sends nothing new while the venue is busy, and loses nothing', async () => {
    const { venue, market, run } = await open(SEED);
    venue.busyEvery = 2;
    run(market, 5);
    expect(market.lane.refusals).toBeGreaterThan(50);
    expect(market.skippedSteps).toBeGreaterThan(50);
    expect(market.lane.rejected()).toBe(0);
  });
});
