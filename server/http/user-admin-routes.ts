// REST of what staff do to users: search masked, unmask with a reason, roles, sessions, profiles.

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Identity } from '../identity/identity.ts';
import type { Actor } from '../identity/user-administration.ts';
import { addressOf, callerOf } from './guard.ts';
import * as bodies from './identity-schemas.ts';
import { addStrictRoute } from './strict-route.ts';

const USERS = '/api/v1/admin/users';

export function addUserAdminRoutes(app: OpenAPIHono, { administration }: Identity): void {
  const idOf = (c: Context) => c.req.param('id') ?? '';
  addStrictRoute(app, {
    ...{ method: 'get', path: USERS, who: 'searchUsers', body: bodies.UserSearch },
    summary: 'Users by id, account number or whole e-mail address, masked; empty: the newest.',
    run: async (c, { query }) => ({ users: await administration.search(actorOf(c), query) }),
  });
  addStrictRoute(app, {
    ...{ method: 'post', path: `${USERS}/:id/unmask`, who: 'unmask', body: bodies.Unmask },
    summary: 'Personal data of a user, for a reason that is written down.',
    run: (c, { reason }) => administration.unmask(actorOf(c), idOf(c), reason),
  });
  addStrictRoute(app, {
    ...{ method: 'post', path: `${USERS}/:id/profile`, who: 'unmask', body: bodies.Decision },
    summary: 'Approve or refuse a profile, for a reason that is written down.',
    run: (c, body) => administration.decideProfile(actorOf(c), idOf(c), body.approve, body.reason),
  });
  addStrictRoute(app, {
    ...{ method: 'post', path: `${USERS}/:id/role`, who: 'manageUsers', body: bodies.RoleChange },
    summary: 'Change the role of a user; ends the sessions and the sockets.',
    run: (c, { role }) => administration.changeRole(actorOf(c), idOf(c), role),
  });
  addStrictRoute(app, {
    ...{ method: 'delete', path: `${USERS}/:id/sessions`, who: 'manageUsers' },
    ...{ body: bodies.Nothing, summary: 'End every session and socket of a user.' },
    run: (c) => administration.endSessions(actorOf(c), idOf(c)),
  });
}

function actorOf(c: Context): Actor {
  return { user: callerOf(c).principal.user, address: addressOf(c) };
}
