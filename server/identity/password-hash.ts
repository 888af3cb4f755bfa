// Password hashes: argon2id, 19 MiB, 2 passes, 1 lane (OWASP; ASVS 5.0 11.4.2), peppered, on the threads of
// libuv. At most two at a time: a flood of sign-ins leaves cores for orders.

import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { REJECTS } from '../../shared/domain/reject.ts';
import { Refusal } from './refusal.ts';

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** `kept` undefined: nobody is known by that name; the same work is done, and the answer is no. */
  verify(kept: string | undefined, password: string): Promise<boolean>;
  /** Throws BUSY when the queue is full: before anything is looked up, a flood costs the least. */
  demandRoom(): void;
  /** Hashes at work and waiting, for metrics. */
  figures(): { readonly working: number; readonly waiting: number };
}

/** The library's enum is ambient: its value for argon2id. */
const ARGON2ID = 2;
const MEMORY_KIB = 19_456;
/** One core is left to orders wherever there are two. */
export const HASHES_MAX = Math.max(1, Math.min(2, availableParallelism() - 1));
export const HASHES_WAITING_MAX = 50;

export async function createPasswordHasher(pepper: Uint8Array): Promise<PasswordHasher> {
  const options = {
    ...{ algorithm: ARGON2ID, memoryCost: MEMORY_KIB, timeCost: 2, parallelism: 1 },
    secret: pepper,
  };
  const waiting: (() => void)[] = [];
  let working = 0;

  function demandRoom(): void {
    const isFull = working >= HASHES_MAX && waiting.length >= HASHES_WAITING_MAX;
    if (isFull) throw new Refusal(REJECTS.busy);
  }

  /** At the limit of the queue nothing is taken: BUSY. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    demandRoom();
    if (working >= HASHES_MAX) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else working += 1;
    try {
      return await work();
    } finally {
      // The place is handed on, not given back: nobody who comes now overtakes.
      const next = waiting.shift();
      if (next === undefined) working -= 1;
      else next();
    }
  }

  /** NIST SP 800-63B: one form of Unicode, whatever the keyboard made of it. */
  const plain = (password: string) => password.normalize('NFKC');
  const nobody = await hash('nobody has this password', options);
  return {
    hash: (password) => inTurn(() => hash(plain(password), options)),
    async verify(kept, password) {
      const isRight = await inTurn(() => verify(kept ?? nobody, plain(password), options));
      return isRight && kept !== undefined;
    },
    demandRoom,
    figures: () => ({ working, waiting: waiting.length }),
  };
}
