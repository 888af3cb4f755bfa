// API keys: made, listed, revoked, and the requests that they sign verified. A key acts for its user's own
// account within its scopes, from its addresses, until it expires.

import { REJECTS } from '../../shared/domain/reject.ts';
import type { Principal } from '../gateway/authority.ts';
import { addressList, isListed } from './address-list.ts';
import type { FieldCipher, Place } from './field-cipher.ts';
import type { ApiKeyRow, KeyKind } from './identity-tables.ts';
import { createNonceCache } from './nonce-cache.ts';
import type { IdentityStore } from './open-identity-store.ts';
import { randomId, randomToken } from './random-token.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { ed25519KeyOf, isSignedBy, type SignedRequest } from './request-signature.ts';
import type { SessionEndings } from './session-endings.ts';
import { principalOf, withScopes, type Scope } from './user-principal.ts';
import type { UserStore } from './user-store.ts';

export interface NewKey {
  readonly name: string;
  readonly kind: KeyKind;
  /** Ed25519 only. */
  readonly publicKey?: string | undefined;
  readonly scopes: readonly Scope[];
  readonly addresses: readonly string[];
  readonly expiresMs: number;
}

export interface KeyView {
  readonly id: string;
  readonly name: string;
  readonly kind: KeyKind;
  readonly scopes: readonly Scope[];
  readonly addresses: readonly string[];
  readonly expiresMs: number;
  readonly createdMs: number;
  /** 0: never. */
  readonly usedMs: number;
}

/** As the headers of a signed request say it. */
export interface KeyedRequest extends SignedRequest {
  readonly keyId: string;
  readonly signature: string;
  readonly address: string;
}

export interface ApiKeys {
  /** `secret` is shown this once; empty for Ed25519. */
  add(userId: string, key: NewKey, nowMs: number): Promise<{ key: KeyView; secret: string }>;
  list(userId: string): Promise<KeyView[]>;
  revoke(userId: string, id: string): Promise<void>;
  /** Throws Refusal unless the request is genuine, fresh, and from a listed address. */
  verify(request: KeyedRequest, nowMs: number): Promise<Principal>;
  /** What the key may do now; undefined once it is revoked or its user changed. For tickets. */
  current(principal: Principal): Principal | undefined;
  /** The user's role changed or the user was locked out: sockets of the keys close. */
  userChanged(userId: string): Promise<void>;
}

/** A request is good this long after its time, and this much before it (r:S6). */
export const SIGNATURE_WINDOW_MS = 5_000;
export const SIGNATURE_AHEAD_MS = 1_000;
const NONCES_MAX = 500_000;
const PER_USER_MAX = 20;
const LIFE_MS_MAX = 366 * 86_400_000;
const SESSION_MS_MAX = 12 * 3_600_000;
/** The table learns of use at most this often per key. */
const USED_EVERY_MS = 60_000;
const NONCE = /^[\w-]{8,64}$/;
const TIMESTAMP = /^\d{13}$/;

const place = (row: string): Place => ({ table: 'api_key', row, column: 'key' });
const sessionName = (id: string) => `key:${id}`;

