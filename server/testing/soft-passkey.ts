// An authenticator in software: makes a P-256 passkey and answers as a browser does, without attestation.

import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type {
  AuthenticationAnswer,
  CreationOptions,
  RegistrationAnswer,
  RequestOptions,
} from '../identity/passkeys.ts';

/** Bits of the authenticator data: present, verified, credential included. */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const CREDENTIAL = 0x40;

export interface SoftPasskey {
  readonly id: string;
  /** What a test spoils. */
  isVerified: boolean;
  counter: number;
  create(options: CreationOptions, origin: string): RegistrationAnswer;
  get(options: RequestOptions, origin: string): AuthenticationAnswer;
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const hash = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

export function softPasskey(): SoftPasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rawId = randomBytes(16);
  const common = { id: text(rawId), rawId: text(rawId), type: 'public-key' as const };

  function authenticatorData(passkey: SoftPasskey, rpId: string, credential?: Buffer): Buffer {
    const flags = PRESENT | (passkey.isVerified ? VERIFIED : 0) | (credential ? CREDENTIAL : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(passkey.counter);
    const parts = [hash(rpId), Buffer.from([flags]), counter];
    return Buffer.concat(credential === undefined ? parts : [...parts, credential]);
  }

  return {
    id: common.id,
    isVerified: true,
    counter: 0,
    create({ challenge, rp }, origin) {
      const client = clientData('webauthn.create', challenge, origin);
      const length = Buffer.from([0, rawId.length]);
      const attested = [
        Buffer.alloc(16),
        length,
        rawId,
        coseKey(publicKey.export({ format: 'jwk' })),
      ];
      const data = authenticatorData(this, rp.id!, Buffer.concat(attested));
      const attestation = Buffer.concat([
        ...[Buffer.from([0xa3]), cborText('fmt'), cborText('none')],
        ...[cborText('attStmt'), Buffer.from([0xa0]), cborText('authData'), cborBytes(data)],
      ]);
      return {
        ...common,
        clientExtensionResults: {},
        response: { clientDataJSON: text(client), attestationObject: text(attestation) },
      };
    },
    get({ challenge, rpId }, origin) {
      this.counter += 1;
      const client = clientData('webauthn.get', challenge, origin);
      const data = authenticatorData(this, rpId!);
      const signature = sign('sha256', Buffer.concat([data, hash(client)]), privateKey);
      const answer = { clientDataJSON: text(client), authenticatorData: text(data) };
      return {
        ...common,
        clientExtensionResults: {},
        response: { ...answer, signature: text(signature) },
      };
    },
  };
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** CBOR (RFC 8949) of what is needed here. */
function cborText(words: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | words.length]), Buffer.from(words)]);
}
function cborBytes(bytes: Uint8Array): Buffer {
  const { length } = bytes;
  const head = length < 256 ? [0x58, length] : [0x59, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} */
function coseKey({ x, y }: { x?: string; y?: string }): Buffer {
  const [left, right] = [x!, y!].map((part) => cborBytes(Buffer.from(part, 'base64url')));
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]);
  return Buffer.concat([head, left!, Buffer.from([0x22]), right!]);
}
