// REST of identity for strangers and for users with a session: registration, sign-in, profile, sessions.
// Second factors and keys are in credential-routes.ts, what staff do in user-admin-routes.ts.

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { BegunSession } from '../identity/live-sessions.ts';
import { addCredentialRoutes } from './credential-routes.ts';
import { callerOf, isSignedIn, Refusal, requireSession } from './guard.ts';
import {
  IDENTITY,
  One,
  originOf,
  pageOriginOf,
  type IdentityServices,
} from './identity-request.ts';
import * as bodies from './identity-schemas.ts';
import { serve } from './serve.ts';
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts';
import { addUserAdminRoutes } from './user-admin-routes.ts';

const stranger = { method: 'post', grant: 'open' } as const;
const own = { grant: 'session' } as const;

export function addIdentityRoutes(app: OpenAPIHono, services: IdentityServices): void {
  addStrangerRoutes(app, services);
  addSignInRoutes(app, services);
  addOwnRoutes(app, services);
  addSessionRoutes(app, services);
  addCredentialRoutes(app, services);
  addUserAdminRoutes(app, services.identity);
}

function addStrangerRoutes(app: OpenAPIHono, { identity, hasDemo }: IdentityServices): void {
  const { registration } = identity;
  serve(app, {
    ...{ path: `${IDENTITY}/options`, grant: 'open', query: bodies.Nothing },
    summary:
      'What this server offers for signing in, and whether the caller has a session already.',
    run: ({ context }) => ({ demo: hasDemo, signedIn: isSignedIn(context) }),
  });
  serve(app, {
    ...{ ...stranger, path: `${IDENTITY}/register`, status: 202, body: bodies.Register },
    summary: 'Register; a letter follows. The answer is the same for an address that is known.',
    run: ({ context, body }) => registration.register(body, originOf(context)),
  });
  serve(app, {
    ...{ ...stranger, path: `${IDENTITY}/confirm`, body: bodies.Token },
    summary: 'Confirm the address by the token of the letter.',
    run: ({ context, body }) => registration.confirm(body.token, originOf(context)),
  });
  serve(app, {
    ...{ ...stranger, path: `${IDENTITY}/set-up`, body: bodies.SetUp },
    summary: 'Make the first administrator by the token of the letter in the outbox.',
    run: ({ context, body }) => registration.setUp(body, originOf(context)),
  });
  serve(app, {
    ...{ ...stranger, path: `${IDENTITY}/password/forgot`, status: 202, body: bodies.Forgot },
    summary: 'Ask for a letter with which to set a new password.',
    run: ({ context, body }) => registration.forgot(body.email, originOf(context)),
  });
  serve(app, {
    ...{ ...stranger, path: `${IDENTITY}/password/reset`, body: bodies.Reset },
    summary: 'Set a new password by the token of the letter; ends every session.',
    run: ({ context, body: { token, password } }) =>
      registration.reset(token, password, originOf(context)),
  });
}

function addSignInRoutes(app: OpenAPIHono, services: IdentityServices): void {
  const { identity, isSecure } = services;
  const { signIn, passkeys, sessions, nowMs } = identity;

  /** A browser has one session: the one that it had ends. */
  async function admit(c: Context, begun: BegunSession): Promise<{ stage: 'done' }> {
    const old = sessions.find(readSessionCookie(c, isSecure) ?? '', nowMs());
    if (old !== undefined) await sessions.end(old.id);
    writeSessionCookie(c, isSecure, begun.secret);
    return { stage: 'done' };
  }

  serve(app, {
    ...{ ...stranger, path: `${IDENTITY}/sign-in`, body: bodies.SignIn },
    summary: 'Sign in by password: done, or the second factor is asked for.',
    async run({ context, body: { email, password } }) {
      const reached = await signIn.signIn(email, password, originOf(context));
      return reached.stage === 'done' ? admit(context, reached.begun) : reached;
    },
  });
  serve(app, {
    ...{ ...stranger, path: `${IDENTITY}/second-factor`, body: bodies.SecondFactor },
    summary: 'Answer the challenge with a one-time code or a recovery code.',
    run: async ({ context, body }) =>
      admit(context, await signIn.secondFactor(body, originOf(context))),
  });
  serve(app, {
    ...{ ...stranger, path: `${IDENTITY}/passkey-sign-in/begin`, body: bodies.Nothing },
    summary: 'Options for navigator.credentials.get.',
    run: ({ context }) => passkeys.beginSignIn(pageOriginOf(context, identity), nowMs()),
  });
  serve(app, {
    ...{ ...stranger, path: `${IDENTITY}/passkey-sign-in`, body: bodies.PasskeySignIn },
    summary: 'Sign in by passkey.',
    async run({ context, body }) {
      const site = { origin: pageOriginOf(context, identity), nowMs: nowMs() };
      const given = body.answer as Parameters<typeof passkeys.signIn>[0];
      const user = await passkeys.signIn(given, site);
      return admit(context, await signIn.passkey(user, originOf(context)));
    },
  });
  serve(app, {
    ...{ ...own, method: 'post', path: `${IDENTITY}/sign-out`, body: bodies.Nothing },
    summary: 'End this session and its sockets.',
    async run({ context, principal, address }) {
      const { id } = requireSession(context);
      await sessions.end(id);
      writeSessionCookie(context, isSecure, '');
      const event = { what: 'sign-out', object: id, address, outcome: 'done' };
      identity.desk.note({ who: principal.user, ...event });
    },
  });
}

