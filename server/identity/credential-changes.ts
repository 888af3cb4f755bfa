// What a signed-in user does to the own credentials: step-up, password, one-time codes.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { IdentityDesk } from './identity-desk.ts';
import type { LiveSession } from './live-sessions.ts';
import type { OneTimeCodes, TotpSetup } from './one-time-codes.ts';
import type { RecoveryCodes } from './recovery-codes.ts';
import { demandAllowedPassword } from './registration.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { SecondFactors } from './second-factors.ts';
import { RANK_KNOWN } from './sign-in-gate.ts';
import type { SignInFlow } from './sign-in-flow.ts';
import type { User } from './user-store.ts';

export interface Proof {
  readonly password?: string | undefined;
  readonly code?: string | undefined;
}

export interface CredentialChanges {
  /** The new secret of the session. Where one-time codes are on, a password alone proves nothing. */
  stepUp(session: LiveSession, proof: Proof): Promise<string>;
  /** Ends every other session; the new secret of this one. */
  changePassword(session: LiveSession, current: string, next: string): Promise<string>;
  beginTotp(session: LiveSession): Promise<TotpSetup>;
  /** Recovery codes, shown this once. */
  confirmTotp(session: LiveSession, code: string): Promise<string[]>;
  removeTotp(session: LiveSession): Promise<void>;
}

export function createCredentialChanges(
  desk: IdentityDesk,
  flow: SignInFlow,
  codes: OneTimeCodes,
  recovery: RecoveryCodes,
  factors: SecondFactors,
): CredentialChanges {
  const { users, sessions, passwords, nowMs } = desk;

  async function userOf(session: LiveSession): Promise<User> {
    const user = await users.byId(session.principal.user);
    if (user?.state !== 'active') throw new Refusal(REJECTS.notSignedIn);
    return user;
  }

  function note(session: LiveSession, what: string, outcome: string): void {
    const { user } = session.principal;
    desk.note({ who: user, what, object: session.id, address: session.address, outcome });
  }

  async function prove(user: User, { password, code }: Proof, session: LiveSession) {
    if (user.totpOn) {
      await codes.check(user.id, code ?? '', nowMs());
      return;
    }
    const isRight = await flow.isPassword(user, password ?? '', session.address);
    if (!isRight) throw new Refusal(REJECTS.badCredentials);
  }

  return {
    async stepUp(session, proof) {
      const user = await userOf(session);
      try {
        await prove(user, proof, session);
      } catch (error) {
        if (error instanceof Refusal) note(session, 'step-up', error.row.name);
        throw error;
      }
      note(session, 'step-up', 'done');
      // Where codes are on it was a code.
      if (user.totpOn) await sessions.secondFactorGiven(session);
      return sessions.stepUp(session, nowMs());
    },
    async changePassword(session, current, next) {
      const user = await userOf(session);
      await demandAllowedPassword(next, user.email);
      if (!(await flow.isPassword(user, current, session.address))) {
        note(session, 'password-change', REJECTS.badCredentials.name);
        throw new Refusal(REJECTS.badCredentials);
      }
      await users.change(user.id, { password_hash: await passwords.hash(next, RANK_KNOWN) });
      await sessions.endAll(user.id, session.id);
      note(session, 'password-change', 'done');
      desk.post(user, 'passwordChanged', 'reset');
      return sessions.stepUp(session, nowMs());
    },
    async beginTotp(session) {
      const user = await userOf(session);
      await factors.demandChange(session);
      return codes.begin(user.id, user.email);
    },
    async confirmTotp(session, code) {
      const user = await userOf(session);
      if (user.totpOn) throw new Refusal(REJECTS.alreadySet);
      await factors.demandChange(session);
      await codes.confirm(user.id, code, nowMs());
      await factors.added(session);
      note(session, 'totp-on', 'done');
      return recovery.make(user.id);
    },
    async removeTotp(session) {
      const user = await userOf(session);
      await factors.demandChange(session);
      await codes.remove(user.id);
      await recovery.remove(user.id);
      await factors.removed(session);
      note(session, 'totp-off', 'done');
    },
  };
}
