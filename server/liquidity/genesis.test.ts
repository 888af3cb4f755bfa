// Genesis: every record is taken by the venue, and what it makes is a plausible market.

import { describe, expect, it } from 'vitest';
import { createEngine } from '../core/engine.ts';
import { E, EventKind } from '../core/events.ts';
import { AssetClass } from '../../shared/domain/instrument.ts';
import { MAX_SAFE } from '../../shared/domain/units.ts';
import { DEFAULT_CAPACITY } from '../core/engine-port.ts';
import { createDirectVenue, submitRecords } from './direct-venue.ts';
import { kindOf, scanEvents, viewBatch } from './event-scan.ts';
import { replayGenesis, simulatedGenesis } from './genesis.ts';
import { agentAccounts } from './liquidity-accounts.ts';
import { simulatedAssets, simulatedInstruments } from './simulated-market.ts';

function found(records: readonly Int32Array[]) {
  const engine = createEngine();
  const venue = createDirectVenue(engine);
  const rejected: number[] = [];
  venue.bus.onEvents((batch) => {
    const view = viewBatch(batch);
    scanEvents(view, (at) => {
      if (kindOf(view, at) === EventKind.rejected) rejected.push(view.words[at + E.code]!);
    });
  });
  submitRecords(venue, records);
  return { engine, rejected };
}

describe('the simulated market', () => {
  const instruments = simulatedInstruments(1);

  it('is taken whole by the venue, money in balance', () => {
    const { engine, rejected } = found(simulatedGenesis(1));
    expect(rejected).toEqual([]);
    expect(engine.instruments()).toEqual(instruments);
    expect(engine.assets()).toEqual(simulatedAssets());
    expect(engine.brokenInvariants()).toEqual([]);
  });

  it('has 40 instruments in five classes, with symbols, codes and prices of their own', () => {
    const classes = new Set(instruments.map((instrument) => instrument.assetClass));
    expect([instruments.length, classes.size]).toEqual([40, 5]);
    expect(new Set(instruments.map(({ symbol }) => symbol)).size).toBe(40);
    for (const asset of simulatedAssets()) expect(asset.code).toMatch(/^[A-Z0-9]{1,12}$/);
    for (const instrument of instruments) {
      expect(instrument.symbol.length).toBeLessThanOrEqual(16);
      expect(new TextEncoder().encode(instrument.name).length).toBeLessThanOrEqual(48);
      expect(instrument.baseAsset).not.toBe(instrument.quoteAsset);
    }
    expect(instruments.some(({ name }) => /[一-鿿]/.test(name))).toBe(true);
  });

  it('is worth what its numbers say: one tick of one lot', () => {
    const worth = (symbol: string) => {
      const { tickValueMinor, quoteAsset } = instruments.find((one) => one.symbol === symbol)!;
      return tickValueMinor / 10 ** simulatedAssets()[quoteAsset]!.scale;
    };
    expect(worth('NOVR')).toBe(0.01); // 0.01 a share, 1 share
    expect(worth('HAIYUE')).toBe(5); // 0.05 a share, 100 shares
    expect(worth('USG10Y')).toBe(0.1); // 0.01 % of 1,000
    expect(worth('EUR/USD')).toBe(0.01); // 0.00001 of 1,000
    expect(worth('USD/JPY')).toBe(1); // 0.001 of 1,000
    expect(worth('BTCUSDT')).toBe(0.00005); // 0.50 of 0.0001
  });

  it('stays far from the limits of a number', () => {
    for (const instrument of instruments) {
      const { priceLimitTicks, tickValueMinor, maxNotionalMinor } = instrument;
      expect(priceLimitTicks * tickValueMinor).toBeLessThan(maxNotionalMinor);
      expect(maxNotionalMinor * 10).toBeLessThan(MAX_SAFE);
    }
    const levels = instruments.reduce((sum, { priceLimitTicks }) => sum + priceLimitTicks, 0);
    expect(levels).toBeLessThan(DEFAULT_CAPACITY.levels / 2);
  });

  it('is the same for a seed, and opens at other prices for another', () => {
    const bytes = (seed: number) => simulatedGenesis(seed).map((record) => [...record]);
    expect(bytes(5)).toEqual(bytes(5));
    expect(bytes(5)).not.toEqual(bytes(6));
  });

  it('has an account for each agent, none twice', () => {
    const accounts = agentAccounts();
    expect(new Set(accounts).size).toBe(accounts.length);
    expect(accounts.length).toBe(4 * Object.values(AssetClass).length);
  });
});

describe('the replay market', () => {
  it('is taken whole by the venue, credit for the mirror and money for those who try it', () => {
    const instrument = simulatedInstruments(1).find(({ symbol }) => symbol === 'BTCUSDT')!;
    const market = {
      assets: [
        { id: 0, code: 'USDT', scale: 7 },
        { id: 1, code: 'BTC', scale: 8 },
      ],
      instruments: [{ ...instrument, id: 0, baseAsset: 1, quoteAsset: 0 }],
    };
    const { engine, rejected } = found(replayGenesis(market));
    expect(rejected).toEqual([]);
    expect(engine.instruments().length).toBe(1);
    expect(engine.brokenInvariants()).toEqual([]);
  });
});
