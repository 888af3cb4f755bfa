// Which passwords are taken: 8 to 128 characters, not a well-known one, no other rule. NIST SP 800-63B
// 3.1.1.2, ASVS 5.0 6.2.1, 6.2.4, 6.2.9.

import { COMMON_PASSWORDS } from './common-passwords.ts';

const LENGTH_MIN = 8;
const LENGTH_MAX = 128;
/** A password of fewer different characters is a pattern. */
const DISTINCT_MIN = 4;
/** Keys in a row, forwards or backwards. */
const ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

const common = new Set(COMMON_PASSWORDS.split(/\s+/));

/** `own`: texts that an attacker tries first, as the e-mail address. */
export function isAllowedPassword(password: string, own: readonly string[]): boolean {
  const letters = [...password.normalize('NFKC')];
  if (letters.length < LENGTH_MIN || letters.length > LENGTH_MAX) return false;
  if (new Set(letters).size < DISTINCT_MIN) return false;
  const text = letters.join('').toLowerCase();
  if (common.has(text) || common.has(plainer(text)) || isRun(text)) return false;
  return !own.some((name) => isNamedAfter(text, name.toLowerCase()));
}

/** Digits and signs at the end are what people add to a word that was refused. */
function plainer(text: string): string {
  return text.replace(/[\d!@#$%^&*._-]+$/, '');
}

function isRun(text: string): boolean {
  const rows = ROWS.flatMap((row) => [row, [...row].toReversed().join('')]);
  return rows.some((row) => row.includes(text) || row.repeat(2).includes(text));
}

/** The name with little around it. */
function isNamedAfter(text: string, name: string): boolean {
  return name.length >= 4 && text.includes(name) && text.length - name.length < 4;
}
