// Who is asking, and may they: every route of REST goes through here. A caller is known by the cookie of a
// session, the signature of an API key, or a bearer token of the demo.

import type { Context } from 'hono';
import { REJECTS, type RejectRow } from '../../shared/domain/reject.ts';
import type { Grant } from '../../shared/domain/role.ts';
import { refusalOfAll, type Principal } from '../gateway/authority.ts';
import type { LiveSession } from '../identity/live-sessions.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

export { Refusal } from '../../shared/domain/refusal.ts';

export type Caller =
  | {
      readonly by: 'session';
      readonly principal: Principal;
      readonly session: LiveSession;
      /** Proved by password or code within the last minutes. */
      readonly isProved: boolean;
    }
  | { readonly by: 'key' | 'token'; readonly principal: Principal };

/** By the request, as the first handler (callers.ts) found out; absent: nobody is signed in. */
const callers = new WeakMap<Request, Caller | RejectRow>();

export function setCaller(c: Context, caller: Caller | RejectRow): void {
  callers.set(c.req.raw, caller);
}

/** The caller; refuses who is not signed in. */
export function callerOf(c: Context): Caller {
  const caller = callers.get(c.req.raw) ?? REJECTS.notSignedIn;
  if ('code' in caller) throw new Refusal(caller);
  return caller;
}

/** For what answers everybody: whether somebody is signed in. */
export function isSignedIn(c: Context): boolean {
  const caller = callers.get(c.req.raw);
  return caller !== undefined && !('code' in caller);
}

/** Somebody known asked for what they may not: a matter for the audit log (ASVS 5.0, 16.3.2). */
export class NotGranted extends Refusal {
  readonly principal: Principal;
  /** As the route is declared. */
  readonly path: string;
  constructor(row: RejectRow, principal: Principal, path: string) {
    super(row);
    this.principal = principal;
    this.path = path;
  }
}

/** Refuses who has none of the grants. */
export function permit(c: Context, grants: readonly Grant[], path: string): void {
  const { principal } = callerOf(c);
  const refusal = refusalOfAll(principal, grants);
  if (refusal !== undefined) throw new NotGranted(refusal, principal, path);
}

/** The session of a person at a browser; refuses keys and tokens. */
export function requireSession(c: Context): LiveSession {
  const caller = callerOf(c);
  if (caller.by !== 'session') throw new Refusal(REJECTS.notPermitted);
  return caller.session;
}

/**
 * For payouts and credentials: proved by password or code within the last five minutes (ASVS 5.0 7.5.3). A
 * key proves itself with each request, and has the scope or not; users of the demo have nothing to prove with.
 */
export function requireStepUp(c: Context): Caller {
  const caller = callerOf(c);
  if (caller.by === 'session' && !caller.isProved) {
    throw new Refusal(REJECTS.stepUpNeeded);
  }
  return caller;
}

/** The network address of the caller, as the socket server saw it. */
export function addressOf(c: Context): string {
  return c.req.header('x-openbell-remote') ?? '';
}

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 429 | 503;

/** Rows whose status does not follow from their range. */
const STATUS_OF: ReadonlyMap<number, Status> = new Map<number, Status>([
  [REJECTS.notPermitted.code, 403],
  [REJECTS.originRefused.code, 403],
  [REJECTS.demoOff.code, 403],
  [REJECTS.tooManyAttempts.code, 429],
  [REJECTS.badCode.code, 400],
  [REJECTS.badLink.code, 400],
  [REJECTS.weakPassword.code, 400],
  [REJECTS.stepUpNeeded.code, 403],
  [REJECTS.forgedRequest.code, 403],
  [REJECTS.addressNotListed.code, 403],
  [REJECTS.profileIncomplete.code, 400],
  [REJECTS.alreadySet.code, 409],
  [REJECTS.notFound.code, 404],
  [REJECTS.tooManyKept.code, 400],
  [REJECTS.challengeGone.code, 400],
  [REJECTS.notConfirmed.code, 403],
  [REJECTS.lastAdministrator.code, 409],
  [REJECTS.passkeyNeedsName.code, 400],
  [REJECTS.passkeyRefused.code, 400],
  [REJECTS.unknownInstrument.code, 404],
  [REJECTS.layoutConflict.code, 409],
  [REJECTS.layoutTooLarge.code, 413],
  [REJECTS.wrongAccount.code, 403],
  [REJECTS.secondFactorRequired.code, 403],
  [REJECTS.secondPersonNeeded.code, 403],
  [REJECTS.unknownProposal.code, 404],
  [REJECTS.unknownTrade.code, 404],
  [REJECTS.proposalOver.code, 409],
  [REJECTS.noAuditBundle.code, 404],
  [REJECTS.statementTooLong.code, 400],
  [REJECTS.unknownBankAccount.code, 404],
  [REJECTS.unknownWithdrawal.code, 404],
  [REJECTS.unknownBankEntry.code, 404],
  [REJECTS.unknownReconciliation.code, 404],
  [REJECTS.withdrawalLeft.code, 409],
  [REJECTS.approvedAlready.code, 409],
  [REJECTS.notAwaitingApproval.code, 409],
  [REJECTS.bankEntryAssigned.code, 409],
  [REJECTS.requestConflict.code, 409],
  [REJECTS.ownApproval.code, 403],
  [REJECTS.simulatedBankOff.code, 403],
  [REJECTS.bankSilent.code, 503],
]);

/** REST answers a refusal with the same code, name and words as the socket. */
export function refusalBody({ row, retryAfterMs }: Refusal) {
  const { code, name, field, retryable, words } = row;
  return { code, name, field, retryable, words, ...(retryAfterMs > 0 ? { retryAfterMs } : {}) };
}

/** Retry-After of RFC 9110 counts whole seconds. */
export function refusalHeaders({ retryAfterMs }: Refusal): Record<string, string> {
  return retryAfterMs > 0 ? { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) } : {};
}

export function refusalStatus({ code }: RejectRow): Status {
  const status = STATUS_OF.get(code);
  if (status !== undefined) return status;
  if (code < 2000) return 401;
  return code >= 9000 ? 503 : 400;
}
