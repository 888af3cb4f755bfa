// What the forms of the welcome pages check before they ask the server: pure, the server checks again.

/** NIST SP 800-63B: length counts, not which characters; the server also knows the common ones. */
export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;

export type FieldFault = 'missing' | 'email' | 'short' | 'long' | 'differs' | 'code';

export function emailFault(email: string): FieldFault | undefined {
  if (email.trim() === '') return 'missing';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : 'email';
}

export function newPasswordFault(password: string): FieldFault | undefined {
  if (password === '') return 'missing';
  if ([...password].length < PASSWORD_MIN) return 'short';
  return [...password].length > PASSWORD_MAX ? 'long' : undefined;
}

export function repeatFault(password: string, again: string): FieldFault | undefined {
  return password === again ? undefined : 'differs';
}

/** A one-time code has six digits; people type blanks into it. */
export function plainCode(text: string): string {
  return text.replaceAll(/\s/g, '');
}

export function codeFault(text: string): FieldFault | undefined {
  return /^\d{6}$/.test(plainCode(text)) ? undefined : 'code';
}

/** Where a link of a mail leads. The token stands behind the #, so that it is sent to no server and stands
 * in no log (OWASP ASVS 5.0, 14.2.1). */
export type MailLink = { readonly is: 'confirm' | 'reset' | 'set-up'; readonly token: string };

export function mailLink(hash: string): MailLink | undefined {
  const match = /^#\/(confirm|reset|set-up)\?token=([\w-]{16,256})$/.exec(hash);
  return match === null ? undefined : { is: match[1] as MailLink['is'], token: match[2]! };
}
