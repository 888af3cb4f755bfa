// What a user may do now: the role, less what the state of the profile and the scopes of a key withhold.

import { GRANTS, isStaffRole, Role, type Grant } from '../../shared/domain/role.ts';
import type { Principal } from '../gateway/authority.ts';
import type { User } from './user-store.ts';

/** An order of steps that nobody skips: profile, then money, then trading (ASVS 5.0 2.3.1). */
const AFTER_APPROVAL: readonly Grant[] = ['trade', 'fund'];

export const SCOPES = ['read', 'trade', 'fund'] as const;
export type Scope = (typeof SCOPES)[number];

/** A key acts for its own user's account only: no grant of a member of staff is ever given to one. */
const GRANTS_OF_SCOPE: Readonly<Record<Scope, readonly Grant[]>> = {
  read: ['marketData', 'readAccount'],
  trade: ['trade'],
  fund: ['fund'],
};

export function principalOf(
  user: Pick<User, 'id' | 'role' | 'account' | 'kyc'>,
  session: string,
  expiresMs: number,
  hasSecondFactor: boolean,
): Principal {
  const { id, role, kyc } = user;
  // Staff act for nobody's account, not even for the one that they had.
  const account = role === Role.trader ? user.account : -1;
  const withheld = kyc === 'approved' ? [] : AFTER_APPROVAL;
  const lacksSecondFactor = isStaffRole(role) && !hasSecondFactor;
  return { user: id, role, account, expiresMs, session, withheld, lacksSecondFactor };
}

/** The same, for a key with these scopes. */
export function withScopes(principal: Principal, scopes: readonly Scope[]): Principal {
  const given = new Set(scopes.flatMap((scope) => GRANTS_OF_SCOPE[scope]));
  const withheld = GRANTS.filter((grant) => !given.has(grant));
  return { ...principal, withheld: [...new Set([...withheld, ...(principal.withheld ?? [])])] };
}
