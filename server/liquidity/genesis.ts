// The first commands of a fresh journal: assets, instruments, accounts and their money, for the
// simulated and for the replay market. Pure data in a fixed order; the app submits it once.

import type { Asset, Instrument } from '../../shared/domain/instrument.ts';
import { CSDR_PENALTY_PPM } from '../../shared/domain/calendars/settlement-fails.ts';
import { AssetClass } from '../../shared/domain/instrument.ts';
import {
  accountRecord,
  assetRecord,
  creditRecord,
  instrumentRecord,
  transferRecord,
} from '../core/definitions.ts';
import { penaltiesRecord } from '../core/penalties.ts';
import {
  DEMO_ACCOUNTS,
  LiquiditySource,
  MIRROR_DEPTH_ACCOUNT,
  MIRROR_TAKER_ACCOUNT,
  agentAccounts,
} from './liquidity-accounts.ts';
import { simulatedAssets, simulatedInstruments } from './simulated-market.ts';

/** What a recorded market consists of; the feeds' room makes it from recordings. */
export interface ListedMarket {
  readonly assets: readonly Asset[];
  readonly instruments: readonly Instrument[];
}

/** How far liquidity accounts may owe an asset: 10^15 minor units, a ninth of what an integer holds. */
const AGENT_CREDIT_MINOR = 1_000_000_000_000_000;
/** The mirror holds the notional of a whole recorded book at seven decimals: 800 million USDT. */
const MIRROR_CREDIT_MINOR = 8_000_000_000_000_000;
/** Recorded books have a few thousand levels a side, and a level may be several orders. */
const MIRROR_OPEN_ORDERS = 500_000;

/** A demo account starts with this much of each currency, in whole units. */
const DEMO_MONEY: Readonly<Record<string, number>> = { JPY: 100_000_000, CNY: 5_000_000 };
const DEMO_MONEY_ELSE = 1_000_000;
/** And with this many lots of each instrument's base asset, unless that is a currency too. */
const DEMO_LOTS: Readonly<Record<AssetClass, number>> = {
  [AssetClass.stock]: 2_000,
  [AssetClass.bond]: 500,
  [AssetClass.fund]: 2_000,
  [AssetClass.fx]: 1_000,
  [AssetClass.crypto]: 50_000,
};
/** Recordings choose their own lots, so coins are given whole. */
const DEMO_COINS = 10;

export function simulatedGenesis(seed: number): Int32Array[] {
  const market: ListedMarket = {
    assets: simulatedAssets(),
    instruments: simulatedInstruments(seed),
  };
  const accounts = agentAccounts();
  return [
    ...definitionRecords(market),
    ...DEMO_ACCOUNTS.map((account) => accountRecord(account)),
    ...accounts.map((account) => accountRecord(account)),
    ...accounts.flatMap((account) => creditRecords(account, market, AGENT_CREDIT_MINOR)),
    ...fundingRecords(market, (instrument) => DEMO_LOTS[instrument.assetClass]),
  ];
}

export function replayGenesis(market: ListedMarket): Int32Array[] {
  const accounts = [MIRROR_DEPTH_ACCOUNT, MIRROR_TAKER_ACCOUNT];
  return [
    ...definitionRecords(market),
    ...DEMO_ACCOUNTS.map((account) => accountRecord(account)),
    ...accounts.map((account) => accountRecord(account, MIRROR_OPEN_ORDERS)),
    ...accounts.flatMap((account) => creditRecords(account, market, MIRROR_CREDIT_MINOR)),
    ...fundingRecords(market, (instrument) =>
      Math.floor((DEMO_COINS * 10 ** instrument.qtyScale) / instrument.lotStep),
    ),
  ];
}

function definitionRecords(market: ListedMarket): Int32Array[] {
  return [
    ...market.assets.map(assetRecord),
    ...market.instruments.map(instrumentRecord),
    penaltiesRecord(CSDR_PENALTY_PPM),
  ];
}

function creditRecords(account: number, market: ListedMarket, creditMinor: number): Int32Array[] {
  return market.assets.map((asset) => creditRecord(account, asset.id, creditMinor));
}

function fundingRecords(
  market: ListedMarket,
  lotsOf: (instrument: Instrument) => number,
): Int32Array[] {
  const records: Int32Array[] = [];
  const money = new Set(market.instruments.map((instrument) => instrument.quoteAsset));
  const fund = (account: number, asset: number, amountMinor: number) => {
    if (amountMinor === 0) return;
    const sourceSeq = records.length + 1;
    records.push(transferRecord(account, asset, amountMinor, LiquiditySource.genesis, sourceSeq));
  };
  for (const account of DEMO_ACCOUNTS) {
    for (const asset of market.assets) {
      if (!money.has(asset.id)) continue;
      const units = DEMO_MONEY[asset.code] ?? DEMO_MONEY_ELSE;
      fund(account, asset.id, units * 10 ** asset.scale);
    }
    for (const instrument of market.instruments) {
      if (money.has(instrument.baseAsset)) continue;
      fund(account, instrument.baseAsset, lotsOf(instrument) * instrument.lotBaseMinor);
    }
  }
  return records;
}
