// REST of the own credentials: password, step-up, one-time codes, passkeys, API keys.

import type { OpenAPIHono } from '@hono/zod-openapi';
import { requireSession } from './guard.ts';
import { IDENTITY, One, pageOriginOf, type IdentityServices } from './identity-request.ts';
import * as bodies from './identity-schemas.ts';
import { serve, type Call } from './serve.ts';
import { writeSessionCookie } from './session-cookie.ts';

const own = { grant: 'session' } as const;
const proved = { grant: 'session', needsProof: true } as const;
const post = { ...proved, method: 'post' } as const;
const remove = { method: 'delete', params: One, body: bodies.Nothing } as const;

export function addCredentialRoutes(app: OpenAPIHono, services: IdentityServices): void {
  addProofRoutes(app, services);
  addTotpRoutes(app, services);
  addPasskeyRoutes(app, services);
  addKeyRoutes(app, services);
}

function addProofRoutes(app: OpenAPIHono, { identity, isSecure }: IdentityServices): void {
  const { credentials } = identity;
  serve(app, {
    ...{ ...own, method: 'post', path: `${IDENTITY}/step-up`, body: bodies.Proof },
    summary: 'Prove anew by password, or by code where codes are on; good for five minutes.',
    async run({ context, body }) {
      const session = requireSession(context);
      writeSessionCookie(context, isSecure, await credentials.stepUp(session, body));
      return { stepUpUntilMs: session.stepUpUntilMs };
    },
  });
  serve(app, {
    ...{ ...post, path: `${IDENTITY}/password/change`, body: bodies.ChangePassword },
    summary: 'Change the password; ends the other sessions.',
    async run({ context, body: { current, next } }) {
      const secret = await credentials.changePassword(requireSession(context), current, next);
      writeSessionCookie(context, isSecure, secret);
    },
  });
}

function addTotpRoutes(app: OpenAPIHono, { identity }: IdentityServices): void {
  const { credentials } = identity;
  serve(app, {
    ...{ ...post, path: `${IDENTITY}/totp/begin`, body: bodies.Nothing },
    summary: 'A new seed: as otpauth URI, as text, and as the path of a QR code.',
    run: ({ context }) => credentials.beginTotp(requireSession(context)),
  });
  serve(app, {
    ...{ ...post, path: `${IDENTITY}/totp/confirm`, body: bodies.Code },
    summary: 'Turn one-time codes on by a first code; gives the recovery codes, this once.',
    run: async ({ context, body: { code } }) => ({
      recoveryCodes: await credentials.confirmTotp(requireSession(context), code),
    }),
  });
  serve(app, {
    ...{ ...post, path: `${IDENTITY}/totp/remove`, body: bodies.Nothing },
    summary: 'Turn one-time codes off.',
    run: ({ context }) => credentials.removeTotp(requireSession(context)),
  });
}

function addPasskeyRoutes(app: OpenAPIHono, { identity }: IdentityServices): void {
  const { passkeys, factors, users, nowMs } = identity;
  const path = `${IDENTITY}/passkeys`;
  serve(app, {
    ...{ ...post, path: `${path}/begin`, body: bodies.Nothing },
    summary: 'Options for navigator.credentials.create.',
    async run({ context, principal }) {
      const user = await users.byId(principal.user);
      await factors.demandChange(requireSession(context));
      return passkeys.beginRegistration(user!, pageOriginOf(context, identity), nowMs());
    },
  });
  serve(app, {
    ...{ ...post, path, body: bodies.NewPasskey },
    summary: 'Keep a passkey.',
    async run(call) {
      const { context, principal, body } = call;
      const session = requireSession(context);
      const site = { origin: pageOriginOf(context, identity), nowMs: nowMs() };
      const given = body.answer as Parameters<typeof passkeys.register>[1];
      await factors.demandChange(session);
      const id = await passkeys.register(principal.user, given, body.name, site);
      await factors.added(session);
      note(call, 'passkey-added', id);
      return { id };
    },
  });
  serve(app, {
    ...{ ...own, path, query: bodies.Nothing, summary: 'The own passkeys.' },
    run: async ({ principal }) => ({ passkeys: await passkeys.list(principal.user) }),
  });
  serve(app, {
    ...{ ...remove, ...proved, path: `${path}/{id}`, summary: 'Remove a passkey.' },
    async run(call) {
      const { principal, params } = call;
      const session = requireSession(call.context);
      await factors.demandChange(session);
      await passkeys.remove(principal.user, params.id);
      await factors.removed(session);
      note(call, 'passkey-removed', params.id);
    },
  });

  function note({ principal, address }: Call, what: string, object: string): void {
    identity.desk.note({ who: principal.user, what, object, address, outcome: 'done' });
  }
}

function addKeyRoutes(app: OpenAPIHono, { identity }: IdentityServices): void {
  const { keys, nowMs, desk } = identity;
  const path = `${IDENTITY}/api-keys`;
  serve(app, {
    ...{ ...own, path, query: bodies.Nothing, summary: 'The own API keys.' },
    run: async ({ principal }) => ({ keys: await keys.list(principal.user) }),
  });
  serve(app, {
    ...{ ...post, path, body: bodies.NewApiKey },
    summary: 'Make an API key; the secret of an HMAC key is shown this once.',
    async run({ principal: { user }, address, body }) {
      const made = await keys.add(user, body, nowMs());
      const event = { what: 'api-key-added', object: made.key.id, address };
      desk.note({ who: user, ...event, why: body.scopes.join(','), outcome: 'done' });
      return made;
    },
  });
  serve(app, {
    // Taking power away needs no step-up.
    ...{ ...remove, ...own, path: `${path}/{id}` },
    summary: 'Revoke an API key; its sockets close.',
    async run({ principal: { user }, address, params: { id } }) {
      await keys.revoke(user, id);
      desk.note({ who: user, what: 'api-key-revoked', object: id, address, outcome: 'done' });
    },
  });
}
