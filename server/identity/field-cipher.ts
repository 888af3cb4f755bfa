// Seals single fields: AES-256-GCM (NIST SP 800-38D), a random 96-bit nonce each time, bound to table, row
// and column, so that a value moved to another place does not open. ASVS 5.0 11.3.2, 14.2.4.

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';

/** Where a sealed value stands; it opens nowhere else. */
export interface Place {
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

export interface FieldCipher {
  /** `<key number>.<base64url of nonce, text, tag>`. */
  seal(place: Place, text: string): string;
  /** Throws when the value was altered, moved, or sealed with a key that is not on the ring. */
  open(place: Place, sealed: string): string;
  /** The same text under the newest key; undefined when it has that already. */
  rotate(place: Place, sealed: string): string | undefined;
  /** Equal texts give equal answers, and only with the key: for look-ups of sealed values. */
  blindIndex(kind: string, text: string): string;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed value that does not open: a broken invariant or an attack, never a user's mistake. */
export class SealBroken extends Error {
  override name = 'SealBroken';
}

export function createFieldCipher(ring: KeyRing): FieldCipher {
  function seal(place: Place, text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, keyOf(ring, ring.newest), nonce);
    cipher.setAAD(contextOf(place));
    const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()]);
    const whole = Buffer.concat([body, cipher.getAuthTag()]);
    return `${String(ring.newest)}.${whole.toString('base64url')}`;
  }

  function open(place: Place, sealed: string): string {
    const whole = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url');
    if (whole.length < NONCE_BYTES + TAG_BYTES) throw broken(place);
    // Another spelling of the same bytes is an altered value, too.
    if (`${String(numberOf(sealed))}.${whole.toString('base64url')}` !== sealed)
      throw broken(place);
    const nonce = whole.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, keyOf(ring, numberOf(sealed)), nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(contextOf(place));
    decipher.setAuthTag(whole.subarray(-TAG_BYTES));
    const start = decipher.update(whole.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      return Buffer.concat([start, decipher.final()]).toString('utf8');
    } catch {
      // The library only says "unable to authenticate"; where it happened is what helps.
      throw broken(place);
    }
  }

  return {
    seal,
    open,
    rotate(place, sealed) {
      return numberOf(sealed) === ring.newest ? undefined : seal(place, open(place, sealed));
    },
    blindIndex(kind, text) {
      return createHmac('sha256', ring.blindKey).update(`${kind}\0${text}`).digest('base64url');
    },
  };
}

function numberOf(sealed: string): number {
  return Number(/^\d{1,6}(?=\.)/.exec(sealed)?.[0] ?? 0);
}

function keyOf(ring: KeyRing, id: number): Uint8Array {
  const key = ring.fieldKeys.get(id);
  if (key === undefined) throw new SealBroken(`field key ${String(id)} is not on the ring`);
  return key;
}

/** Lengths in front, so that no two places give the same bytes. */
function contextOf({ table, row, column }: Place): Buffer {
  return Buffer.from(
    [table, row, column].map((part) => `${String(part.length)}:${part}`).join('/'),
  );
}

function broken({ table, row, column }: Place): SealBroken {
  return new SealBroken(`the sealed value ${table}/${row}/${column} does not open`);
}
