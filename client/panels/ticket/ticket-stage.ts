// Test stage: an instrument of simple steps, a book of three levels a side, an account with money and lots.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import { OPEN_STATUS, type TradingStatus } from '../../../shared/domain/trading-status.ts';
import type { AccountLook, MarketLook, TicketScene } from './ticket-scene.ts';

/** One tick is 0.05, one lot 100 pieces, one tick times one lot 5.00. */
export const STAGE_TICKET: Instrument = {
  ...{ id: 0, symbol: 'ACME', name: 'Acme', assetClass: 0, baseAsset: 1, quoteAsset: 0 },
  ...{ priceScale: 2, tickStep: 5, qtyScale: 0, lotStep: 100, tickValueMinor: 500 },
  ...{ lotBaseMinor: 100, priceLimitTicks: 1000, minQtyLots: 1, maxQtyLots: 10 },
  ...{ maxNotionalMinor: 1e12, bandBps: 0, marketBoundBps: 200, makerFeePpm: 100 },
  ...{ takerFeePpm: 500, openingTicks: 200, dayEndSecond: 0, phase: 0, version: 1 },
};

export function levelsOf(...levels: (readonly [ticks: number, lots: number])[]) {
  return {
    count: levels.length,
    ticks: (k: number) => levels[k]?.[0] ?? 0,
    lots: (k: number) => levels[k]?.[1] ?? 0,
  };
}

export const STAGE_MARKET: MarketLook = {
  bid: 199,
  ask: 200,
  bids: levelsOf([199, 2], [198, 4], [190, 8]),
  asks: levelsOf([200, 2], [201, 4], [210, 8]),
};

export const STAGE_FUNDS: AccountLook = {
  quoteAvailable: 1_000_000,
  baseAvailable: 500,
  lots: 0,
  costMinor: 0,
  makerDiscountPpm: 0,
  takerDiscountPpm: 0,
};

export function sceneOf(
  instrument: Partial<Instrument> = {},
  account: Partial<AccountLook> = {},
  market: Partial<MarketLook> = {},
  status: Partial<TradingStatus> = {},
): TicketScene {
  return {
    status: { ...OPEN_STATUS, ...status },
    instrument: { ...STAGE_TICKET, ...instrument },
    market: { ...STAGE_MARKET, ...market },
    account: { ...STAGE_FUNDS, ...account },
    quoteScale: 2,
    nowSeconds: 1_700_000_000,
    zone: 'utc',
  };
}
