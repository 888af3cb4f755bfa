// The first handler of every request: finds out who calls, and refuses what other sites would send for them.

import type { Context, MiddlewareHandler } from 'hono';
import { REJECTS, rejectByCode, type RejectRow } from '../../shared/domain/reject.ts';
import type { Authority } from '../gateway/authority.ts';
import type { Identity } from '../identity/identity.ts';
import { refuseForged } from './forged-requests.ts';
import { addressOf, setCaller, type Caller } from './guard.ts';
import { readSessionCookie } from './session-cookie.ts';

export interface CallerServices {
  /** Of bearer tokens. */
  readonly authority: Authority;
  /** Absent: there are no users, only tokens. */
  readonly identity?: Identity | undefined;
  /** Served over TLS. */
  readonly isSecure?: boolean | undefined;
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Signing in with a forged request would put the user into somebody else's account. */
const ALWAYS_GUARDED = '/api/v1/identity/';

export function identifyCallers(services: CallerServices): MiddlewareHandler {
  const { authority, identity, isSecure = false } = services;

  async function identify(c: Context): Promise<Caller | RejectRow> {
    const keyId = c.req.header('x-openbell-key');
    if (keyId !== undefined && identity !== undefined) return byKey(c, keyId, identity);
    const authorization = c.req.header('authorization');
    if (authorization !== undefined) return byToken(authority, authorization);
    const secret = readSessionCookie(c, isSecure);
    const isChange = !READS.has(c.req.method);
    const isGuarded = secret !== undefined || c.req.path.startsWith(ALWAYS_GUARDED);
    if (identity === undefined) return REJECTS.notSignedIn;
    if (isChange && isGuarded) {
      refuseForged({ header: (name) => c.req.header(name), origins: identity.origins });
    }
    const session = secret === undefined ? undefined : identity.sessions.find(secret, identity.nowMs()); // prettier-ignore
    if (session === undefined) return REJECTS.notSignedIn;
    const isProved = session.stepUpUntilMs > identity.nowMs();
    return { by: 'session', principal: session.principal, session, isProved };
  }

  return async (c, next) => {
    setCaller(c, await identify(c));
    await next();
    c.res.headers.set('cache-control', 'no-store');
  };
}

/** A wrong signature refuses the request even where nobody has to sign in. */
async function byKey(c: Context, keyId: string, identity: Identity): Promise<Caller> {
  const header = (name: string) => c.req.header(`x-openbell-${name}`) ?? '';
  const { pathname, search } = new URL(c.req.url);
  const request = {
    ...{ keyId, method: c.req.method, path: `${pathname}${search}`, address: addressOf(c) },
    body: new Uint8Array(await c.req.arrayBuffer()),
    ...{ timestamp: header('timestamp'), nonce: header('nonce'), signature: header('signature') },
  };
  return { by: 'key', principal: await identity.keys.verify(request, identity.nowMs()) };
}

function byToken(authority: Authority, authorization: string): Caller | RejectRow {
  const token = /^Bearer ([\w.-]{1,256})$/.exec(authorization)?.[1];
  if (token === undefined) return REJECTS.notSignedIn;
  const verified = authority.verify(token, Date.now());
  if ('code' in verified) return rejectByCode(verified.code) ?? REJECTS.badToken;
  return { by: 'token', principal: verified };
}
