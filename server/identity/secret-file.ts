// Secrets in files: 32 random bytes made at first start, for the owner only; refused when weak or open.

import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export const SECRET_BYTES = 32;

/** Fewer different bytes than this in 32 random ones: one chance in about 10^25. Somebody typed it. */
const DISTINCT_BYTES_MIN = 8;

/** Reads the secret, or makes one at first start. Throws one clear sentence (ASVS 5.0 13.3.1). */
export function loadSecret(file: string): Uint8Array {
  if (!existsSync(file)) makeSecret(file);
  // Windows keeps no such modes.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Error(`the secret ${file} is readable by others: chmod 600 it`);
  }
  const secret = readFileSync(file);
  if (secret.length !== SECRET_BYTES) {
    throw new Error(`the secret ${file} has ${String(secret.length)} bytes instead of 32`);
  }
  if (isWeak(secret)) throw new Error(`the secret ${file} is weak: delete it to have one made`);
  return secret;
}

/** Writes a new secret; an existing file is never overwritten: what it sealed would be lost. */
export function makeSecret(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, randomBytes(SECRET_BYTES), { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
}

/** All bytes equal, a short pattern, or text of few letters. */
export function isWeak(secret: Uint8Array): boolean {
  return new Set(secret).size < DISTINCT_BYTES_MIN;
}
