// Register, sign in with an account of one's own, come back after a reload, leave.

import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { sessionUser } from '../net/feed-token.ts';
import { restCall, type Answered } from '../net/rest-call.ts';
import { identityStore, type Me } from '../state/identity-store.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

export type { Answered, Refused } from '../net/rest-call.ts';

/** done: the session stands · secondFactor: a code of one of the methods is still to be given. */
export type SignInStage =
  | { readonly stage: 'done' }
  | {
      readonly stage: 'secondFactor';
      readonly challenge: string;
      readonly methods: readonly string[];
    };

/** Well below the half hour after which the server ends an idle session. */
const KEEP_MS = 5 * 60_000;

export interface SignInOptions {
  /** There are demo users. */
  readonly demo: boolean;
  /** The cookie stands for a session. */
  readonly signedIn: boolean;
}

export type FactorProof = { readonly code: string } | { readonly recoveryCode: string };

const post = <T>(path: string, body: unknown = {}): Promise<Answered<T>> =>
  restCall<T>('POST', `identity/${path}`, body);

/** The answer is the same whether the address is known or not. */
export function register(
  email: string,
  password: string,
  language: string,
): Promise<Answered<unknown>> {
  return post('register', { email, password, language });
}

/** Makes the first administrator of a fresh server, by the token of the letter in its outbox. */
export function setUpServer(
  token: string,
  email: string,
  password: string,
): Promise<Answered<unknown>> {
  return post('set-up', { token, email, password });
}

/** `token` is the one of the mail's link. */
export function confirmEmail(token: string): Promise<Answered<unknown>> {
  return post('confirm', { token });
}

export function forgotPassword(email: string): Promise<Answered<unknown>> {
  return post('password/forgot', { email });
}

export function resetPassword(token: string, password: string): Promise<Answered<unknown>> {
  return post('password/reset', { token, password });
}

/** Opens the desk when nothing more is asked for. */
export async function signInByPassword(
  email: string,
  password: string,
): Promise<Answered<SignInStage>> {
  const answer = await post<SignInStage>('sign-in', { email, password });
  if (answer.ok && answer.value.stage === 'done') await enter();
  return answer;
}

export async function giveSecondFactor(
  challenge: string,
  proof: FactorProof,
): Promise<Answered<unknown>> {
  const answer = await post('second-factor', { challenge, ...proof });
  if (answer.ok) await enter();
  return answer;
}

/** undefined: the user thought better of it, or the browser has no passkey for this place. */
export async function signInByPasskey(): Promise<Answered<unknown> | undefined> {
  const begun = await post<PasskeyOptions>('passkey-sign-in/begin');
  if (!begun.ok) return begun;
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const answer = await startAuthentication({ optionsJSON: begun.value }).catch(() => undefined);
  if (answer === undefined) return undefined;
  const given = await post('passkey-sign-in', { answer });
  if (given.ok) await enter();
  return given;
}

type PasskeyOptions = PublicKeyCredentialRequestOptionsJSON;

/** After a reload: the cookie may still stand for a session. False: it does not. */
export async function resumeSession(): Promise<boolean> {
  const { signedIn } = await readSignInOptions();
  return signedIn && (await readMe()) !== undefined && enter();
}

/** Reads again who is signed in; whoever changed something about themselves calls it. */
export async function readMe(): Promise<Me | undefined> {
  const answer = await restCall<Me>('GET', 'identity/me');
  // A server that does not answer says nothing about the session.
  if (!answer.ok && answer.code === 0) return identityStore.getState().me;
  const me = answer.ok ? answer.value : undefined;
  identityStore.setState({ me, ...(me === undefined ? {} : { wasEnded: false }) });
  return me;
}

/** Ends the session on the server, then takes the desk down; the sockets of the session close too. */
export async function endSession(): Promise<void> {
  if (identityStore.getState().me !== undefined) await post('sign-out');
  identityStore.setState({ me: undefined });
  signOut();
}

/** A session ends when nobody works with it: whoever moves a hand keeps it. The answer stops that. */
export function keepSession(): () => void {
  let askedMs = performance.now();
  const work = (): void => {
    const nowMs = performance.now();
    if (identityStore.getState().me === undefined || nowMs - askedMs < KEEP_MS) return;
    askedMs = nowMs;
    void readMe();
  };
  const stop = new AbortController();
  for (const kind of ['pointerdown', 'keydown']) {
    window.addEventListener(kind, work, { signal: stop.signal, passive: true });
  }
  return () => {
    stop.abort();
  };
}

async function enter(): Promise<boolean> {
  const me = identityStore.getState().me ?? (await readMe());
  return me !== undefined && signIn(sessionUser(me.user)).ok;
}

/** What this server offers for signing in; a server that cannot be asked is taken for a demo. */
export async function readSignInOptions(): Promise<SignInOptions> {
  const answer = await restCall<SignInOptions>('GET', 'identity/options');
  return answer.ok ? answer.value : { demo: true, signedIn: false };
}
