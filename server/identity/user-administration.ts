// What staff do to users: search (masked), unmask with a reason, change roles, end sessions, decide on
// profiles. Every act is a security event with both identities.

import { REJECTS } from '../../shared/domain/reject.ts';
import { Role } from '../../shared/domain/role.ts';
import type { ApiKeys } from './api-keys.ts';
import type { IdentityDesk } from './identity-desk.ts';
import type { KycState, ProfileView } from '../../shared/domain/profile.ts';
import type { UserState } from './identity-tables.ts';
import { maskEmail, maskName } from './masking.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Profiles } from './user-profile.ts';
import type { User } from './user-store.ts';

/** The member of staff who acts. */
export interface Actor {
  readonly user: string;
  readonly address: string;
}

export interface MaskedUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly account: number;
  readonly state: UserState;
  readonly kyc: KycState;
  readonly createdMs: number;
  readonly sessions: number;
  readonly totp: boolean;
}

export interface UnmaskedUser {
  readonly id: string;
  readonly email: string;
  readonly profile: ProfileView;
}

export interface UserAdministration {
  search(actor: Actor, text: string): Promise<MaskedUser[]>;
  unmask(actor: Actor, userId: string, why: string): Promise<UnmaskedUser>;
  changeRole(actor: Actor, userId: string, role: Role): Promise<void>;
  endSessions(actor: Actor, userId: string): Promise<void>;
  decideProfile(actor: Actor, userId: string, approve: boolean, why: string): Promise<void>;
}

const FOUND_MAX = 100;

export function createUserAdministration(
  desk: IdentityDesk,
  profiles: Profiles,
  keys: ApiKeys,
): UserAdministration {
  const { users, sessions } = desk;

  async function userOf(id: string): Promise<User> {
    const user = await users.byId(id);
    if (user === undefined) throw new Refusal(REJECTS.notFound);
    return user;
  }

  function note(actor: Actor, what: string, userId: string, why: string, outcome = 'done'): void {
    const { user, address } = actor;
    desk.note({ who: user, onBehalfOf: userId, what, object: userId, why, address, outcome });
  }

  async function masked(user: User): Promise<MaskedUser> {
    const { id, role, account, state, kyc, createdMs, totpOn } = user;
    const { identity } = await profiles.read(id);
    return {
      ...{ id, role, account, state, kyc, createdMs, totp: totpOn },
      email: maskEmail(user.email),
      name: maskName(`${identity.givenName} ${identity.familyName}`),
      sessions: sessions.of(id).length,
    };
  }

  return {
    async search({ user, address }, text) {
      const found = await users.search(text.trim(), FOUND_MAX);
      // What was searched for may be an address of a person: it is not written down.
      const outcome = `${String(found.length)} found`;
      desk.note({ who: user, what: 'user-search', object: '', address, outcome });
      return Promise.all(found.map(masked));
    },
    async unmask(actor, userId, why) {
      const { id, email } = await userOf(userId);
      // Written down before it is shown.
      note(actor, 'unmask', userId, why);
      return { id, email, profile: await profiles.read(id) };
    },
    async changeRole(actor, userId, role) {
      const user = await userOf(userId);
      const leaves = user.role === Role.administrator && role !== Role.administrator;
      if (leaves && (await users.countOf(Role.administrator)) === 1) {
        note(actor, 'role-change', userId, '', REJECTS.lastAdministrator.name);
        throw new Refusal(REJECTS.lastAdministrator);
      }
      await users.change(userId, { role });
      await sessions.endAll(userId);
      await keys.userChanged(userId);
      note(actor, 'role-change', userId, `${String(user.role)} to ${String(role)}`);
    },
    async endSessions(actor, userId) {
      await userOf(userId);
      await sessions.endAll(userId);
      await keys.userChanged(userId);
      note(actor, 'sessions-ended', userId, '');
    },
    async decideProfile(actor, userId, approve, why) {
      // Four eyes: nobody approves the own profile.
      if (actor.user === userId) throw new Refusal(REJECTS.notPermitted);
      await profiles.decide(userId, approve);
      if (!approve) await keys.userChanged(userId);
      note(actor, approve ? 'profile-approved' : 'profile-refused', userId, why);
    },
  };
}
