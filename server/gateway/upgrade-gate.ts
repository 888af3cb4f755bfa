// The door: origin, sub-protocol, and how many connections one address may open, and how fast.

import { PROTOCOLS } from '../../shared/wire/codec.ts';
import type { GatewayLimits } from './gateway-options.ts';
import { TokenBucket } from './rate-limit.ts';
import type { UpgradeAnswer, UpgradeRequest } from './socket.ts';

export interface UpgradeGate {
  ask(request: UpgradeRequest, nowMs: number): UpgradeAnswer;
  opened(remote: string): void;
  closed(remote: string): void;
  /** Forgets addresses that have rested. */
  sweep(nowMs: number): void;
  addresses(): number;
}

interface Address {
  open: number;
  readonly rate: TokenBucket;
}

const BAD_REQUEST = 400;
const FORBIDDEN = 403;
const TOO_MANY = 429;

export function createUpgradeGate(origins: readonly string[], limits: GatewayLimits): UpgradeGate {
  const allowed = new Set(origins);
  const addresses = new Map<string, Address>();

  function addressOf(remote: string, nowMs: number): Address {
    const found = addresses.get(remote);
    if (found !== undefined) return found;
    const rate = new TokenBucket(limits.connectRatePerIp, limits.connectBurstPerIp, nowMs);
    const made = { open: 0, rate };
    addresses.set(remote, made);
    return made;
  }

  return {
    ask(request, nowMs) {
      const address = addressOf(request.remote, nowMs);
      if (address.rate.take(nowMs) > 0) return { status: TOO_MANY };
      if (request.origin !== '' && !allowed.has(request.origin)) return { status: FORBIDDEN };
      if (address.open >= limits.connectionsPerIp) return { status: TOO_MANY };
      // The constant is granted, not the client's own text: idle connections share it.
      const protocol = request.protocols
        .map((offered) => PROTOCOLS.find((known) => known === offered))
        .find((known) => known !== undefined);
      return protocol === undefined ? { status: BAD_REQUEST } : { protocol };
    },
    opened(remote) {
      const address = addresses.get(remote);
      if (address !== undefined) address.open += 1;
    },
    closed(remote) {
      const address = addresses.get(remote);
      if (address !== undefined) address.open -= 1;
    },
    sweep(nowMs) {
      for (const [remote, address] of addresses) {
        if (address.open === 0 && address.rate.isFull(nowMs)) addresses.delete(remote);
      }
    },
    addresses: () => addresses.size,
  };
}
