// Port: the work of one password hash at a time, and its functions of argon2id, 19 MiB, 2 passes, 1 lane
// (OWASP; ASVS 5.0 11.4.2), peppered. They hold their thread for ten milliseconds: never on the loop.

import { hashSync, verifySync } from '@node-rs/argon2';

/** The library's enum is ambient: its value for argon2id. */
const ARGON2ID = 2;
const MEMORY_KIB = 19_456;

/** The thread ended over the work: no answer is known. */
export class HashLost extends Error {}

/** Rejects with HashLost, or with what the library had to say. */
export interface HashWork {
  hash(password: string): Promise<string>;
  verify(kept: string, password: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface Argon2 {
  hash(password: string): string;
  verify(kept: string, password: string): boolean;
}

export function createArgon2(pepper: Uint8Array): Argon2 {
  const options = {
    ...{ algorithm: ARGON2ID, memoryCost: MEMORY_KIB, timeCost: 2, parallelism: 1 },
    secret: pepper,
  };
  /** NIST SP 800-63B: one form of Unicode, whatever the keyboard made of it. */
  const plain = (password: string) => password.normalize('NFKC');
  return {
    hash: (password) => hashSync(plain(password), options),
    verify: (kept, password) => verifySync(kept, plain(password), options),
  };
}
