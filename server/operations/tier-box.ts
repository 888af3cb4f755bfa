// What the platform keeps of the tiers: tables with the day from which they hold, a run for each business
// day with what it found for each account, and the accounts whose discount was set by hand.

import type { Discount } from '../core/discount.ts';
import type { FeeTier, TierTable } from './fee-tiers.ts';

export interface KeptTable extends TierTable {
  readonly id: number;
  /** Days since 1970. */
  readonly fromDay: number;
  readonly why: string;
  readonly proposedBy: string;
  readonly confirmedBy: string;
}

/** A price that a currency was counted at; 0 ticks: there was none. */
export interface UsedRate {
  readonly asset: number;
  /** -1: no pair with the table's currency. */
  readonly instrument: number;
  readonly ticks: number;
}

export interface TierRow extends Discount {
  readonly account: number;
  readonly volumeMinor: number;
  readonly missing: readonly number[];
  readonly tier: number;
  /** same: it had it already; byHand: it keeps what was set by hand; sent: it is told to the core. */
  readonly outcome: 'same' | 'byHand' | 'sent';
}

export interface TierRun {
  readonly day: number;
  readonly table: number;
  readonly asset: number;
  readonly tiers: readonly FeeTier[];
  readonly rates: readonly UsedRate[];
  readonly ranMicros: number;
}

/** A row that was sent stands with what became of it. */
export interface ToldRow extends TierRow {
  readonly state: 'planned' | 'begun' | 'applied' | 'refused' | 'withdrawn' | '';
}

/** Each call is on disk when it returns. */
export interface TierBox {
  addTable(table: Omit<KeptTable, 'id'>): void;
  /** The one that holds on a day: the latest day, of two for one day the later decided. */
  tableOn(day: number): KeptTable | undefined;
  /** The latest day first. */
  tables(limit: number): readonly KeptTable[];
  /** 0: none was made yet. */
  lastDay(): number;
  /** All or nothing; rows that are sent become plans of that day with it. False: the day has its run. */
  saveRun(run: TierRun, rows: readonly TierRow[]): boolean;
  lastRun(): TierRun | undefined;
  rowsOf(day: number, limit: number): readonly ToldRow[];
  rowOf(day: number, account: number): ToldRow | undefined;
  byHand(): readonly number[];
  /** What a run has planned for it and not begun is dropped. False: it was by hand already. */
  takeByHand(account: number): boolean;
  /** False: it was not by hand. */
  giveBack(account: number): boolean;
}
