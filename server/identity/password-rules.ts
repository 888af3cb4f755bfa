// Which passwords are taken: 8 to 128 characters, not a well-known one, no other rule. NIST SP 800-63B
// 3.1.1.2, ASVS 5.0 6.2.1, 6.2.4, 6.2.9.

export const LENGTH_MIN = 8;
const LENGTH_MAX = 128;
/** A password of fewer different characters is a pattern. */
const DISTINCT_MIN = 4;
/** Digits and signs at the end are what people add to a word that was refused. */
const ADDED = /[\d!@#$%^&*._-]*$/;
/** As many as a year with a sign; a number of one's own is longer. */
const ADDED_MAX = 5;
/** Keys in a row, forwards or backwards. */
const ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

let loading: Promise<ReadonlySet<string>> | undefined;

/** Passwords of leaks in small letters; loaded once, when the first password is judged (about 20 ms, 5 MB). */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  loading ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  );
  return loading;
}

/** `own`: texts that an attacker tries first, as the e-mail address. */
export async function isAllowedPassword(
  password: string,
  own: readonly string[],
): Promise<boolean> {
  const letters = [...password.normalize('NFKC')];
  if (letters.length < LENGTH_MIN || letters.length > LENGTH_MAX) return false;
  if (new Set(letters).size < DISTINCT_MIN) return false;
  const text = letters.join('').toLowerCase();
  if (isRun(text) || isCommon(text, await commonPasswords())) return false;
  return !own.some((name) => isNamedAfter(text, name.toLowerCase()));
}

/** Itself, twice, with little at its end, or with digits at its end that are well known themselves. */
function isCommon(text: string, common: ReadonlySet<string>): boolean {
  const half = text.slice(0, text.length / 2);
  if (common.has(text) || (half.repeat(2) === text && common.has(half))) return true;
  const [added = ''] = ADDED.exec(text) ?? [];
  for (let cut = 1; cut <= Math.min(added.length, ADDED_MAX); cut++) {
    if (common.has(text.slice(0, -cut))) return true;
  }
  const isKnown = common.has(added) || isRun(added);
  return isKnown && common.has(text.slice(0, text.length - added.length));
}

function isRun(text: string): boolean {
  const rows = ROWS.flatMap((row) => [row, [...row].toReversed().join('')]);
  return rows.some((row) => row.includes(text) || row.repeat(2).includes(text));
}

/** The name with little around it. */
function isNamedAfter(text: string, name: string): boolean {
  return name.length >= 4 && text.includes(name) && text.length - name.length < 4;
}
