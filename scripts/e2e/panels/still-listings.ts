// What the still market lists, and the moment at which it stands still.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import {
  simulatedAssets,
  simulatedInstruments,
} from '../../../server/liquidity/simulated-market.ts';

/** 2026-11-20 15:34:08 UTC. */
export const STILL_MS = Date.UTC(2026, 10, 20, 15, 34, 8);
export const STILL_MICROS = STILL_MS * 1000;

export const STILL_ASSETS = simulatedAssets();
export const STILL_INSTRUMENTS = simulatedInstruments(7);

export function stillInstrument(symbol: string): Instrument {
  const found = STILL_INSTRUMENTS.find((one) => one.symbol === symbol);
  if (found === undefined) throw new Error(`${symbol} is not listed`);
  return found;
}

export function stillAsset(code: string): number {
  const found = STILL_ASSETS.find((one) => one.code === code);
  if (found === undefined) throw new Error(`${code} is no asset`);
  return found.id;
}
