// What users do with their own account: profile, password, second factor, passkeys, devices, API keys.

import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import type { Profile, ProfileView } from '../../shared/domain/profile.ts';
import { restCall, type Answered } from '../net/rest-call.ts';
import { identityStore } from '../state/identity-store.ts';
import { readMe } from './own-session.ts';
import { reconnect } from './reconnect.ts';

export type { Answered } from '../net/rest-call.ts';

export interface Device {
  readonly id: string;
  readonly device: string;
  readonly address: string;
  readonly createdMs: number;
  readonly seenMs: number;
  readonly current: boolean;
}

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdMs: number;
  /** 0: never. */
  readonly usedMs: number;
}

export type KeyKind = 'ed25519' | 'hmac';
export type KeyScope = 'read' | 'trade' | 'fund';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly kind: KeyKind;
  readonly scopes: readonly KeyScope[];
  /** Addresses and CIDR blocks; none: from everywhere. */
  readonly addresses: readonly string[];
  /** 0: never. */
  readonly expiresMs: number;
  readonly createdMs: number;
  readonly usedMs: number;
}

export interface NewApiKey {
  readonly name: string;
  readonly kind: KeyKind;
  /** Ed25519: the public key (SPKI in PEM or base64); hmac: empty, the server makes the secret. */
  readonly publicKey?: string;
  readonly scopes: readonly KeyScope[];
  readonly addresses: readonly string[];
  readonly expiresMs: number;
}

/** The seed of one-time codes, to be handed over once. */
export interface TotpSeed {
  readonly uri: string;
  readonly secret: string;
  /** A square of `size` modules a side, its dark ones as an SVG path. */
  readonly qr: { readonly size: number; readonly path: string };
}

export type StepUpProof = { readonly password: string } | { readonly code: string };

const get = <T>(path: string) => restCall<T>('GET', `identity/${path}`);
const post = <T>(path: string, body: unknown = {}) => restCall<T>('POST', `identity/${path}`, body);

/** What changes who one is to the server is read again at once. */
async function thenMe<T>(answering: Promise<Answered<T>>): Promise<Answered<T>> {
  const lacked = identityStore.getState().me?.secondFactorMissing === true;
  const answer = await answering;
  const me = answer.ok ? await readMe() : undefined;
  // The session of staff stepped up: the socket takes a ticket with the rights of now.
  if (lacked && me?.secondFactorMissing === false) reconnect();
  return answer;
}

export const readProfile = () => get<ProfileView>('profile');

/** An approval opens an account: the desk connects anew with the rights that it gives. */
export async function writeProfile(profile: Profile): Promise<Answered<ProfileView>> {
  const before = identityStore.getState().me?.account;
  const answer = await thenMe(restCall<ProfileView>('PUT', 'identity/profile', profile));
  if (identityStore.getState().me?.account !== before) reconnect();
  return answer;
}

/** All other sessions end with it. */
export function changePassword(current: string, next: string): Promise<Answered<unknown>> {
  return post('password/change', { current, next });
}

export function stepUp(proof: StepUpProof): Promise<Answered<unknown>> {
  return thenMe(post('step-up', proof));
}

export const beginTotp = () => post<TotpSeed>('totp/begin');

export function confirmTotp(
  code: string,
): Promise<Answered<{ readonly recoveryCodes: readonly string[] }>> {
  return thenMe(post('totp/confirm', { code }));
}

export const removeTotp = () => thenMe(post('totp/remove'));

export const listPasskeys = () => get<{ readonly passkeys: readonly Passkey[] }>('passkeys');

/** undefined: the user thought better of it. */
export async function addPasskey(name: string): Promise<Answered<unknown> | undefined> {
  const begun = await post<PublicKeyCredentialCreationOptionsJSON>('passkeys/begin');
  if (!begun.ok) return begun;
  const { startRegistration } = await import('@simplewebauthn/browser');
  const answer = await startRegistration({ optionsJSON: begun.value }).catch(() => undefined);
  return answer === undefined ? undefined : thenMe(post('passkeys', { name, answer }));
}

export function removePasskey(id: string): Promise<Answered<unknown>> {
  return thenMe(restCall('DELETE', `identity/passkeys/${encodeURIComponent(id)}`));
}

export const listDevices = () => get<{ readonly sessions: readonly Device[] }>('sessions');

export function endDevice(id: string): Promise<Answered<unknown>> {
  return restCall('DELETE', `identity/sessions/${encodeURIComponent(id)}`);
}

export const endOtherDevices = () => post('sessions/end-others');

export const listApiKeys = () => get<{ readonly keys: readonly ApiKey[] }>('api-keys');

/** `secret` is told this once, and only for hmac. */
export function addApiKey(
  key: NewApiKey,
): Promise<Answered<{ readonly key: ApiKey; readonly secret?: string }>> {
  return post('api-keys', key);
}

export function removeApiKey(id: string): Promise<Answered<unknown>> {
  return restCall('DELETE', `identity/api-keys/${encodeURIComponent(id)}`);
}
