// Keys that seal personal data, in a folder outside the database: numbered field keys (the highest is
// used for new writes), one for the blind index, one that peppers passwords.

import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadSecret, makeSecret, SECRET_BYTES } from './secret-file.ts';

export interface KeyRing {
  /** Keys of fields by their number. */
  readonly fieldKeys: ReadonlyMap<number, Uint8Array>;
  /** The number that new writes use. */
  readonly newest: number;
  /** Of look-ups by e-mail address: a hash with it tells nothing without it. */
  readonly blindKey: Uint8Array;
  /** Goes into every password hash: a stolen database alone cannot be guessed at. */
  readonly pepper: Uint8Array;
}

const FIELD_KEY = /^field-(\d{1,6})\.key$/;
const fieldFile = (folder: string, id: number) => join(folder, `field-${String(id)}.key`);

/** Reads the ring, or makes its keys at first start. */
export function loadKeyRing(folder: string): KeyRing {
  if (numbersIn(folder).length === 0) makeSecret(fieldFile(folder, 1));
  const numbers = numbersIn(folder);
  return {
    fieldKeys: new Map(numbers.map((id) => [id, loadSecret(fieldFile(folder, id))])),
    newest: Math.max(...numbers),
    blindKey: loadSecret(join(folder, 'blind-index.key')),
    pepper: loadSecret(join(folder, 'pepper.key')),
  };
}

/** Begins a rotation: the next key. The older ones stay until nothing is sealed with them. */
export function addFieldKey(folder: string): number {
  const id = Math.max(0, ...numbersIn(folder)) + 1;
  makeSecret(fieldFile(folder, id));
  return id;
}

/** For a process that forgets everything at its end. */
export function fleetingKeyRing(): KeyRing {
  const key = () => new Uint8Array(randomBytes(SECRET_BYTES));
  return { fieldKeys: new Map([[1, key()]]), newest: 1, blindKey: key(), pepper: key() };
}

function numbersIn(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => Number(FIELD_KEY.exec(name)?.[1] ?? 0))
    .filter((id) => id > 0);
}
