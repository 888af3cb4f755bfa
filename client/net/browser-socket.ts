// The feed's socket over the browser's WebSocket.

import type { OpenSocket } from '../../shared/feed/host.ts';

export const openBrowserSocket: OpenSocket = (url, protocol, events) => {
  const socket = new WebSocket(url, protocol);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    events.open();
  });
  socket.addEventListener('message', ({ data }) => {
    events.message(typeof data === 'string' ? data : new Uint8Array(data as ArrayBuffer));
  });
  socket.addEventListener('close', ({ code, reason }) => {
    events.close(code, reason);
  });
  return {
    send(data) {
      socket.send(typeof data === 'string' ? data : new Uint8Array(data));
    },
    close() {
      socket.close();
    },
  };
};
