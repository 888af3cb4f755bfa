// Port: who is this, and what may they do. Fulfilled by the identity room.

import { REJECTS, type RejectRow } from '../../shared/domain/reject.ts';
import { isStaffGrant, may, type Grant, type Role } from '../../shared/domain/role.ts';

export interface Principal {
  readonly user: string;
  readonly role: Role;
  /** The trading account, or -1 for a role that has none. */
  readonly account: number;
  /** Milliseconds since 1970 at which the session ends. */
  readonly expiresMs: number;
  /** What it is that may end before that: a session or an API key. Absent: nothing ends it early. */
  readonly session?: string;
  /** Grants of the role that this session has not: scopes of an API key, a profile not approved. */
  readonly withheld?: readonly Grant[];
  /** A member of staff whose session was made without a second factor: no grant of the staff until it has one. */
  readonly lacksSecondFactor?: boolean;
}

export interface Authority {
  /** The principal of a token, or the reject code that says why not. */
  verify(token: string, nowMs: number): Principal | { readonly code: number };
  /** Told the names of sessions that ended before their time: their sockets are closed at once. */
  onEnded?(listener: (session: string) => void): void;
}

/** The role has the grant, and nothing withholds it. */
export function isGranted(principal: Principal, grant: Grant): boolean {
  return refusalOf(principal, grant) === undefined;
}

/** Why the principal may not; undefined: it may. */
export function refusalOf(principal: Principal, grant: Grant): RejectRow | undefined {
  const { role, withheld, lacksSecondFactor } = principal;
  if (!may(role, grant) || withheld?.includes(grant) === true) return REJECTS.notPermitted;
  return lacksSecondFactor === true && isStaffGrant(grant)
    ? REJECTS.secondFactorRequired
    : undefined;
}

/** The same where one of several grants is enough: the refusal that the caller can do something about. */
export function refusalOfAll(
  principal: Principal,
  grants: readonly Grant[],
): RejectRow | undefined {
  const refusals = grants.map((grant) => refusalOf(principal, grant));
  if (refusals.includes(undefined)) return undefined;
  return refusals.find((row) => row !== REJECTS.notPermitted) ?? REJECTS.notPermitted;
}
