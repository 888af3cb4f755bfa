// Limits and fees as staff set them: what holds, what is proposed, what is planned for a day to come.

import type { Answered } from '../net/rest-call.ts';
import { officeCall } from './office-call.ts';
import type { Proposal } from '../../shared/domain/proposal.ts';

/** Figures of a row of limits; one that is left out or 0 says nothing. */
export const LIMIT_FIGURES = [
  'orderLots',
  'orderNotional',
  'positionLots',
  'buyBandBps',
  'sellBandBps',
  'ordersPerSecond',
  'repeats',
  'restricted',
] as const;
export type LimitFigure = (typeof LIMIT_FIGURES)[number];
export type LimitFigures = Readonly<Partial<Record<LimitFigure, number>>>;

export interface LimitRow {
  /** 0: everybody. */
  readonly account: number;
  /** -1: all. */
  readonly instrument: number;
  readonly limits: LimitFigures;
}

export interface FeesWanted {
  readonly instrument: number;
  readonly makerFeePpm: number;
  readonly takerFeePpm: number;
  /** Left out: duties and least commission stay. */
  readonly extras?: FeeExtras;
}

export interface FeeExtras {
  readonly buyDutyPpm: number;
  readonly sellDutyPpm: number;
  /** Quote minor units. */
  readonly minFeeMinor: number;
}

export interface DiscountWanted {
  readonly account: number;
  readonly makerDiscountPpm: number;
  readonly takerDiscountPpm: number;
}

export interface PlannedChange {
  readonly id: number;
  readonly what: string;
  readonly object: string;
  readonly payload: string;
  /** YYYY-MM-DD. */
  readonly from: string;
  readonly why: string;
  readonly proposedBy: string;
  readonly confirmedBy: string;
  readonly state: 'planned' | 'begun' | 'applied' | 'refused' | 'withdrawn';
}

const get = <T>(path: string) => officeCall<T>('GET', `operations/${path}`);
const post = <T>(path: string, body: unknown) => officeCall<T>('POST', `operations/${path}`, body);

export const listLimits = () => get<readonly LimitRow[]>('limits');
export const listPlanned = () => get<readonly PlannedChange[]>('planned');

/** `from` as YYYY-MM-DD; empty: from the confirmation. */
const dated = (from: string) => (from === '' ? {} : { from });

export function proposeLimits(
  row: LimitRow,
  from: string,
  reason: string,
): Promise<Answered<Proposal>> {
  return post('limits', { ...row, ...dated(from), reason });
}

export function proposeFees(
  fees: FeesWanted,
  from: string,
  reason: string,
): Promise<Answered<Proposal>> {
  return post('fees', { ...fees, ...dated(from), reason });
}

export function proposeDiscount(
  discount: DiscountWanted,
  from: string,
  reason: string,
): Promise<Answered<Proposal>> {
  return post('discounts', { ...discount, ...dated(from), reason });
}

export function withdrawPlanned(id: number, reason: string): Promise<Answered<unknown>> {
  return post(`planned/${String(id)}/withdraw`, { reason });
}
