// The profile: identity data and suitability answers, sealed; what is complete is approved or waits for a
// reviewer; approval gives a trading account. The right to trade and to fund follows it.

import { REJECTS } from '../../shared/domain/reject.ts';
import { Role } from '../../shared/domain/role.ts';
import type { AccountOpener } from './account-opener.ts';
import type { Place } from './field-cipher.ts';
import type { KycState, Profile, ProfileView, Suitability } from '../../shared/domain/profile.ts';
import type { IdentityDesk } from './identity-desk.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { User } from './user-store.ts';

export type KycPolicy = 'auto' | 'review';

export interface Profiles {
  read(userId: string): Promise<ProfileView>;
  /** Keeps it; a complete one is submitted. */
  write(userId: string, profile: Profile, address: string): Promise<ProfileView>;
  /** A reviewer's answer to what was submitted. */
  decide(userId: string, approve: boolean): Promise<void>;
}

const EMPTY: Profile = {
  identity: {
    ...{ givenName: '', familyName: '', birthDate: '', nationality: '', country: '' },
    ...{ street: '', town: '', postalCode: '', phone: '', taxNumber: '' },
  },
  suitability: { knowledge: -1, experience: -1, lossTolerance: -1, horizon: -1, income: -1 },
};
/** Not everybody has one. */
const OPTIONAL = new Set(['postalCode', 'phone', 'taxNumber']);
const LEVELS = 5;
const ADULT_YEARS = 18;
const place = (row: string): Place => ({ table: 'profile', row, column: 'body' });

export function createProfiles(
  desk: IdentityDesk,
  policy: KycPolicy,
  accounts: AccountOpener,
): Profiles {
  const { store, cipher, users, sessions, nowMs } = desk;

  async function kept(userId: string): Promise<Profile> {
    const rows = store.selectFrom('profile').select('body_sealed').where('user_id', '=', userId);
    const row = await rows.executeTakeFirst();
    if (row === undefined) return EMPTY;
    return JSON.parse(cipher.open(place(userId), row.body_sealed)) as Profile;
  }

  function view(profile: Profile, kyc: KycState): ProfileView {
    const missing = missingOf(profile, nowMs());
    return { ...profile, kyc, level: levelOf(profile.suitability), missing };
  }

  async function userOf(id: string): Promise<User> {
    const user = await users.byId(id);
    if (user === undefined) throw new Refusal(REJECTS.notFound);
    return user;
  }

  async function settle(userId: string, kyc: KycState): Promise<void> {
    await users.change(userId, { kyc });
    const user = await userOf(userId);
    if (kyc === 'approved' && user.role === Role.trader) {
      accounts.open(await users.assignAccount(userId));
    }
    sessions.refresh(await userOf(userId));
  }

  return {
    async read(userId) {
      return view(await kept(userId), (await userOf(userId)).kyc);
    },
    async write(userId, profile, address) {
      const { kyc } = await userOf(userId);
      const missing = missingOf(profile, nowMs());
      // What was approved is not taken apart again.
      if (missing.length > 0 && kyc !== 'none') throw new Refusal(REJECTS.profileIncomplete);
      const row = {
        body_sealed: cipher.seal(place(userId), JSON.stringify(profile)),
        level: levelOf(profile.suitability),
        updated_ms: nowMs(),
      };
      await store
        .insertInto('profile')
        .values({ user_id: userId, ...row })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
        .execute();
      let next = kyc;
      if (missing.length === 0) next = policy === 'auto' ? 'approved' : 'submitted';
      if (next !== kyc || next === 'approved') await settle(userId, next);
      desk.note({ who: userId, what: 'profile', object: userId, address, outcome: next });
      // The sockets of an approved user still withhold trading until they sign in anew; of one whose
      // changed data wait for a reviewer they must not go on.
      if (kyc === 'approved' && next !== 'approved') await sessions.endAll(userId);
      return view(profile, next);
    },
    async decide(userId, approve) {
      const { kyc } = await userOf(userId);
      if (kyc === 'none') throw new Refusal(REJECTS.profileIncomplete);
      await settle(userId, approve ? 'approved' : 'refused');
      if (!approve) await sessions.endAll(userId);
    },
  };
}

function missingOf({ identity, suitability }: Profile, nowMs: number): string[] {
  const texts = Object.entries(identity).filter(
    ([name, text]) => text === '' && !OPTIONAL.has(name),
  );
  const answers = Object.entries(suitability).filter(([, answer]) => answer < 0);
  const missing = [...texts, ...answers].map(([name]) => name);
  const isMinor = identity.birthDate !== '' && !isAdult(identity.birthDate, nowMs);
  return isMinor ? [...missing, 'birthDate'] : missing;
}

function isAdult(birthDate: string, nowMs: number): boolean {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const year = String(Number(today.slice(0, 4)) - ADULT_YEARS).padStart(4, '0');
  return birthDate <= `${year}${today.slice(4)}`;
}

/** The weakest answer holds the level down: at most one above it counts. */
export function levelOf(suitability: Suitability): number {
  const answers = Object.values(suitability);
  if (answers.some((answer) => answer < 0)) return 0;
  const mean = Math.floor(answers.reduce((sum, answer) => sum + answer, 0) / answers.length);
  return Math.min(LEVELS, 1 + Math.min(mean, Math.min(...answers) + 1));
}
