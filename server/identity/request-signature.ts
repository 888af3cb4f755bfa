// Signatures of REST requests by API keys: Ed25519 (RFC 8032) with the client's public key, or HMAC-SHA-256
// (RFC 2104) with a shared secret, over method, path with query, body hash, time and nonce.

import { createHash, createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import type { KeyKind } from './identity-tables.ts';

export interface SignedRequest {
  readonly method: string;
  /** As sent, query included. */
  readonly path: string;
  readonly body: Uint8Array;
  /** Milliseconds since 1970, decimal text as sent. */
  readonly timestamp: string;
  readonly nonce: string;
}

/** The bytes that are signed: five lines, no line end after the last. */
export function signedText({ method, path, body, timestamp, nonce }: SignedRequest): Buffer {
  const bodyHash = createHash('sha256').update(body).digest('hex');
  return Buffer.from([method.toUpperCase(), path, bodyHash, timestamp, nonce].join('\n'));
}

/** `key`: SPKI or the shared secret, base64url. Takes the same time for every wrong signature. */
export function isSignedBy(
  kind: KeyKind,
  key: string,
  request: SignedRequest,
  signature: string,
): boolean {
  const given = Buffer.from(signature, 'base64url');
  // One spelling only: a changed last character may stand for the same bytes.
  if (given.toString('base64url') !== signature) return false;
  const text = signedText(request);
  const keyBytes = Buffer.from(key, 'base64url');
  if (kind === 'hmac') {
    const expected = createHmac('sha256', keyBytes).update(text).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
  const publicKey = createPublicKey({ key: keyBytes, format: 'der', type: 'spki' });
  return verify(undefined, text, publicKey, given);
}

const RAW_KEY_BYTES = 32;
/** What stands before the 32 bytes of an Ed25519 key in SPKI (RFC 8410). */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** A public key as PEM, as DER in base64, or as its 32 bytes in base64; undefined: it is none. */
export function ed25519KeyOf(text: string): string | undefined {
  const body = text.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '');
  if (!/^[\w+/-]+=*$/.test(body)) return undefined;
  const bytes = Buffer.from(body, 'base64');
  const der = bytes.length === RAW_KEY_BYTES ? Buffer.concat([SPKI_HEAD, bytes]) : bytes;
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? der.toString('base64url') : undefined;
  } catch {
    // A user's mistake: answered as a field that is wrong.
    return undefined;
  }
}
