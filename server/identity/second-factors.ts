// What a change of second factors means to sessions: staff has grants of the staff only in a session with one
// (ASVS 5.0 6.3.3), and a password alone never replaces a factor that is there.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { LiveSession, SessionHouse } from './live-sessions.ts';
import type { Passkeys } from './passkeys.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { UserStore } from './user-store.ts';

export interface SecondFactors {
  /**
   * Before one is added or removed. Staff without any adds the first one with what it has, so that nobody is
   * locked out; from then on only a session that was proved with a factor changes them.
   */
  demandChange(session: LiveSession): Promise<void>;
  /** The session has just shown that the user holds it: it steps up. */
  added(session: LiveSession): Promise<void>;
  removed(session: LiveSession): Promise<void>;
}

export function createSecondFactors(
  users: UserStore,
  passkeys: Passkeys,
  sessions: SessionHouse,
): SecondFactors {
  async function has(userId: string): Promise<boolean> {
    const user = await users.byId(userId);
    return user?.totpOn === true || (await passkeys.list(userId)).length > 0;
  }

  return {
    async demandChange({ principal }) {
      if (principal.lacksSecondFactor !== true) return;
      if (await has(principal.user)) throw new Refusal(REJECTS.secondFactorRequired);
    },
    added: (session) => sessions.secondFactorGiven(session),
    async removed({ principal }) {
      if (!(await has(principal.user))) await sessions.secondFactorLost(principal.user);
    },
  };
}
