// Entry of the thread that hashes passwords, one at a time, with the lowest priority that there is: it has
// what orders leave of the cores.

import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../shared/domain/assert.ts';
import { createArgon2 } from './hash-work.ts';
import { lowerOwnPriority, ownThread } from './thread-priority.ts';

export type HashRequest = { readonly id: number; readonly password: string } & (
  { readonly is: 'hash' } | { readonly is: 'verify'; readonly kept: string }
);

export type HashReply =
  | { readonly is: 'ready'; readonly isLow: boolean; readonly thread: number }
  | { readonly is: 'done'; readonly id: number; readonly value: string | boolean }
  | { readonly is: 'failed'; readonly id: number; readonly words: string };

assert(parentPort !== null, 'the thread of hashes needs its parent');
const port = parentPort;
const reply = (message: HashReply) => {
  port.postMessage(message);
};
const isLow = lowerOwnPriority();
const argon2 = createArgon2((workerData as { pepper: Uint8Array }).pepper);

port.on('message', (request: HashRequest) => {
  const { id, password } = request;
  try {
    const value =
      request.is === 'hash' ? argon2.hash(password) : argon2.verify(request.kept, password);
    reply({ is: 'done', id, value });
  } catch (error) {
    // Of the library's own words only: neither password nor pepper are in them.
    reply({ is: 'failed', id, words: error instanceof Error ? error.message : 'unknown' });
  }
});
reply({ is: 'ready', isLow, thread: ownThread()?.id ?? 0 });
