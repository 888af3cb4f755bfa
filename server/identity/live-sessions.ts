// Sessions of signed-in users: in memory for every request, in identity.db for the next start. Idle 30 min,
// absolute 12 h (ASVS 5.0 7.3.1, 7.3.2); the secret is new at each sign-in and step-up (7.2.4).

import { isStaffRole } from '../../shared/domain/role.ts';
import type { Principal } from '../gateway/authority.ts';
import type { FieldCipher, Place } from './field-cipher.ts';
import type { SessionRow } from './identity-tables.ts';
import type { IdentityStore } from './open-identity-store.ts';
import { randomId, randomToken, tokenHash } from './random-token.ts';
import type { SessionEndings } from './session-endings.ts';
import { principalOf } from './user-principal.ts';
import type { User } from './user-store.ts';

export interface LiveSession {
  /** Names the session in lists and to sockets; no secret. */
  readonly id: string;
  readonly device: string;
  readonly address: string;
  readonly createdMs: number;
  seenMs: number;
  stepUpUntilMs: number;
  /** Made with a second factor, or proved with one since. */
  hasSecondFactor: boolean;
  /** As of the last change of the user. */
  principal: Principal;
}

export interface SessionHouse {
  /** Loads what the last run left. */
  load(users: (id: string) => Promise<User | undefined>, nowMs: number): Promise<void>;
  begin(user: User, from: SessionOrigin, nowMs: number): Promise<BegunSession>;
  /** It was proved with a second factor. */
  secondFactorGiven(session: LiveSession): Promise<void>;
  /** The user has none any more: no session counts as made with one, and sockets of staff close. */
  secondFactorLost(userId: string): Promise<void>;
  /** The session of a secret that is alive now; this counts as use. */
  find(secret: string, nowMs: number): LiveSession | undefined;
  /** By its name; no use of it. */
  byId(id: string, nowMs: number): LiveSession | undefined;
  /** Proved anew: good for some minutes, with a new secret. */
  stepUp(session: LiveSession, nowMs: number): Promise<string>;
  end(id: string): Promise<void>;
  endAll(userId: string, except?: string): Promise<void>;
  of(userId: string): readonly LiveSession[];
  /** The user changed: its sessions know from now on. */
  refresh(user: User): void;
  /** Ends what is over; once a minute writes down what was used. */
  sweep(nowMs: number): Promise<void>;
  /** Writes down what was used. */
  flush(): Promise<void>;
  count(): number;
  /** Where they are from. */
  addresses(): readonly string[];
}

export interface SessionOrigin {
  /** The user agent, shortened. */
  readonly device: string;
  readonly address: string;
  /** The sign-in took one; left out: a password alone. */
  readonly hasSecondFactor?: boolean;
}

export interface BegunSession {
  readonly secret: string;
  readonly session: LiveSession;
}

const MINUTE_MS = 60_000;
export const SESSION_IDLE_MS = 30 * MINUTE_MS;
export const SESSION_LIFE_MS = 12 * 60 * MINUTE_MS;
export const STEP_UP_MS = 5 * MINUTE_MS;
/** A crash forgets at most this much of what was used. */
const FLUSH_MS = MINUTE_MS;
/** The oldest of more is ended. */
const PER_USER_MAX = 20;
const DEVICE_CHARS = 200;

const place = (row: string, column: string): Place => ({ table: 'session', row, column });

export function createLiveSessions(
  store: IdentityStore,
  cipher: FieldCipher,
  endings: SessionEndings,
): SessionHouse {
  return new Sessions(store, cipher, endings);
}

class Sessions implements SessionHouse {
  private readonly store: IdentityStore;
  private readonly cipher: FieldCipher;
  private readonly endings: SessionEndings;
  private readonly byHash = new Map<string, LiveSession>();
  private readonly hashOf = new Map<string, string>();
  /** Used since they were last written down. */
  private readonly used = new Set<LiveSession>();
  private flushedMs = 0;

  constructor(store: IdentityStore, cipher: FieldCipher, endings: SessionEndings) {
    this.store = store;
    this.cipher = cipher;
    this.endings = endings;
  }

  async load(users: (id: string) => Promise<User | undefined>, nowMs: number): Promise<void> {
    for (const row of await this.store.selectFrom('session').selectAll().execute()) {
      const user = await users(row.user_id);
      const { id, created_ms: createdMs, seen_ms: seenMs } = row;
      if (user === undefined) continue;
      const hasSecondFactor = row.second_factor === 1;
      this.keep(row.secret_hash, {
        ...{ id, createdMs, seenMs },
        device: this.cipher.open(place(id, 'device'), row.device_sealed),
        address: this.cipher.open(place(id, 'address'), row.address_sealed),
        ...{ stepUpUntilMs: row.step_up_until_ms, hasSecondFactor },
        principal: principalOf(user, id, createdMs + SESSION_LIFE_MS, hasSecondFactor),
      });
    }
    await this.sweep(nowMs);
  }

  async begin(user: User, from: SessionOrigin, nowMs: number) {
    const { device, address, hasSecondFactor = false } = from;
    const mine = this.of(user.id);
    if (mine.length >= PER_USER_MAX) await this.end(mine[0]!.id);
    const [id, secret] = [randomId('s'), randomToken()];
    const session: LiveSession = {
      ...{ id, address, device: device.slice(0, DEVICE_CHARS) },
      ...{ createdMs: nowMs, seenMs: nowMs },
      // Whoever has just signed in has just proved who they are.
      ...{ stepUpUntilMs: nowMs + STEP_UP_MS, hasSecondFactor },
      principal: principalOf(user, id, nowMs + SESSION_LIFE_MS, hasSecondFactor),
    };
    await this.store
      .insertInto('session')
      .values(this.rowOf(session, tokenHash(secret)))
      .execute();
    this.keep(tokenHash(secret), session);
    return { secret, session };
  }

