// Who is asking: the bearer token of a REST request, through the same authority as the socket.

import { REJECTS, rejectByCode, type RejectRow } from '../../shared/domain/reject.ts';
import { may, type Grant } from '../../shared/domain/role.ts';
import type { Authority, Principal } from '../gateway/authority.ts';

export type Guarded = { readonly principal: Principal } | { readonly refusal: RejectRow };

export function guard(authority: Authority, authorization: string | undefined): Guarded {
  const token = /^Bearer ([\w.-]{1,256})$/.exec(authorization ?? '')?.[1];
  if (token === undefined) return { refusal: REJECTS.notSignedIn };
  const verified = authority.verify(token, Date.now());
  if ('code' in verified) return { refusal: rejectByCode(verified.code) ?? REJECTS.badToken };
  return { principal: verified };
}

/** A request that is answered with a row of the one table of refusals. */
export class Refusal extends Error {
  readonly row: RejectRow;
  constructor(row: RejectRow) {
    super(row.words);
    this.row = row;
  }
}

/** The principal, if its role has the grant; refuses everyone else. */
export function permit(
  authority: Authority,
  authorization: string | undefined,
  grant: Grant,
): Principal {
  const who = guard(authority, authorization);
  if ('refusal' in who) throw new Refusal(who.refusal);
  if (!may(who.principal.role, grant)) throw new Refusal(REJECTS.notPermitted);
  return who.principal;
}

const NOT_FOUND: ReadonlySet<number> = new Set([
  REJECTS.unknownBankAccount.code,
  REJECTS.unknownWithdrawal.code,
  REJECTS.unknownBankEntry.code,
  REJECTS.unknownReconciliation.code,
]);
const CONFLICTS: ReadonlySet<number> = new Set([
  REJECTS.withdrawalLeft.code,
  REJECTS.approvedAlready.code,
  REJECTS.notAwaitingApproval.code,
  REJECTS.bankEntryAssigned.code,
  REJECTS.requestConflict.code,
]);

/** REST answers a refusal with the same code, name and words as the socket. */
export function refusalStatus({ code }: RejectRow): 400 | 401 | 403 | 404 | 409 | 413 | 503 {
  if (code === REJECTS.notPermitted.code || code === REJECTS.demoOff.code) return 403;
  if (code < 2000) return 401;
  if (code === REJECTS.unknownInstrument.code || NOT_FOUND.has(code)) return 404;
  if (code === REJECTS.layoutConflict.code || CONFLICTS.has(code)) return 409;
  if (code === REJECTS.ownApproval.code || code === REJECTS.simulatedBankOff.code) return 403;
  if (code === REJECTS.bankSilent.code) return 503;
  if (code === REJECTS.layoutTooLarge.code) return 413;
  return code >= 9000 ? 503 : 400;
}
