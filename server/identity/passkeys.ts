// Passkeys (WebAuthn level 3): register, sign in, list, remove. The person is always verified by the device,
// so that a passkey alone is two factors.

import { isIP } from 'node:net';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { PasskeyRow } from './identity-tables.ts';
import type { IdentityStore } from './open-identity-store.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

/** What the browser gives and takes: JSON of the WebAuthn standard. */
export type CreationOptions = Awaited<ReturnType<typeof generateRegistrationOptions>>;
export type RequestOptions = Awaited<ReturnType<typeof generateAuthenticationOptions>>;
export type RegistrationAnswer = Parameters<typeof verifyRegistrationResponse>[0]['response'];
export type AuthenticationAnswer = Parameters<typeof verifyAuthenticationResponse>[0]['response'];

export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly createdMs: number;
  /** 0: never. */
  readonly usedMs: number;
}

export interface Passkeys {
  beginRegistration(user: PasskeyUser, origin: string, nowMs: number): Promise<CreationOptions>;
  register(userId: string, answer: RegistrationAnswer, name: string, site: Site): Promise<string>;
  beginSignIn(origin: string, nowMs: number): Promise<RequestOptions>;
  /** The user whose passkey it is; throws Refusal. */
  signIn(answer: AuthenticationAnswer, site: Site): Promise<string>;
  list(userId: string): Promise<PasskeyView[]>;
  remove(userId: string, id: string): Promise<void>;
}

export interface PasskeyUser {
  readonly id: string;
  readonly email: string;
}

export interface Site {
  /** Origin of the page, already found on the list of allowed ones. */
  readonly origin: string;
  readonly nowMs: number;
}

const CHALLENGE_MS = 5 * 60_000;
const CHALLENGES_MAX = 10_000;
const PER_USER_MAX = 10;

/** The name that passkeys are bound to; browsers take no addresses. */
export function relyingPartyOf(origin: string): string {
  const host = URL.canParse(origin) ? new URL(origin).hostname : '';
  const isAddress = isIP(host.replace(/^\[|\]$/g, '')) !== 0;
  if (host === '' || isAddress) throw new Refusal(REJECTS.passkeyNeedsName);
  return host;
}

export function createPasskeys(store: IdentityStore): Passkeys {
  /** Challenges under way, to whom they were given (empty: whoever signs in), and until when. */
  const challenges = new Map<string, { userId: string; expiresMs: number }>();

  function remember(challenge: string, userId: string, nowMs: number): void {
    challenges.set(challenge, { userId, expiresMs: nowMs + CHALLENGE_MS });
    if (challenges.size > CHALLENGES_MAX) challenges.delete(challenges.keys().next().value!);
  }

  /** True once for each challenge. */
  const expected = (userId: string, nowMs: number) => (challenge: string) => {
    const found = challenges.get(challenge);
    challenges.delete(challenge);
    return found?.userId === userId && found.expiresMs > nowMs;
  };

  const rowsOf = (userId: string): Promise<PasskeyRow[]> =>
    store.selectFrom('passkey').selectAll().where('user_id', '=', userId).execute();

  async function beginRegistration({ id, email }: PasskeyUser, origin: string, nowMs: number) {
    const rpID = relyingPartyOf(origin);
    const rows = await rowsOf(id);
    if (rows.length >= PER_USER_MAX) throw new Refusal(REJECTS.tooManyKept);
    const options = await generateRegistrationOptions({
      ...{ rpName: 'Openbell', rpID, userName: email, userID: new TextEncoder().encode(id) },
      attestationType: 'none',
      excludeCredentials: rows.map((row) => ({ id: row.id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    remember(options.challenge, id, nowMs);
    return options;
  }

  async function register(userId: string, answer: RegistrationAnswer, name: string, site: Site) {
    const { origin, nowMs } = site;
    const verified = await trusted(() =>
      verifyRegistrationResponse({
        response: answer,
        expectedChallenge: expected(userId, nowMs),
        expectedOrigin: origin,
        expectedRPID: relyingPartyOf(origin),
      }),
    );
    const credential = verified?.registrationInfo?.credential;
    if (verified?.verified !== true || credential === undefined) {
      throw new Refusal(REJECTS.passkeyRefused);
    }
    const row: PasskeyRow = {
      ...{ id: credential.id, user_id: userId, name, created_ms: nowMs, used_ms: 0 },
      public_key: Buffer.from(credential.publicKey).toString('base64url'),
      ...{ counter: credential.counter, transports: (credential.transports ?? []).join(',') },
    };
    // An id that is known already is somebody's: it is not taken over.
    const insert = store
      .insertInto('passkey')
      .values(row)
      .onConflict((c) => c.doNothing());
    const { numInsertedOrUpdatedRows } = await insert.executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new Refusal(REJECTS.alreadySet);
    return row.id;
  }

  async function signIn(answer: AuthenticationAnswer, { origin, nowMs }: Site): Promise<string> {
    const found = store.selectFrom('passkey').selectAll().where('id', '=', answer.id);
    const row = await found.executeTakeFirst();
    if (row === undefined) throw new Refusal(REJECTS.passkeyRefused);
    const { id, counter } = row;
    const verified = await trusted(() =>
      verifyAuthenticationResponse({
        response: answer,
        expectedChallenge: expected('', nowMs),
        expectedOrigin: origin,
        expectedRPID: relyingPartyOf(origin),
        credential: { id, counter, publicKey: bytesOf(row.public_key) },
        requireUserVerification: true,
      }),
    );
    if (verified?.verified !== true) throw new Refusal(REJECTS.passkeyRefused);
    const used = { counter: verified.authenticationInfo.newCounter, used_ms: nowMs };
    await store.updateTable('passkey').set(used).where('id', '=', id).execute();
    return row.user_id;
  }

  return {
    beginRegistration,
    register,
    async beginSignIn(origin, nowMs) {
      const rpID = relyingPartyOf(origin);
      const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
      remember(options.challenge, '', nowMs);
      return options;
    },
    signIn,
    async list(userId) {
      const rows = await rowsOf(userId);
      return rows.map(({ id, name, created_ms: createdMs, used_ms: usedMs }) => {
        return { id, name, createdMs, usedMs };
      });
    },
    async remove(userId, id) {
      const drop = store.deleteFrom('passkey').where('user_id', '=', userId).where('id', '=', id);
      const { numDeletedRows } = await drop.executeTakeFirst();
      if (numDeletedRows !== 1n) throw new Refusal(REJECTS.notFound);
    },
  };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}

/** The library throws on everything that is not as it must be: to us that is a refusal. */
async function trusted<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return undefined;
  }
}
