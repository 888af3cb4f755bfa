// A certificate for localhost that nobody trusts, made for one test: X.509 version 1 in DER, ECDSA P-256.

import { generateKeyPairSync, sign } from 'node:crypto';

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OID = 0x06;
const UTF8 = 0x0c;
/** The form of years before 2050 (RFC 5280). */
const UTC_TIME = 0x17;
/** ecdsa-with-SHA256 (RFC 5758), and commonName. */
const ECDSA_SHA256 = '2a8648ce3d040302';
const COMMON_NAME = '550403';

function der(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  const size = body.length;
  // The shortest form, or strict readers refuse it.
  const long = size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  const length = size < 128 ? [size] : long;
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

export function selfSigned(): { readonly cert: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(SEQUENCE, der(OID, Buffer.from(ECDSA_SHA256, 'hex')));
  const attribute = der(
    SEQUENCE,
    der(OID, Buffer.from(COMMON_NAME, 'hex')),
    der(UTF8, 'localhost'),
  );
  const name = der(SEQUENCE, der(SET, attribute));
  const times = ['200101000000Z', '491231235959Z'];
  const validity = der(SEQUENCE, ...times.map((time) => der(UTC_TIME, time)));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const serial = der(INTEGER, Buffer.from([1]));
  const body = der(SEQUENCE, serial, algorithm, name, validity, name, spki);
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', body, privateKey));
  const whole = der(SEQUENCE, body, algorithm, signature).toString('base64');
  const lines = whole.match(/.{1,64}/g)!.join('\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}
