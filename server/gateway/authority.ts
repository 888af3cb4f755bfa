// Port: who is this, and what may they do. Fulfilled by the identity room.

import { may, type Grant, type Role } from '../../shared/domain/role.ts';

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
}

export interface Authority {
  /** The principal of a token, or the reject code that says why not. */
  verify(token: string, nowMs: number): Principal | { readonly code: number };
  /** Told the names of sessions that ended before their time: their sockets are closed at once. */
  onEnded?(listener: (session: string) => void): void;
}

/** The role has the grant, and nothing withholds it. */
export function isGranted({ role, withheld }: Principal, grant: Grant): boolean {
  return may(role, grant) && withheld?.includes(grant) !== true;
}
