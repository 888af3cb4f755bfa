// What the account holds as rows by class: money, coins, shares and so on, in the order of the venue's list.

import {
  ASSET_CLASS_NAMES,
  AssetClass,
  type Asset,
  type Instrument,
} from '../../../shared/domain/instrument.ts';
import type { BalanceRecord } from '../../state/account-store.ts';

export const ASSET_GROUPS = ['cash', 'crypto', 'stock', 'bond', 'fund'] as const;
export type AssetGroup = (typeof ASSET_GROUPS)[number];

export interface AssetRow {
  readonly asset: Asset;
  /** Name of the instrument that trades it; empty: a currency. */
  readonly name: string;
  readonly available: number;
  readonly held: number;
  /** Traded and still to come, negative: to go; undefined: not known. */
  readonly unsettled: number | undefined;
}

/** What an instrument trades is of its class; a currency is money, also where it is traded for another. */
function tradedAssets(instruments: Iterable<Instrument>): ReadonlyMap<number, Instrument> {
  const traded = new Map<number, Instrument>();
  for (const instrument of instruments) {
    if (instrument.assetClass === AssetClass.fx) continue;
    if (!traded.has(instrument.baseAsset)) traded.set(instrument.baseAsset, instrument);
  }
  return traded;
}

/** Groups that hold something; assets without any are left out. */
export function assetRows(
  balances: Iterable<BalanceRecord>,
  assets: ReadonlyMap<number, Asset>,
  instruments: Iterable<Instrument>,
  unsettledOf: (asset: number) => number | undefined,
): ReadonlyMap<AssetGroup, readonly AssetRow[]> {
  const traded = tradedAssets(instruments);
  const groups = new Map<AssetGroup, AssetRow[]>(ASSET_GROUPS.map((group) => [group, []]));
  for (const { asset: id, available, held } of balances) {
    const asset = assets.get(id);
    const unsettled = unsettledOf(id);
    if (asset === undefined || (available === 0 && held === 0 && !unsettled)) continue;
    const instrument = traded.get(id);
    const name = instrument === undefined ? 'cash' : ASSET_CLASS_NAMES[instrument.assetClass];
    const group = groups.get(name as AssetGroup);
    group?.push({ asset, name: instrument?.name ?? '', available, held, unsettled });
  }
  for (const [group, rows] of groups) {
    rows.sort((a, b) => a.asset.id - b.asset.id);
    if (rows.length === 0) groups.delete(group);
  }
  return groups;
}
