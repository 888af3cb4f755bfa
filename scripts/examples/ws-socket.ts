// The feed's socket in Node, over the package `ws`.

import { WebSocket } from 'ws';
import type { OpenSocket } from '../../shared/feed/index.ts';

/** A mute peer never answers a close: after this long the connection is cut. */
const CLOSE_MS = 1_000;

export const openWsSocket: OpenSocket = (url, protocol, events) => {
  const socket = new WebSocket(url, protocol, { perMessageDeflate: false });
  socket.on('open', () => events.open());
  socket.on('message', (data: Buffer, isBinary) => {
    events.message(isBinary ? data : data.toString('utf8'));
  });
  // A failed connection also emits 'close', which the feed acts on.
  socket.on('error', () => undefined);
  socket.on('close', (code, reason) => events.close(code, reason.toString('utf8')));
  return {
    send(data) {
      if (socket.readyState === WebSocket.OPEN) socket.send(data);
    },
    close() {
      socket.close(1000);
      setTimeout(() => socket.terminate(), CLOSE_MS).unref();
    },
  };
};
