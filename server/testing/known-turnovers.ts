// Books for the fee tiers that say what a test has written into them.

import { simulatedInstruments } from '../liquidity/simulated-market.ts';
import type { Turnover } from '../operations/fee-tiers.ts';
import type { TierBooks, TierSpan } from '../operations/tier-runs.ts';

export interface KnownTurnovers {
  list: readonly Turnover[];
  /** Windows that were asked for. */
  readonly asked: TierSpan[];
}

export function knownBooks(known: KnownTurnovers = { list: [], asked: [] }): TierBooks {
  return {
    turnovers(span) {
      known.asked.push(span);
      const isOf = ({ account }: Turnover) =>
        span.account === undefined || span.account === account;
      return Promise.resolve(known.list.filter(isOf));
    },
    discounts: () => Promise.resolve(new Map()),
    instruments: () => Promise.resolve(simulatedInstruments(40)),
    lastTicks: () => Promise.resolve(undefined),
  };
}
