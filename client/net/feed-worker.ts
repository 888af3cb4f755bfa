// The worker that owns the socket: shared between the windows of a user, or of one window.

import { fetchFeedToken } from './feed-token.ts';
import { browserHost } from './browser-host.ts';
import { openBrowserSocket } from './browser-socket.ts';
import { feedDoor } from './feed-door.ts';
import type { LinkPort } from './worker-protocol.ts';

/** What both kinds of worker scope have; `onconnect` only the shared one. */
interface Scope {
  readonly location: { readonly protocol: string; readonly host: string };
  onconnect?: ((event: MessageEvent) => void) | null;
  close(): void;
}

const scope = globalThis as unknown as Scope;
const scheme = scope.location.protocol === 'https:' ? 'wss' : 'ws';

const enter = feedDoor({
  host: browserHost,
  // The socket is dropped, not signed out: closing the last window loses the session.
  idle: () => scope.close(),
  roomOptions: (user) => ({
    url: `${scheme}://${scope.location.host}/ws`,
    openSocket: openBrowserSocket,
    host: browserHost,
    token: () => fetchFeedToken(user),
    clientMicros: () => Math.round((performance.timeOrigin + performance.now()) * 1000),
    soon: (run) => queueMicrotask(run),
  }),
});

function portOf(end: MessagePort | Worker): LinkPort {
  return {
    post: (message, transfer = []) => end.postMessage(message, [...transfer]),
    receive(handler) {
      end.addEventListener('message', (event) => handler((event as MessageEvent).data));
      if ('start' in end) end.start();
    },
    close: () => ('close' in end ? end.close() : undefined),
  };
}

if ('onconnect' in scope) {
  scope.onconnect = ({ ports }) => enter(portOf(ports[0]!));
} else {
  enter(portOf(globalThis as unknown as Worker));
}
