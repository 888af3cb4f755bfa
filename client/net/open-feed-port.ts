// Opens the feed worker: one for all windows of a user where the browser can share it, else one of this
// window alone.

// The bundler makes the default export: the address of the built worker. A name that holds the user rules
// out the form that needs none.
// oxlint-disable-next-line import/default
import workerUrl from './feed-worker.ts?worker&url';
import type { LinkPort } from './worker-protocol.ts';

export function openFeedPort(user: string): LinkPort {
  return typeof SharedWorker === 'undefined' ? ownWorker(user) : sharedWorker(user);
}

function sharedWorker(user: string): LinkPort {
  const { port } = new SharedWorker(workerUrl, { type: 'module', name: `openbell ${user}` });
  return {
    post: (message, transfer = []) => port.postMessage(message, [...transfer]),
    receive(handler) {
      port.addEventListener('message', ({ data }) => handler(data));
      port.start();
    },
    close: () => port.close(),
  };
}

function ownWorker(user: string): LinkPort {
  const worker = new Worker(workerUrl, { type: 'module', name: `openbell ${user}` });
  return {
    post: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    receive: (handler) => worker.addEventListener('message', ({ data }) => handler(data)),
    // No sign-out: what was to be cancelled when the session is lost is cancelled by the server.
    close: () => worker.terminate(),
  };
}
