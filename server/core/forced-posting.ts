// Postings that happen whatever the account has: where it goes below what it may, its credit grows to what
// is used, and the event says so.

import { BALANCE_SHIFT, BalanceSlot, CounterSlot, type CoreState } from './core-state.ts';
import type { EventLog } from './event-log.ts';
import { EVENT_WORDS, EventKind } from './events.ts';

export interface ForcedEntry {
  readonly account: number;
  readonly asset: number;
  /** Minor units; negative: it pays or delivers. */
  readonly amount: number;
  /** The other side, 0: the venue's or several. */
  readonly other: number;
  /** A Posting. */
  readonly posting: number;
  readonly instrument: number;
}

export type ForcedPosting = (entry: ForcedEntry) => void;

/** Posts the entry and tells it; its reference is the business day. */
export function createForcedPosting(state: CoreState, log: EventLog): ForcedPosting {
  const { balances, counters } = state;
  return ({ account, asset, amount, other, posting, instrument }) => {
    const at = (asset * state.capacity.accounts + account) << BALANCE_SHIFT;
    balances[at + BalanceSlot.available]! += amount;
    const used = 0 - balances[at + BalanceSlot.available]!;
    const isForced = used > balances[at + BalanceSlot.credit]!;
    if (isForced) balances[at + BalanceSlot.credit] = used;
    const event = log.open(EventKind.balance);
    log.words.fill(0, event + 1, event + EVENT_WORDS);
    log.words[event + 1] = account;
    log.words[event + 2] = asset;
    log.words[event + 3] = other;
    log.words[event + 4] = posting;
    log.words[event + 5] = instrument;
    log.words[event + 10] = log.privateSeq(account);
    log.words[event + 11] = isForced ? 1 : 0;
    log.slots[(event >> 1) + 3] = balances[at + BalanceSlot.available]!;
    log.slots[(event >> 1) + 4] = balances[at + BalanceSlot.held]!;
    log.slots[(event >> 1) + 6] = amount;
    log.slots[(event >> 1) + 7] = counters[CounterSlot.businessDay]!;
  };
}