export function createApiKeys(
  store: IdentityStore,
  cipher: FieldCipher,
  users: UserStore,
  endings: SessionEndings,
): ApiKeys {
  const nonces = createNonceCache(NONCES_MAX);
  /** The last principal of each key that was used, by session name. */
  const known = new Map<string, Principal>();
  /** Since the start: a request that was under way when its key went does not bring it back. */
  const revoked = new Set<string>();

  const rows = () => store.selectFrom('api_key').selectAll();

  async function add(userId: string, key: NewKey, nowMs: number) {
    const isLate = key.expiresMs <= nowMs || key.expiresMs > nowMs + LIFE_MS_MAX;
    if (isLate) throw new Refusal({ ...REJECTS.badField, field: 'expiresMs' });
    if (addressList(key.addresses) === undefined) {
      throw new Refusal({ ...REJECTS.badField, field: 'addresses' });
    }
    const secret = key.kind === 'hmac' ? randomToken() : '';
    const material = key.kind === 'hmac' ? secret : ed25519KeyOf(key.publicKey ?? '');
    if (material === undefined) throw new Refusal({ ...REJECTS.badField, field: 'publicKey' });
    if ((await list(userId)).length >= PER_USER_MAX) throw new Refusal(REJECTS.tooManyKept);
    const id = randomId('k');
    const row: ApiKeyRow = {
      ...{ id, user_id: userId, name: key.name, kind: key.kind },
      key_sealed: cipher.seal(place(id), material),
      scopes: key.scopes.join(','),
      addresses: key.addresses.join(','),
      ...{ expires_ms: key.expiresMs, created_ms: nowMs, used_ms: 0 },
    };
    await store.insertInto('api_key').values(row).execute();
    return { key: viewOf(row), secret };
  }

  async function list(userId: string): Promise<KeyView[]> {
    const own = rows().where('user_id', '=', userId).orderBy('created_ms');
    return (await own.execute()).map(viewOf);
  }

  function end(id: string): void {
    known.delete(sessionName(id));
    endings.tell(sessionName(id));
  }

  async function verify(request: KeyedRequest, nowMs: number): Promise<Principal> {
    const { keyId, timestamp, nonce, signature, address } = request;
    const row = await rows().where('id', '=', keyId).executeTakeFirst();
    if (row === undefined || row.expires_ms <= nowMs) throw new Refusal(REJECTS.badSignature);
    const isForm = NONCE.test(nonce) && TIMESTAMP.test(timestamp);
    const key = cipher.open(place(row.id), row.key_sealed);
    if (!isForm || !isSignedBy(row.kind, key, request, signature)) {
      throw new Refusal(REJECTS.badSignature);
    }
    const ageMs = nowMs - Number(timestamp);
    const isFresh = ageMs <= SIGNATURE_WINDOW_MS && ageMs >= -SIGNATURE_AHEAD_MS;
    if (!isFresh) throw new Refusal(REJECTS.staleRequest);
    if (!isListed(split(row.addresses), address)) throw new Refusal(REJECTS.addressNotListed);
    // Last, so that only genuine requests take room.
    const untilMs = Number(timestamp) + SIGNATURE_WINDOW_MS;
    if (!nonces.use(`${keyId}:${nonce}`, untilMs, nowMs)) throw new Refusal(REJECTS.staleRequest);
    return principalFor(row, nowMs);
  }

  async function principalFor(row: ApiKeyRow, nowMs: number): Promise<Principal> {
    const user = await users.byId(row.user_id);
    if (user?.state !== 'active') throw new Refusal(REJECTS.badSignature);
    const session = sessionName(row.id);
    const expiresMs = Math.min(row.expires_ms, nowMs + SESSION_MS_MAX);
    const principal = withScopes(
      principalOf(user, session, expiresMs, false),
      split(row.scopes) as Scope[],
    );
    if (nowMs - row.used_ms >= USED_EVERY_MS) {
      const update = store.updateTable('api_key').set({ used_ms: nowMs }).where('id', '=', row.id);
      // Revoked meanwhile: then it was no use of the key.
      const { numUpdatedRows } = await update.executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new Refusal(REJECTS.badSignature);
    }
    if (revoked.has(row.id)) throw new Refusal(REJECTS.badSignature);
    known.set(session, principal);
    return principal;
  }

  return {
    add,
    list,
    async revoke(userId, id) {
      const drop = store.deleteFrom('api_key').where('user_id', '=', userId).where('id', '=', id);
      const { numDeletedRows } = await drop.executeTakeFirst();
      if (numDeletedRows !== 1n) throw new Refusal(REJECTS.notFound);
      revoked.add(id);
      end(id);
    },
    verify,
    current: (principal) => known.get(principal.session ?? ''),
    async userChanged(userId) {
      for (const { id } of await list(userId)) end(id);
    },
  };
}

function viewOf(row: ApiKeyRow): KeyView {
  return {
    ...{ id: row.id, name: row.name, kind: row.kind, scopes: split(row.scopes) as Scope[] },
    addresses: split(row.addresses),
    ...{ expiresMs: row.expires_ms, createdMs: row.created_ms, usedMs: row.used_ms },
  };
}

function split(words: string): string[] {
  return words === '' ? [] : words.split(',');
}
