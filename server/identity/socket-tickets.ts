// Tickets that open a WebSocket: 256 bits, 30 s, used once, bound to a session or an API key (ASVS 5.0
// 4.4.3, 4.4.4). In memory: a restart voids them.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { Principal } from '../gateway/authority.ts';
import { randomToken, tokenHash } from './random-token.ts';

export interface SocketTickets {
  /** `current` is asked when the ticket is used: undefined once its session is over. */
  issue(current: () => Principal | undefined, nowMs: number): { ticket: string; expiresMs: number };
  /** The principal of a ticket, which is used up by this. */
  use(ticket: string, nowMs: number): Principal | { readonly code: number };
}

const LIFE_MS = 30_000;
/** Waiting tickets; beyond it the oldest is void: whoever asked for it asks again. */
const WAITING_MAX = 10_000;
/** As random-token.ts makes them; tokens of the demo have a dot. */
export const TICKET = /^[\w-]{43}$/;

export function createSocketTickets(): SocketTickets {
  const waiting = new Map<string, { current: () => Principal | undefined; expiresMs: number }>();

  function forgetOld(nowMs: number): void {
    for (const [hash, { expiresMs }] of waiting) {
      // In the order of issue: the first that lives ends the search.
      if (expiresMs > nowMs && waiting.size <= WAITING_MAX) return;
      waiting.delete(hash);
    }
  }

  return {
    issue(current, nowMs) {
      const ticket = randomToken();
      const expiresMs = nowMs + LIFE_MS;
      waiting.set(tokenHash(ticket), { current, expiresMs });
      forgetOld(nowMs);
      return { ticket, expiresMs };
    },
    use(ticket, nowMs) {
      const hash = tokenHash(ticket);
      const found = waiting.get(hash);
      waiting.delete(hash);
      const isLate = found === undefined || found.expiresMs <= nowMs;
      const principal = isLate ? undefined : found.current();
      return principal ?? { code: REJECTS.badToken.code };
    },
  };
}
