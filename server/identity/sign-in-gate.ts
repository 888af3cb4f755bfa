// Stands before everything that a stranger may ask of identity, and knows the address alone: what is refused
// here was neither read nor looked up. Budgets per address and for all; who has signed in from an address
// before has a budget that strangers cannot use up.

import { REJECTS } from '../../shared/domain/reject.ts';
import { TokenBucket } from '../gateway/rate-limit.ts';
import { networkOf } from './address-network.ts';
import { ADDRESS_RULES, createAttemptLimit, type AttemptLimit } from './attempt-limit.ts';
import { BUSY_RETRY_MS } from './password-hash.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

export interface SignInGate {
  /** What a request from there is refused with, or undefined: it may come in. */
  refusal(address: string): Refusal | undefined;
  /** 0: known and without many failures; 1: nothing is known; above: failures of the window. */
  rankOf(address: string): number;
  /** Somebody of ours was there, with a right password. */
  known(address: string): void;
  /** Failed passwords by network address. */
  readonly failures: AttemptLimit;
}

export interface GateBudget {
  /** Requests of strangers per second, all addresses together; as many once more for known ones. */
  readonly perSecond: number;
  readonly burst: number;
  readonly addressPerSecond: number;
  readonly addressBurst: number;
}

/** A request that comes in costs the loop of the orders up to a quarter of a millisecond, and its hash ten of
 * a core that orders leave: strangers have less than 1 % of the loop and a third of that core. */
export const GATE_BUDGET: GateBudget = {
  ...{ perSecond: 30, burst: 60 },
  ...{ addressPerSecond: 10, addressBurst: 100 },
};

/** The one that rested longest is forgotten: it begins with a full budget again, of its own alone. */
const ADDRESSES_MAX = 100_000;
const KNOWN_MAX = 10_000;
/** Failures that a known address may have before it counts like any other. */
const KNOWN_FAILURES_MAX = 5;
export const RANK_KNOWN = 0;
const RANK_NEW = 1;

export function createSignInGate(
  nowMs: () => number,
  budget: GateBudget = GATE_BUDGET,
): SignInGate {
  const { perSecond, burst, addressPerSecond, addressBurst } = budget;
  const failures = createAttemptLimit(ADDRESS_RULES);
  const ofKnown = new TokenBucket(perSecond, burst, nowMs());
  // Two buckets: who failed before leaves half of the strangers' budget to those who did not.
  const ofNew = new TokenBucket(perSecond / 2, burst / 2, nowMs());
  const ofAll = new TokenBucket(perSecond / 2, burst / 2, nowMs());
  const addresses = new Map<string, TokenBucket>();
  const known = new Set<string>();

  function bucketOf(network: string): TokenBucket {
    const bucket =
      addresses.get(network) ?? new TokenBucket(addressPerSecond, addressBurst, nowMs());
    addresses.delete(network);
    addresses.set(network, bucket);
    if (addresses.size > ADDRESSES_MAX) addresses.delete(addresses.keys().next().value!);
    return bucket;
  }

  function rankOf(network: string): number {
    const failed = failures.count(network, nowMs());
    return known.has(network) && failed < KNOWN_FAILURES_MAX ? RANK_KNOWN : RANK_NEW + failed;
  }

  return {
    failures,
    refusal(address) {
      const [network, now] = [networkOf(address), nowMs()];
      const waitMs = Math.max(failures.waitMs(network, now), bucketOf(network).take(now));
      if (waitMs > 0) return new Refusal(REJECTS.tooManyAttempts, waitMs);
      const rank = rankOf(network);
      const buckets =
        rank === RANK_KNOWN ? [ofKnown, ofAll] : rank === RANK_NEW ? [ofNew, ofAll] : [ofAll];
      const isGranted = buckets.some((bucket) => bucket.take(now) === 0);
      return isGranted ? undefined : new Refusal(REJECTS.busy, BUSY_RETRY_MS);
    },
    rankOf: (address) => rankOf(networkOf(address)),
    known(address) {
      const network = networkOf(address);
      known.delete(network);
      known.add(network);
      if (known.size > KNOWN_MAX) known.delete(known.values().next().value!);
    },
  };
}
