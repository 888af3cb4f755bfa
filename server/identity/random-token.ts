// Tokens that nobody guesses, and what is kept of them: a hash.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;
const ID_BYTES = 12;

/** 256 random bits, 43 characters (ASVS 5.0 7.2.3 asks for 128). */
export function randomToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** A name without meaning; not a secret. */
export function randomId(prefix: string): string {
  return `${prefix}-${randomBytes(ID_BYTES).toString('hex')}`;
}

/** What the database keeps of a token. A token has 256 bits of chance: it needs no slow hash. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Takes the same time wherever the two differ. */
export function equalTexts(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
}
