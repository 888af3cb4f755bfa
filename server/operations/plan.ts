// A change of limits, fees or a discount, and the plan that it becomes when it has a date.

import type { Discount } from '../core/discount.ts';
import type { Fees } from '../core/fee-change.ts';
import type { LimitRow } from '../core/limit-rows.ts';

export interface LimitsChange {
  /** 0: of all. */
  readonly account: number;
  /** -1: of all. */
  readonly instrument: number;
  readonly row: LimitRow;
  /** First business day, days since 1970; left out: at once. */
  readonly from?: number;
}

export interface FeesChange extends Fees {
  readonly instrument: number;
  readonly from?: number;
}

export interface DiscountChange extends Discount {
  readonly account: number;
  readonly from?: number;
  /** Of a run of the fee tiers; left out: two persons decided it. */
  readonly tier?: number;
}

/** Who proposes what a run of the fee tiers found; it stands in the list of the runs. */
export const TIER_AUTHOR = 'venue';

/** What may have a date. */
export type Change =
  | ({ readonly what: 'limits.set' } & LimitsChange)
  | ({ readonly what: 'fees.set' } & FeesChange)
  | ({ readonly what: 'discount.set' } & DiscountChange);

const DATED: ReadonlySet<string> = new Set<Change['what']>([
  'limits.set',
  'fees.set',
  'discount.set',
]);

export function mayHaveDate(what: string): what is Change['what'] {
  return DATED.has(what);
}

export interface Plan {
  readonly id: number;
  readonly what: Change['what'];
  readonly object: string;
  /** JSON of the change. */
  readonly payload: string;
  /** Days since 1970. */
  readonly fromDay: number;
  readonly why: string;
  readonly proposedBy: string;
  readonly confirmedBy: string;
  readonly plannedMicros: number;
  /** begun: it has its number and was sent; what the core said is not known yet. */
  readonly state: 'planned' | 'begun' | 'applied' | 'refused' | 'withdrawn';
  /** Within source 6; 0: not begun. */
  readonly sourceSeq: number;
  /** When it was applied, refused or withdrawn; 0: not yet. */
  readonly endedMicros: number;
}

export type NewPlan = Omit<Plan, 'id' | 'state' | 'sourceSeq' | 'endedMicros'>;

/** Each call is on disk when it returns, and false when the row was not in the state that it leaves. */
export interface PlanBox {
  add(plan: NewPlan): Plan;
  find(id: number): Plan | undefined;
  /** Those of persons, the latest day first. */
  list(limit: number): readonly Plan[];
  /** Those planned for this day or an earlier one, the earliest day first, then as they were planned. */
  due(day: number): readonly Plan[];
  /** Those begun, in order of their numbers. */
  begun(): readonly Plan[];
  begin(id: number, sourceSeq: number): boolean;
  end(id: number, state: 'applied' | 'refused', nowMicros: number): boolean;
  withdraw(id: number, nowMicros: number): boolean;
}
