// Signed, expiring tokens: who, until when, proved by HMAC-SHA-256 with a secret of this server.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface TokenClaims {
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly expiresMs: number;
  /** Makes two tokens of the same moment differ. */
  readonly nonce: string;
}

/** `base64url(claims).base64url(mac)`; at most 256 bytes, as the wire allows. */
export function signToken(secret: Uint8Array, user: string, expiresMs: number): string {
  const claims: TokenClaims = { user, expiresMs, nonce: randomBytes(9).toString('base64url') };
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${body}.${mac(secret, body).toString('base64url')}`;
}

/** The claims of a genuine token that has not expired; undefined for every other text. */
export function verifyToken(
  secret: Uint8Array,
  token: string,
  nowMs: number,
): TokenClaims | undefined {
  const [body, signature, ...more] = token.split('.');
  if (body === undefined || signature === undefined || more.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const expected = mac(secret, body);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  // The signature is ours, so the body is what signToken wrote.
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as TokenClaims;
  return claims.expiresMs > nowMs ? claims : undefined;
}

function mac(secret: Uint8Array, body: string): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}
