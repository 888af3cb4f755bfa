// REST of identity for strangers and for users with a session: registration, sign-in, profile, sessions.
// Second factors and keys are in credential-routes.ts, what staff do in user-admin-routes.ts.

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { REJECTS } from '../../shared/domain/reject.ts';
import type { BegunSession } from '../identity/live-sessions.ts';
import { addCredentialRoutes } from './credential-routes.ts';
import { addressOf, callerOf, isSignedIn, Refusal, requireSession } from './guard.ts';
import { IDENTITY, originOf, pageOriginOf, type IdentityServices } from './identity-request.ts';
import * as bodies from './identity-schemas.ts';
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts';
import { addStrictRoute } from './strict-route.ts';
import { addUserAdminRoutes } from './user-admin-routes.ts';

const POST = 'post';

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
  const who = 'anybody';
  addStrictRoute(app, {
    ...{ method: 'get', path: `${IDENTITY}/options`, who, body: bodies.Nothing },
    summary:
      'What this server offers for signing in, and whether the caller has a session already.',
    run: (c) => ({ demo: hasDemo, signedIn: isSignedIn(c) }),
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/register`, who, status: 202, body: bodies.Register },
    summary: 'Register; a letter follows. The answer is the same for an address that is known.',
    run: (c, body) => registration.register(body, originOf(c)),
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/confirm`, who, body: bodies.Token },
    summary: 'Confirm the address by the token of the letter.',
    run: (c, { token }) => registration.confirm(token, originOf(c)),
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/set-up`, who, body: bodies.SetUp },
    summary: 'Make the first administrator by the token of the letter in the outbox.',
    run: (c, body) => registration.setUp(body, originOf(c)),
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/password/forgot`, who, status: 202 },
    ...{ body: bodies.Forgot, summary: 'Ask for a letter with which to set a new password.' },
    run: (c, { email }) => registration.forgot(email, originOf(c)),
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/password/reset`, who, body: bodies.Reset },
    summary: 'Set a new password by the token of the letter; ends every session.',
    run: (c, { token, password }) => registration.reset(token, password, originOf(c)),
  });
}

function addSignInRoutes(app: OpenAPIHono, services: IdentityServices): void {
  const { identity, isSecure } = services;
  const { signIn, passkeys, sessions, nowMs } = identity;
  const who = 'anybody';

  /** A browser has one session: the one that it had ends. */
  async function admit(c: Context, begun: BegunSession): Promise<{ stage: 'done' }> {
    const old = sessions.find(readSessionCookie(c, isSecure) ?? '', nowMs());
    if (old !== undefined) await sessions.end(old.id);
    writeSessionCookie(c, isSecure, begun.secret);
    return { stage: 'done' };
  }

  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/sign-in`, who, body: bodies.SignIn },
    summary: 'Sign in by password: done, or the second factor is asked for.',
    async run(c, { email, password }) {
      const reached = await signIn.signIn(email, password, originOf(c));
      return reached.stage === 'done' ? admit(c, reached.begun) : reached;
    },
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/second-factor`, who, body: bodies.SecondFactor },
    summary: 'Answer the challenge with a one-time code or a recovery code.',
    run: async (c, body) => admit(c, await signIn.secondFactor(body, originOf(c))),
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/passkey-sign-in/begin`, who, body: bodies.Nothing },
    summary: 'Options for navigator.credentials.get.',
    run: (c) => passkeys.beginSignIn(pageOriginOf(c, identity), nowMs()),
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/passkey-sign-in`, who, body: bodies.PasskeySignIn },
    summary: 'Sign in by passkey.',
    async run(c, { answer }) {
      const site = { origin: pageOriginOf(c, identity), nowMs: nowMs() };
      const user = await passkeys.signIn(answer as Parameters<typeof passkeys.signIn>[0], site);
      return admit(c, await signIn.passkey(user, originOf(c)));
    },
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/sign-out`, who: 'session', body: bodies.Nothing },
    summary: 'End this session and its sockets.',
    async run(c) {
      const { id, principal } = requireSession(c);
      await sessions.end(id);
      writeSessionCookie(c, isSecure, '');
      const event = { what: 'sign-out', object: id, address: addressOf(c), outcome: 'done' };
      identity.desk.note({ who: principal.user, ...event });
    },
  });
}

function addOwnRoutes(app: OpenAPIHono, { identity }: IdentityServices): void {
  const { users, profiles, passkeys } = identity;
  addStrictRoute(app, {
    ...{ method: 'get', path: `${IDENTITY}/me`, who: 'caller', body: bodies.Nothing },
    summary: 'Who is signed in.',
    async run(c) {
      const caller = callerOf(c);
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
  addStrictRoute(app, {
    ...{ method: 'get', path: `${IDENTITY}/profile`, who: 'session', body: bodies.Nothing },
    summary: 'The own profile, its state, and what is missing.',
    run: (c) => profiles.read(requireSession(c).principal.user),
  });
  addStrictRoute(app, {
    ...{ method: 'put', path: `${IDENTITY}/profile`, who: 'session', body: bodies.ProfileBody },
    summary: 'Keep the profile; a complete one is submitted.',
    run: (c, body) => profiles.write(requireSession(c).principal.user, body, addressOf(c)),
  });
}

function addSessionRoutes(app: OpenAPIHono, { identity }: IdentityServices): void {
  const { sessions, tickets, keys, nowMs } = identity;
  const who = 'session';
  addStrictRoute(app, {
    ...{ method: 'get', path: `${IDENTITY}/sessions`, who, body: bodies.Nothing },
    summary: 'The own sessions and their devices.',
    run(c) {
      const own = requireSession(c);
      const all = sessions.of(own.principal.user).map((session) => {
        const { id, device, address, createdMs, seenMs } = session;
        return { id, device, address, createdMs, seenMs, current: id === own.id };
      });
      return { sessions: all };
    },
  });
  addStrictRoute(app, {
    ...{ method: 'delete', path: `${IDENTITY}/sessions/:id`, who, body: bodies.Nothing },
    summary: 'End one of the own sessions and its sockets.',
    async run(c) {
      const own = requireSession(c);
      const id = c.req.param('id') ?? '';
      const isOwn = sessions.of(own.principal.user).some((session) => session.id === id);
      if (!isOwn) throw new Refusal(REJECTS.notFound);
      await sessions.end(id);
      const event = { what: 'session-ended', object: id, address: addressOf(c), outcome: 'done' };
      identity.desk.note({ who: own.principal.user, ...event });
    },
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/sessions/end-others`, who, body: bodies.Nothing },
    summary: 'End every other session of the own.',
    async run(c) {
      const { id, principal } = requireSession(c);
      await sessions.endAll(principal.user, id);
      const event = { what: 'other-sessions-ended', object: id, address: addressOf(c) };
      identity.desk.note({ who: principal.user, ...event, outcome: 'done' });
    },
  });
  addStrictRoute(app, {
    ...{ method: POST, path: `${IDENTITY}/ws-ticket`, who: 'marketData', body: bodies.Nothing },
    summary: 'A ticket that opens one WebSocket within 30 s: the token of signIn.',
    run(c) {
      const caller = callerOf(c);
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
