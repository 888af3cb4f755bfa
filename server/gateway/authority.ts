// Port: who is this, and what may they do. Fulfilled by the identity room.

import type { Role } from '../../shared/domain/role.ts';

export interface Principal {
  readonly user: string;
  readonly role: Role;
  /** The trading account, or -1 for a role that has none. */
  readonly account: number;
  /** Milliseconds since 1970 at which the session ends. */
  readonly expiresMs: number;
}

export interface Authority {
  /** The principal of a token, or the reject code that says why not. */
  verify(token: string, nowMs: number): Principal | { readonly code: number };
}
