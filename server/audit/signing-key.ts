// The Ed25519 key (RFC 8032) that anchors and bundles are signed with: made at first start, readable by
// the owner alone; its public half lies beside it for whoever checks a bundle.

import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { sign as signBytes, verify as verifyBytes, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface SigningKey {
  /** Public half, SPKI DER in base64. */
  readonly publicKey: string;
  /** Signature in base64; the same text gives the same signature. */
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
}

export function makeSigningKey(): SigningKey {
  return signingKeyOf(generateKeyPairSync('ed25519').privateKey);
}

/** Reads the key, or makes one at first start. */
export function loadSigningKey(file: string): SigningKey {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Error(`the audit key ${file} is readable by others: chmod 600 it`);
  }
  const key = createPrivateKey(readFileSync(file));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${file} is no Ed25519 key`);
  const signing = signingKeyOf(key);
  writeFileSync(`${file}.pub`, `${signing.publicKey}\n`);
  return signing;
}

function signingKeyOf(key: KeyObject): SigningKey {
  const open = createPublicKey(key);
  return {
    publicKey: open.export({ type: 'spki', format: 'der' }).toString('base64'),
    sign: (text) => signBytes(null, Buffer.from(text), key).toString('base64'),
    isSigned: (text, signature) =>
      verifyBytes(null, Buffer.from(text), open, Buffer.from(signature, 'base64')),
  };
}
