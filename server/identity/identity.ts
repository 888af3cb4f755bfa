// The room of identity put together: its stores, flows and the authority that they give.

import type { Authority } from '../gateway/authority.ts';
import { createAccountOpener, type OpenerParts } from './account-opener.ts';
import { createApiKeys, type ApiKeys } from './api-keys.ts';
import type { Audit } from './audit-port.ts';
import { createUserAuthority } from './authority-users.ts';
import { createCredentialChanges, type CredentialChanges } from './credential-changes.ts';
import { createFieldCipher } from './field-cipher.ts';
import { createIdentityDesk, type IdentityDesk } from './identity-desk.ts';
import type { HashWork } from './hash-work.ts';
import type { KeyRing } from './key-ring.ts';
import { createLiveSessions, type SessionHouse } from './live-sessions.ts';
import { createMailLinks } from './mail-links.ts';
import type { Mailer } from './mailer.ts';
import { createOneTimeCodes } from './one-time-codes.ts';
import { openIdentityStore } from './open-identity-store.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { createPasswordHasher } from './password-hash.ts';
import { createRecoveryCodes } from './recovery-codes.ts';
import { createRegistration, type Registration } from './registration.ts';
import { rotateFields } from './rotate-fields.ts';
import { createSecondFactors, type SecondFactors } from './second-factors.ts';
import { createSessionEndings } from './session-endings.ts';
import { createSignInFlow, type SignInFlow } from './sign-in-flow.ts';
import { createSignInGate, type GateBudget } from './sign-in-gate.ts';
import { createSocketTickets, type SocketTickets } from './socket-tickets.ts';
import { createUserAdministration, type UserAdministration } from './user-administration.ts';
import { createProfiles, type KycPolicy, type Profiles } from './user-profile.ts';
import { createUserStore, type UserStore } from './user-store.ts';

export interface IdentityParts {
  readonly file: string;
  readonly ring: KeyRing;
  /** Where passwords are hashed, with the pepper of the ring; closed with the room. */
  readonly hashes: HashWork;
  /** Absent: GATE_BUDGET. */
  readonly budget?: GateBudget;
  readonly mailer: Mailer;
  readonly audit: Audit;
  readonly nowMs: () => number;
  readonly kyc: KycPolicy;
  readonly pageOrigin: string;
  /** Origins of pages that may act for their users. */
  readonly origins: readonly string[];
  readonly bus: OpenerParts['bus'];
  readonly firstSourceSeq: number;
  /** The authority of the demo, beside which this one stands. */
  readonly demo: Authority;
  readonly failed: (error: unknown) => void;
  /** Told how many values were sealed anew at this start, when there were any. */
  readonly onRotated?: (values: number) => void;
}

export interface Identity {
  readonly authority: Authority;
  readonly registration: Registration;
  readonly signIn: SignInFlow;
  readonly credentials: CredentialChanges;
  readonly profiles: Profiles;
  readonly passkeys: Passkeys;
  readonly factors: SecondFactors;
  readonly keys: ApiKeys;
  readonly users: UserStore;
  readonly sessions: SessionHouse;
  readonly tickets: SocketTickets;
  readonly administration: UserAdministration;
  readonly desk: IdentityDesk;
  readonly origins: readonly string[];
  readonly nowMs: () => number;
  /** Ends what is over; called every second. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

export async function openIdentity(parts: IdentityParts): Promise<Identity> {
  const { nowMs, origins, bus, firstSourceSeq, failed } = parts;
  const store = await openIdentityStore(parts.file);
  const cipher = createFieldCipher(parts.ring);
  const rotated = await rotateFields(store, cipher);
  if (rotated > 0) parts.onRotated?.(rotated);
  const users = createUserStore(store, cipher);
  const endings = createSessionEndings();
  const sessions = createLiveSessions(store, cipher, endings);
  await sessions.load((id) => users.byId(id), nowMs());
  const gate = createSignInGate(nowMs, parts.budget);
  for (const address of sessions.addresses()) gate.known(address);
  const desk = createIdentityDesk({
    ...{ store, cipher, users, sessions, gate, nowMs, failed },
    ...{ mailer: parts.mailer, audit: parts.audit, pageOrigin: parts.pageOrigin },
    passwords: await createPasswordHasher(parts.hashes),
    links: createMailLinks(store),
  });
  const opened = (account: number) => void users.accountOpened(account).catch(failed);
  const opener = createAccountOpener({ bus, firstSourceSeq, opened });
  for (const account of await users.unopenedAccounts()) opener.open(account);
  const codes = createOneTimeCodes(store, cipher);
  const recovery = createRecoveryCodes(store);
  const signIn = createSignInFlow(desk, codes, recovery);
  const profiles = createProfiles(desk, parts.kyc, opener);
  const keys = createApiKeys(store, cipher, users, endings);
  const tickets = createSocketTickets();
  const passkeys = createPasskeys(store);
  const factors = createSecondFactors(users, passkeys, sessions);
  return {
    authority: createUserAuthority(tickets, endings, parts.demo),
    registration: createRegistration(desk),
    credentials: createCredentialChanges(desk, signIn, codes, recovery, factors),
    administration: createUserAdministration(desk, profiles, keys),
    ...{ signIn, profiles, keys, users, sessions, tickets, desk, origins, nowMs },
    ...{ passkeys, factors },
    async sweep() {
      await sessions.sweep(nowMs());
      await desk.links.sweep(nowMs());
    },
    async close() {
      opener.stop();
      await desk.settled();
      await sessions.flush();
      await desk.passwords.close();
      await store.destroy();
    },
  };
}
