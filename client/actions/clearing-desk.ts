// Deliveries that fail, as staff see them, and their buy-in and price as two persons decide them.

import type { Answered } from '../net/rest-call.ts';
import { officeCall } from './office-call.ts';
import type { Proposal } from '../../shared/domain/proposal.ts';

export interface FailingDelivery {
  readonly account: number;
  readonly instrument: number;
  readonly lots: number;
  readonly moneyMinor: number;
  /** Days since 1970: when it is tried next, since when it fails, from when it may be bought in. */
  readonly valueDate: number;
  readonly failedSince: number;
  readonly due: number;
  readonly isDue: boolean;
  /** Paid for it so far, less what it got. */
  readonly penaltyMinor: number;
}

export interface BuyInWanted {
  readonly account: number;
  readonly instrument: number;
  readonly lots: number;
  /** Ticks; 0: the reference. */
  readonly price: number;
  /** Who sells; 0: nobody, the receivers get cash. */
  readonly agent: number;
}

export const PENALISED = ['stock', 'bond', 'fund', 'fx', 'crypto'] as const;
/** Parts per million a day. */
export type PenaltyRates = Readonly<Record<(typeof PENALISED)[number], number>>;

export const listFailing = () =>
  officeCall<readonly FailingDelivery[]>('GET', 'operations/failing-deliveries');

export function proposeBuyIn(buyIn: BuyInWanted, reason: string): Promise<Answered<Proposal>> {
  return officeCall('POST', 'operations/buy-ins', { ...buyIn, reason });
}

export const readPenaltyRates = () => officeCall<PenaltyRates>('GET', 'operations/penalty-rates');

export function proposePenaltyRates(
  rates: PenaltyRates,
  reason: string,
): Promise<Answered<Proposal>> {
  return officeCall('POST', 'operations/penalty-rates', { rates, reason });
}
