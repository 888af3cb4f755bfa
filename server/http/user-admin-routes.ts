// REST of what staff do to users: search masked, unmask with a reason, roles, sessions, profiles.

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Identity } from '../identity/identity.ts';
import type { Actor } from '../identity/user-administration.ts';
import { One } from './identity-request.ts';
import * as bodies from './identity-schemas.ts';
import { serve, type Call } from './serve.ts';

const USERS = '/api/v1/admin/users';

export function addUserAdminRoutes(app: OpenAPIHono, { administration }: Identity): void {
  serve(app, {
    ...{ path: USERS, grant: 'searchUsers', query: bodies.UserSearch },
    summary: 'Users by id, account number or whole e-mail address, masked; empty: the newest.',
    run: async (call) => ({ users: await administration.search(actorOf(call), call.query.query) }),
  });
  const of = { method: 'post', params: One } as const;
  serve(app, {
    ...{ ...of, path: `${USERS}/{id}/unmask`, grant: 'unmask', body: bodies.Unmask },
    summary: 'Personal data of a user, for a reason that is written down.',
    run: (call) => administration.unmask(actorOf(call), call.params.id, call.body.reason),
  });
  serve(app, {
    ...{ ...of, path: `${USERS}/{id}/profile`, grant: 'unmask', body: bodies.Decision },
    summary: 'Approve or refuse a profile, for a reason that is written down.',
    run: (call) => {
      const { approve, reason } = call.body;
      return administration.decideProfile(actorOf(call), call.params.id, approve, reason);
    },
  });
  serve(app, {
    ...{ ...of, path: `${USERS}/{id}/role`, grant: 'manageUsers', body: bodies.RoleChange },
    summary: 'Change the role of a user; ends the sessions and the sockets.',
    run: (call) => administration.changeRole(actorOf(call), call.params.id, call.body.role),
  });
  serve(app, {
    ...{ ...of, method: 'delete', path: `${USERS}/{id}/sessions`, grant: 'manageUsers' },
    ...{ body: bodies.Nothing, summary: 'End every session and socket of a user.' },
    run: (call) => administration.endSessions(actorOf(call), call.params.id),
  });
}

function actorOf({ principal, address }: Call): Actor {
  return { user: principal.user, address };
}
