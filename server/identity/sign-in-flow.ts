// Signing in: password, then the second factor where there is one; or a passkey alone. Ends in a session.

import { REJECTS } from '../../shared/domain/reject.ts';
import { networkOf } from './address-network.ts';
import { createAttemptLimit, PASSWORD_RULES } from './attempt-limit.ts';
import type { IdentityDesk, RequestOrigin } from './identity-desk.ts';
import type { BegunSession } from './live-sessions.ts';
import type { OneTimeCodes } from './one-time-codes.ts';
import type { RecoveryCodes } from './recovery-codes.ts';
import { randomToken, tokenHash } from './random-token.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { plainEmail, type User } from './user-store.ts';

export type SignInStage =
  | { readonly stage: 'done'; readonly begun: BegunSession }
  | {
      readonly stage: 'secondFactor';
      readonly challenge: string;
      readonly methods: readonly ('totp' | 'recoveryCode')[];
    };

export interface SecondFactorAsk {
  readonly challenge: string;
  readonly code?: string | undefined;
  readonly recoveryCode?: string | undefined;
}

export interface SignInFlow {
  signIn(email: string, password: string, from: RequestOrigin): Promise<SignInStage>;
  secondFactor(ask: SecondFactorAsk, from: RequestOrigin): Promise<BegunSession>;
  /** A passkey was verified: possession and the person, so nothing else is asked for. */
  passkey(userId: string, from: RequestOrigin): Promise<BegunSession>;
  /** True when the password is the user's; slowed down like a sign-in. */
  isPassword(user: User, password: string, address: string): Promise<boolean>;
}

const CHALLENGE_MS = 5 * 60_000;
/** Beyond it the oldest is void. */
const CHALLENGES_MAX = 10_000;

interface Challenge {
  readonly user: User;
  readonly expiresMs: number;
}

export function createSignInFlow(
  desk: IdentityDesk,
  codes: OneTimeCodes,
  recovery: RecoveryCodes,
): SignInFlow {
  return new Flow(desk, codes, recovery);
}

class Flow implements SignInFlow {
  private readonly desk: IdentityDesk;
  private readonly codes: OneTimeCodes;
  private readonly recovery: RecoveryCodes;
  private readonly attempts = createAttemptLimit(PASSWORD_RULES);
  private readonly challenges = new Map<string, Challenge>();

  constructor(desk: IdentityDesk, codes: OneTimeCodes, recovery: RecoveryCodes) {
    this.desk = desk;
    this.codes = codes;
    this.recovery = recovery;
  }

  async signIn(email: string, password: string, from: RequestOrigin): Promise<SignInStage> {
    const { passwords, gate } = this.desk;
    passwords.demandRoom(gate.rankOf(from.address));
    const user = await this.desk.users.byEmail(email);
    const isRight = await this.tryPassword(email, user, password, from.address);
    if (user === undefined || !isRight || user.state === 'locked') {
      this.note('sign-in', user?.id ?? '', from, REJECTS.badCredentials.name);
      throw new Refusal(REJECTS.badCredentials);
    }
    // Only who has the password learns that.
    if (user.state === 'unconfirmed') throw new Refusal(REJECTS.notConfirmed);
    if (!user.totpOn) return { stage: 'done', begun: await this.begin(user, from, 'password') };
    const challenge = randomToken();
    const expiresMs = this.desk.nowMs() + CHALLENGE_MS;
    this.challenges.set(tokenHash(challenge), { user, expiresMs });
    if (this.challenges.size > CHALLENGES_MAX) {
      this.challenges.delete(this.challenges.keys().next().value!);
    }
    return { stage: 'secondFactor', challenge, methods: ['totp', 'recoveryCode'] };
  }

  async secondFactor(ask: SecondFactorAsk, from: RequestOrigin): Promise<BegunSession> {
    const key = tokenHash(ask.challenge);
    const found = this.challenges.get(key);
    const nowMs = this.desk.nowMs();
    if (found === undefined || found.expiresMs <= nowMs) {
      this.challenges.delete(key);
      throw new Refusal(REJECTS.challengeGone);
    }
    const { user } = found;
    try {
      if (ask.code !== undefined) await this.codes.check(user.id, ask.code, nowMs);
      else await this.recovery.use(user.id, ask.recoveryCode ?? '', nowMs);
    } catch (error) {
      // The challenge stays: a wrong code may be typed anew, within the limit of failures.
      if (error instanceof Refusal) this.note('second-factor', user.id, from, error.row.name);
      throw error;
    }
    this.challenges.delete(key);
    return this.begin(user, from, ask.code === undefined ? 'recovery-code' : 'one-time-code');
  }

  async passkey(userId: string, from: RequestOrigin): Promise<BegunSession> {
    const user = await this.desk.users.byId(userId);
    if (user?.state !== 'active') throw new Refusal(REJECTS.passkeyRefused);
    return this.begin(user, from, 'passkey');
  }

  isPassword(user: User, password: string, address: string): Promise<boolean> {
    return this.tryPassword(user.email, user, password, address);
  }

  /** Known or not: the same wait, the same work. */
  private async tryPassword(
    email: string,
    user: User | undefined,
    password: string,
    address: string,
  ): Promise<boolean> {
    const network = networkOf(address);
    const key = `${plainEmail(email)}\0${network}`;
    const { gate, passwords } = this.desk;
    const nowMs = this.desk.nowMs();
    const { attempts } = this;
    const waitMs = Math.max(attempts.waitMs(key, nowMs), gate.failures.waitMs(network, nowMs));
    if (waitMs > 0) throw new Refusal(REJECTS.tooManyAttempts, waitMs);
    // As it was before this one: an honest first try is no failure.
    const rank = gate.rankOf(address);
    // Counted before the look: of many at the same moment each counts.
    attempts.failed(key, nowMs);
    gate.failures.failed(network, nowMs);
    let isRight = false;
    try {
      isRight = await passwords.verify(user?.passwordHash, password, rank);
    } catch (error) {
      attempts.forgiven(key);
      gate.failures.forgiven(network);
      throw error;
    }
    if (!isRight) return false;
    attempts.succeeded(key);
    // A right password of the own does not make up for tries at others.
    gate.failures.forgiven(network);
    gate.known(address);
    return true;
  }

  private async begin(user: User, from: RequestOrigin, by: string): Promise<BegunSession> {
    const { users, sessions, gate, nowMs } = this.desk;
    // The present row: role and profile may have changed while codes were typed.
    const now = await users.byId(user.id);
    if (!isSame(now, user)) throw new Refusal(REJECTS.badCredentials);
    const begun = await sessions.begin(
      now!,
      { ...from, hasSecondFactor: by !== 'password' },
      nowMs(),
    );
    // And once more: what ended all sessions meanwhile did not see this one.
    if (!isSame(await users.byId(user.id), user)) {
      await sessions.end(begun.session.id);
      throw new Refusal(REJECTS.badCredentials);
    }
    gate.known(from.address);
    this.note(`sign-in by ${by}`, user.id, from, 'done');
    return begun;
  }

  private note(what: string, userId: string, { address }: RequestOrigin, outcome: string): void {
    this.desk.note({ who: outcome === 'done' ? userId : '', what, object: userId, address, outcome }); // prettier-ignore
  }
}

function isSame(now: User | undefined, then: User): boolean {
  return (
    now?.state === 'active' &&
    now.passwordHash === then.passwordHash &&
    now.role === then.role &&
    now.totpOn === then.totpOn
  );
}
