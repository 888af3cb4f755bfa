// Fee tiers by the volume of thirty days: the table and its last run for staff, the own tier for a trader.

import type { Answered } from '../net/rest-call.ts';
import { officeCall } from './office-call.ts';
import type { Proposal } from '../../shared/domain/proposal.ts';

/** Parts per million of the fee. */
interface Discount {
  readonly makerDiscountPpm: number;
  readonly takerDiscountPpm: number;
}

/** Volume from which it holds in minor units of the table's currency. */
export interface FeeTier extends Discount {
  readonly fromMinor: number;
}

export interface TierTable {
  /** Days since 1970. */
  readonly fromDay: number;
  readonly id: number;
  readonly asset: number;
  readonly tiers: readonly FeeTier[];
  readonly why: string;
  readonly proposedBy: string;
  readonly confirmedBy: string;
}

export interface TierRow extends Discount {
  readonly account: number;
  readonly volumeMinor: number;
  /** Currencies that had no rate. */
  readonly missing: readonly number[];
  /** 0: below the first one. */
  readonly tier: number;
  readonly outcome: 'same' | 'byHand' | 'sent';
  readonly state: 'planned' | 'begun' | 'applied' | 'refused' | 'withdrawn' | '';
}

export interface TierRun {
  readonly day: number;
  readonly table: number;
  readonly asset: number;
  /** 0 ticks: no rate, counted 0. */
  readonly rates: readonly {
    readonly asset: number;
    readonly instrument: number;
    readonly ticks: number;
  }[];
  readonly rows: readonly TierRow[];
}

export interface FeeTiers {
  readonly tables: readonly TierTable[];
  readonly run?: TierRun;
  readonly byHand: readonly number[];
}

export interface OwnTier extends Discount {
  /** -1: there are no tiers. */
  readonly asset: number;
  readonly tiers: readonly FeeTier[];
  readonly isByHand: boolean;
  readonly ran?: { readonly day: number; readonly tier: number; readonly volumeMinor: number };
  readonly volumeMinor: number;
  readonly missing: readonly number[];
  readonly nextTier: number;
}

export const readFeeTiers = () => officeCall<FeeTiers>('GET', 'operations/fee-tiers');
export const readOwnTier = () => officeCall<OwnTier>('GET', 'fee-tier');

/** `from` as YYYY-MM-DD; empty: the next business day that is run. */
export function proposeTiers(
  asset: number,
  tiers: readonly FeeTier[],
  from: string,
  reason: string,
): Promise<Answered<Proposal>> {
  const dated = from === '' ? {} : { from };
  return officeCall('POST', 'operations/fee-tiers', { asset, tiers, ...dated, reason });
}

export function proposeRelease(account: number, reason: string): Promise<Answered<Proposal>> {
  return officeCall('POST', `operations/discounts/${String(account)}/release`, { reason });
}
