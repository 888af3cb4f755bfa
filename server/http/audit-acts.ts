// What a REST call leaves in the audit log: who called, from where, what came of it.

import { ROLE_NAMES } from '../../shared/domain/role.ts';
import type { AuditEntry, AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '../gateway/authority.ts';

/** Who did it, when and from where. */
export type Actor = Pick<AuditEntry, 'atMicros' | 'who' | 'address'>;
export type Act = Omit<AuditEntry, keyof Actor>;

export function actorOf(principal: Principal | undefined, address: string): Actor {
  const role = principal === undefined ? '' : ROLE_NAMES[principal.role];
  return {
    atMicros: Date.now() * 1_000,
    who: { user: principal?.user ?? '', role },
    address,
  };
}

/** Resolves once it is on disk: only then may the answer go out. */
export async function recordAct(
  audit: AuditLog,
  call: { readonly principal: Principal | undefined; readonly address: string },
  act: Act,
): Promise<void> {
  await audit.record({ ...actorOf(call.principal, call.address), ...act });
}