  find(secret: string, nowMs: number): LiveSession | undefined {
    const session = this.byHash.get(tokenHash(secret));
    if (session === undefined || isOver(session, nowMs)) return undefined;
    session.seenMs = nowMs;
    this.used.add(session);
    return session;
  }

  byId(id: string, nowMs: number): LiveSession | undefined {
    const session = this.byHash.get(this.hashOf.get(id) ?? '');
    return session === undefined || isOver(session, nowMs) ? undefined : session;
  }

  async stepUp(session: LiveSession, nowMs: number): Promise<string> {
    const secret = randomToken();
    const secret_hash = tokenHash(secret);
    const stepUpUntilMs = nowMs + STEP_UP_MS;
    const change = { secret_hash, step_up_until_ms: stepUpUntilMs };
    await this.store.updateTable('session').set(change).where('id', '=', session.id).execute();
    // It may have ended while it was written: what has ended does not come back.
    if (!this.hashOf.has(session.id)) return secret;
    this.byHash.delete(this.hashOf.get(session.id)!);
    session.stepUpUntilMs = stepUpUntilMs;
    this.keep(secret_hash, session);
    return secret;
  }

  async secondFactorGiven(session: LiveSession): Promise<void> {
    const change = { second_factor: 1 };
    await this.store.updateTable('session').set(change).where('id', '=', session.id).execute();
    session.hasSecondFactor = true;
    session.principal = { ...session.principal, lacksSecondFactor: false };
  }

  async secondFactorLost(userId: string): Promise<void> {
    for (const session of this.of(userId)) {
      const lacksSecondFactor = isStaffRole(session.principal.role);
      const isNew = lacksSecondFactor && session.hasSecondFactor;
      session.hasSecondFactor = false;
      session.principal = { ...session.principal, lacksSecondFactor };
      // Its sockets still act by the rights of before: with a new ticket they have those of now.
      if (isNew) this.endings.tell(session.id);
    }
    const change = { second_factor: 0 };
    await this.store.updateTable('session').set(change).where('user_id', '=', userId).execute();
  }

  async end(id: string): Promise<void> {
    // Memory first: from here on nothing is let in, whatever the disk does.
    const hash = this.hashOf.get(id);
    if (hash !== undefined) {
      const session = this.byHash.get(hash);
      if (session !== undefined) this.used.delete(session);
      this.byHash.delete(hash);
      this.hashOf.delete(id);
      this.endings.tell(id);
    }
    await this.store.deleteFrom('session').where('id', '=', id).execute();
  }

  async endAll(userId: string, except?: string): Promise<void> {
    const ending = this.of(userId).filter(({ id }) => id !== except);
    await Promise.all(ending.map(({ id }) => this.end(id)));
  }

  of(userId: string): readonly LiveSession[] {
    const all = [...this.byHash.values()].filter(({ principal }) => principal.user === userId);
    return all.sort((a, b) => a.createdMs - b.createdMs);
  }

  refresh(user: User): void {
    for (const session of this.of(user.id)) {
      session.principal = this.principalFor(user, session);
    }
  }

  async sweep(nowMs: number): Promise<void> {
    const over = [...this.byHash.values()].filter((session) => isOver(session, nowMs));
    await Promise.all(over.map(({ id }) => this.end(id)));
    if (nowMs - this.flushedMs < FLUSH_MS) return;
    this.flushedMs = nowMs;
    await this.flush();
  }

  /** One transaction, so one sync of the disk, however many there are. */
  async flush(): Promise<void> {
    const used = [...this.used];
    this.used.clear();
    if (used.length === 0) return;
    await this.store.transaction().execute(async (inside) => {
      for (const { id, seenMs } of used) {
        const update = inside.updateTable('session').set({ seen_ms: seenMs });
        await update.where('id', '=', id).execute();
      }
    });
  }

  count(): number {
    return this.byHash.size;
  }

  addresses(): readonly string[] {
    return [...this.byHash.values()].map(({ address }) => address);
  }

  private keep(hash: string, session: LiveSession): void {
    this.byHash.set(hash, session);
    this.hashOf.set(session.id, hash);
  }

  private principalFor(user: User, { id, principal, hasSecondFactor }: LiveSession): Principal {
    return principalOf(user, id, principal.expiresMs, hasSecondFactor);
  }

  private rowOf(session: LiveSession, secret_hash: string): SessionRow {
    const { id, principal, createdMs, seenMs, stepUpUntilMs, hasSecondFactor } = session;
    return {
      ...{ id, user_id: principal.user, secret_hash },
      device_sealed: this.cipher.seal(place(id, 'device'), session.device),
      address_sealed: this.cipher.seal(place(id, 'address'), session.address),
      ...{ created_ms: createdMs, seen_ms: seenMs, step_up_until_ms: stepUpUntilMs },
      second_factor: Number(hasSecondFactor),
    };
  }
}

function isOver({ seenMs, createdMs }: LiveSession, nowMs: number): boolean {
  return nowMs - seenMs >= SESSION_IDLE_MS || nowMs - createdMs >= SESSION_LIFE_MS;
}
