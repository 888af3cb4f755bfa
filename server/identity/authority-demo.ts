// Authority with demo users, no passwords: refused unless the demo setting is on.

import type { Authority, Principal } from '../gateway/authority.ts';
import { REJECTS } from '../../shared/domain/reject.ts';
import { Role } from '../../shared/domain/role.ts';
import { signToken, verifyToken } from './tokens.ts';

interface DemoUser {
  readonly role: Role;
  readonly account: number;
}

/** Accounts 2 and 3 are funded at genesis. */
export const DEMO_USERS: Readonly<Record<string, DemoUser>> = {
  'trader-1': { role: Role.trader, account: 2 },
  'trader-2': { role: Role.trader, account: 3 },
  consumer: { role: Role.consumer, account: -1 },
  operator: { role: Role.administrator, account: -1 },
  // Two of each: what one asks for the other approves.
  risk: { role: Role.risk, account: -1 },
  'risk-2': { role: Role.risk, account: -1 },
  operations: { role: Role.operations, account: -1 },
  'operations-2': { role: Role.operations, account: -1 },
  auditor: { role: Role.auditor, account: -1 },
};

const TOKEN_LIFE_MS = 12 * 3600 * 1000;

export interface DemoAuthority extends Authority {
  /** A token for a demo user, or the reject code that says why not. */
  issue(user: string, nowMs: number): { readonly token: string } | { readonly code: number };
}

export function createDemoAuthority(secret: Uint8Array, demo: boolean): DemoAuthority {
  return {
    issue(user, nowMs) {
      if (!demo) return { code: REJECTS.demoOff.code };
      if (!Object.hasOwn(DEMO_USERS, user)) return { code: REJECTS.badToken.code };
      return { token: signToken(secret, user, nowMs + TOKEN_LIFE_MS) };
    },
    verify(token, nowMs): Principal | { code: number } {
      if (!demo) return { code: REJECTS.demoOff.code };
      const claims = verifyToken(secret, token, nowMs);
      const user = claims && DEMO_USERS[claims.user];
      if (!claims || !user) return { code: REJECTS.badToken.code };
      return {
        user: claims.user,
        role: user.role,
        account: user.account,
        expiresMs: claims.expiresMs,
      };
    },
  };
}
