// REST of the own credentials: password, step-up, one-time codes, passkeys, API keys.

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { LiveSession } from '../identity/live-sessions.ts';
import { addressOf, requireSession } from './guard.ts';
import { IDENTITY, pageOriginOf, type IdentityServices } from './identity-request.ts';
import * as bodies from './identity-schemas.ts';
import { writeSessionCookie } from './session-cookie.ts';
import { addStrictRoute } from './strict-route.ts';

const POST = 'post';
const GET = 'get';
const DELETE = 'delete';

export function addCredentialRoutes(app: OpenAPIHono, services: IdentityServices): void {
  addProofRoutes(app, services);
  addTotpRoutes(app, services);
  addPasskeyRoutes(app, services);
  addKeyRoutes(app, services);
}

function addProofRoutes(app: OpenAPIHono, { identity, isSecure }: IdentityServices): void {
  const { credentials } = identity;
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/step-up`, who: 'session', body: bodies.Proof },
    summary: 'Prove anew by password, or by code where codes are on; good for five minutes.',
    async run(c, proof) {
      const session = requireSession(c);
      writeSessionCookie(c, isSecure, await credentials.stepUp(session, proof));
      return { stepUpUntilMs: session.stepUpUntilMs };
    },
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/password/change`, who: 'steppedUp' },
    ...{ body: bodies.ChangePassword, summary: 'Change the password; ends the other sessions.' },
    async run(c, { current, next }) {
      const session = requireSession(c);
      writeSessionCookie(c, isSecure, await credentials.changePassword(session, current, next));
    },
  });
}

function addTotpRoutes(app: OpenAPIHono, { identity }: IdentityServices): void {
  const { credentials } = identity;
  const who = 'steppedUp';
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/totp/begin`, who, body: bodies.Nothing },
    summary: 'A new seed: as otpauth URI, as text, and as the path of a QR code.',
    run: (c) => credentials.beginTotp(requireSession(c)),
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/totp/confirm`, who, body: bodies.Code },
    summary: 'Turn one-time codes on by a first code; gives the recovery codes, this once.',
    run: async (c, { code }) => ({
      recoveryCodes: await credentials.confirmTotp(requireSession(c), code),
    }),
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/totp/remove`, who, body: bodies.Nothing },
    summary: 'Turn one-time codes off.',
    run: (c) => credentials.removeTotp(requireSession(c)),
  });
}

function addPasskeyRoutes(app: OpenAPIHono, { identity }: IdentityServices): void {
  const { passkeys, factors, users, nowMs } = identity;
  const who = 'steppedUp';
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/passkeys/begin`, who, body: bodies.Nothing },
    summary: 'Options for navigator.credentials.create.',
    async run(c) {
      const session = requireSession(c);
      const user = await users.byId(session.principal.user);
      await factors.demandChange(session);
      return passkeys.beginRegistration(user!, pageOriginOf(c, identity), nowMs());
    },
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/passkeys`, who, body: bodies.NewPasskey },
    summary: 'Keep a passkey.',
    async run(c, { name, answer }) {
      const session = requireSession(c);
      const site = { origin: pageOriginOf(c, identity), nowMs: nowMs() };
      const given = answer as Parameters<typeof passkeys.register>[1];
      await factors.demandChange(session);
      const id = await passkeys.register(session.principal.user, given, name, site);
      await factors.added(session);
      note(c, session, 'passkey-added', id);
      return { id };
    },
  });
  addStrictRoute(app, {
    ...{ method: GET, path: `${IDENTITY}/passkeys`, who: 'session', body: bodies.Nothing },
    summary: 'The own passkeys.',
    run: async (c) => ({ passkeys: await passkeys.list(requireSession(c).principal.user) }),
  });
  addStrictRoute(app, {
    ...{ method: DELETE, path: `${IDENTITY}/passkeys/:id`, who, body: bodies.Nothing },
    summary: 'Remove a passkey.',
    async run(c) {
      const session = requireSession(c);
      const id = c.req.param('id') ?? '';
      await factors.demandChange(session);
      await passkeys.remove(session.principal.user, id);
      await factors.removed(session);
      note(c, session, 'passkey-removed', id);
    },
  });

  function note(c: Context, { principal }: LiveSession, what: string, object: string): void {
    const event = { what, object, address: addressOf(c), outcome: 'done' };
    identity.desk.note({ who: principal.user, ...event });
  }
}

function addKeyRoutes(app: OpenAPIHono, { identity }: IdentityServices): void {
  const { keys, nowMs, desk } = identity;
  addStrictRoute(app, {
    ...{ method: GET, path: `${IDENTITY}/api-keys`, who: 'session', body: bodies.Nothing },
    summary: 'The own API keys.',
    run: async (c) => ({ keys: await keys.list(requireSession(c).principal.user) }),
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/api-keys`, who: 'steppedUp', body: bodies.NewApiKey },
    summary: 'Make an API key; the secret of an HMAC key is shown this once.',
    async run(c, body) {
      const { user } = requireSession(c).principal;
      const made = await keys.add(user, body, nowMs());
      const event = { what: 'api-key-added', object: made.key.id, address: addressOf(c) };
      desk.note({ who: user, ...event, why: body.scopes.join(','), outcome: 'done' });
      return made;
    },
  });
  addStrictRoute(app, {
    // Taking power away needs no step-up.
    ...{ method: DELETE, path: `${IDENTITY}/api-keys/:id`, who: 'session', body: bodies.Nothing },
    summary: 'Revoke an API key; its sockets close.',
    async run(c) {
      const { user } = requireSession(c).principal;
      const id = c.req.param('id') ?? '';
      await keys.revoke(user, id);
      const event = { what: 'api-key-revoked', object: id, address: addressOf(c) };
      desk.note({ who: user, ...event, outcome: 'done' });
    },
  });
}
