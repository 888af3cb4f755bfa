// The authority of the socket: tickets of users first, tokens of the demo beside them.

import type { Authority } from '../gateway/authority.ts';
import type { SessionEndings } from './session-endings.ts';
import { TICKET, type SocketTickets } from './socket-tickets.ts';

export function createUserAuthority(
  tickets: SocketTickets,
  endings: SessionEndings,
  demo: Authority,
): Authority {
  return {
    verify(token, nowMs) {
      return TICKET.test(token) ? tickets.use(token, nowMs) : demo.verify(token, nowMs);
    },
    onEnded: (listener) => endings.onEnded(listener),
  };
}
