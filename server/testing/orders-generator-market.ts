// The small market of the orders generator: assets, instruments and accounts, chosen for their edges.

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import { SettlementTerms } from '../../shared/domain/calendars/settlement-terms.ts';
import { AssetClass } from '../../shared/domain/instrument.ts';
import { Phase } from '../../shared/domain/order.ts';
import {
  accountRecord,
  assetRecord,
  creditRecord,
  instrumentRecord,
  transferRecord,
} from '../core/definitions.ts';

export const GENERATED_ASSETS: readonly Asset[] = [
  { id: 0, code: 'USD', scale: 2 },
  { id: 1, code: 'BTC', scale: 8 },
  { id: 2, code: 'EUR', scale: 2 },
  { id: 3, code: 'ACME', scale: 0 },
];

const BASE: Instrument = {
  id: 0,
  symbol: 'BTCUSD',
  name: 'Bitcoin – US dollar',
  assetClass: AssetClass.crypto,
  baseAsset: 1,
  quoteAsset: 0,
  priceScale: 2,
  tickStep: 50,
  qtyScale: 3,
  lotStep: 1,
  tickValueMinor: 7,
  lotBaseMinor: 100_000,
  priceLimitTicks: 4_096,
  minQtyLots: 1,
  maxQtyLots: 500,
  maxNotionalMinor: 3_000_000,
  bandBps: 1_000,
  marketBoundBps: 50,
  makerFeePpm: 150,
  takerFeePpm: 400,
  openingTicks: 2_000,
  windowBps: 120,
  dayEndSecond: 79_200,
  phase: Phase.open,
  version: 1,
};

/** A banded coin, a pair whose maker fee is the dearer, and a share on a ladder of 63 prices. */
export const GENERATED_INSTRUMENTS: readonly Instrument[] = [
  BASE,
  {
    ...BASE,
    id: 1,
    symbol: 'EUR/USD',
    name: '欧元兑美元',
    assetClass: AssetClass.fx,
    baseAsset: 2,
    tickValueMinor: 1,
    lotBaseMinor: 100,
    priceLimitTicks: 1_024,
    minQtyLots: 2,
    maxNotionalMinor: 1_000_000,
    bandBps: 0,
    marketBoundBps: 0,
    makerFeePpm: 999,
    takerFeePpm: 0,
    openingTicks: 300,
    windowBps: 0,
    settlement: SettlementTerms.fxSpot,
    dayEndSecond: 0,
  },
  {
    ...BASE,
    id: 2,
    symbol: 'ACME',
    name: 'Acme Corporation',
    assetClass: AssetClass.stock,
    baseAsset: 3,
    quoteAsset: 2,
    tickValueMinor: 1_000_003,
    lotBaseMinor: 1,
    priceLimitTicks: 64,
    maxQtyLots: 60,
    maxNotionalMinor: 2_000_000_000,
    bandBps: 9_000,
    marketBoundBps: 2_500,
    makerFeePpm: 333_333,
    takerFeePpm: 333_334,
    openingTicks: 9,
    windowBps: 2_000,
    settlement: SettlementTerms.cnStock,
    dayEndSecond: 86_399,
  },
];

/** Those that trade; the venue's own lie between them. */
export const GENERATED_ACCOUNTS = [2, 3, 4, 7, 8, 9, 10, 11] as const;
export const LAST_ACCOUNT = 11;
/** Internal source of the funding transfers. */
export const FUNDING_SOURCE = 9;

/** Records that open the market, ready to be applied as the first batch. */
export function openingRecords(): Int32Array[] {
  const records = [
    ...GENERATED_ASSETS.map((asset) => assetRecord(asset)),
    ...GENERATED_INSTRUMENTS.map((instrument) => instrumentRecord(instrument)),
  ];
  let fundingSeq = 1;
  for (const account of GENERATED_ACCOUNTS) {
    const isLast = account === LAST_ACCOUNT;
    records.push(accountRecord(account, account === LAST_ACCOUNT - 2 ? 3 : 0));
    for (const { id } of GENERATED_ASSETS) {
      // One account is poor, so that funds run out; every second may borrow, so that it can be short.
      const amount = isLast ? 1_000 : [50_000_000, 90_000_000, 40_000_000_000, 2_000][id]!;
      records.push(transferRecord(account, id, amount, FUNDING_SOURCE, fundingSeq++));
      if (account % 2 === 0) records.push(creditRecord(account, id, amount));
    }
  }
  return records;
}
