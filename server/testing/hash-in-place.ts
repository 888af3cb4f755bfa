// Password hashes in the thread that asks, for stages by the hundred: the real functions, no thread each.

import { setImmediate as turn } from 'node:timers/promises';
import { createArgon2, type HashWork } from '../identity/hash-work.ts';

export function hashInPlace(pepper: Uint8Array): HashWork {
  const argon2 = createArgon2(pepper);
  return {
    async hash(password) {
      await turn();
      return argon2.hash(password);
    },
    async verify(kept, password) {
      await turn();
      return argon2.verify(kept, password);
    },
    close: () => Promise.resolve(),
  };
}