function addOwnRoutes(app: OpenAPIHono, { identity }: IdentityServices): void {
  const { users, profiles, passkeys } = identity;
  serve(app, {
    ...{ path: `${IDENTITY}/me`, grant: 'caller', query: bodies.Nothing },
    summary: 'Who is signed in.',
    async run({ context }) {
      const caller = callerOf(context);
      const { user: id, role, account, expiresMs } = caller.principal;
      const user = caller.by === 'token' ? undefined : await users.byId(id);
      // A user of the demo has no row, and nothing to prove with.
      const of = user ?? { email: '', kyc: 'approved', totpOn: false, state: 'active' };
      return {
        ...{ user: id, email: of.email, role, account, kyc: of.kyc, totp: of.totpOn },
        passkeys: user === undefined ? 0 : (await passkeys.list(id)).length,
        secondFactorMissing: caller.principal.lacksSecondFactor === true,
        confirmed: of.state !== 'unconfirmed',
        stepUpUntilMs: caller.by === 'session' ? caller.session.stepUpUntilMs : expiresMs,
        isDemo: caller.by === 'token',
      };
    },
  });
  serve(app, {
    ...{ ...own, path: `${IDENTITY}/profile`, query: bodies.Nothing },
    summary: 'The own profile, its state, and what is missing.',
    run: ({ principal }) => profiles.read(principal.user),
  });
  serve(app, {
    ...{ ...own, method: 'put', path: `${IDENTITY}/profile`, body: bodies.ProfileBody },
    summary: 'Keep the profile; a complete one is submitted.',
    run: ({ principal, body, address }) => profiles.write(principal.user, body, address),
  });
}

function addSessionRoutes(app: OpenAPIHono, { identity }: IdentityServices): void {
  const { sessions, tickets, keys, nowMs } = identity;
  const path = `${IDENTITY}/sessions`;
  serve(app, {
    ...{ ...own, path, query: bodies.Nothing, summary: 'The own sessions and their devices.' },
    run({ context, principal }) {
      const current = requireSession(context).id;
      const all = sessions.of(principal.user).map((session) => {
        const { id, device, address, createdMs, seenMs } = session;
        return { id, device, address, createdMs, seenMs, current: id === current };
      });
      return { sessions: all };
    },
  });
  serve(app, {
    ...{ ...own, method: 'delete', path: `${path}/{id}`, params: One, body: bodies.Nothing },
    summary: 'End one of the own sessions and its sockets.',
    async run({ principal: { user }, params: { id }, address }) {
      const isOwn = sessions.of(user).some((session) => session.id === id);
      if (!isOwn) throw new Refusal(REJECTS.notFound);
      await sessions.end(id);
      const event = { what: 'session-ended', object: id, address, outcome: 'done' };
      identity.desk.note({ who: user, ...event });
    },
  });
  serve(app, {
    ...{ ...own, method: 'post', path: `${path}/end-others`, body: bodies.Nothing },
    summary: 'End every other session of the own.',
    async run({ context, principal: { user }, address }) {
      const { id } = requireSession(context);
      await sessions.endAll(user, id);
      const event = { what: 'other-sessions-ended', object: id, address, outcome: 'done' };
      identity.desk.note({ who: user, ...event });
    },
  });
  serve(app, {
    ...{ method: 'post', path: `${IDENTITY}/ws-ticket`, body: bodies.Nothing },
    summary: 'A ticket that opens one WebSocket within 30 s: the token of signIn.',
    grant: 'marketData',
    run({ context }) {
      const caller = callerOf(context);
      // A token of the demo is its own ticket.
      if (caller.by === 'token') throw new Refusal(REJECTS.notPermitted);
      const { principal } = caller;
      const current =
        caller.by === 'session'
          ? () => sessions.byId(caller.session.id, nowMs())?.principal
          : () => keys.current(principal);
      return tickets.issue(current, nowMs());
    },
  });
}
