// The cookie of a session (RFC 6265bis): for this host only, out of reach of scripts, never sent along by
// other sites. ASVS 5.0 3.3.1 to 3.3.4.

import type { Context } from 'hono';

/** Over TLS the browser itself holds the cookie to this host; over plain HTTP on loopback the prefix and
 * Secure cannot be had. */
export const cookieName = (isSecure: boolean) =>
  isSecure ? '__Host-openbell' : 'openbell-session';

const SECRET = /^[\w-]{43}$/;

export function readSessionCookie(c: Context, isSecure: boolean): string | undefined {
  const name = cookieName(isSecure);
  const pairs = (c.req.header('cookie') ?? '').split(/;\s*/);
  const values = pairs.filter((pair) => pair.startsWith(`${name}=`));
  const secret = values[0]?.slice(name.length + 1);
  // Two of one name: one of them was planted.
  return values.length === 1 && secret !== undefined && SECRET.test(secret) ? secret : undefined;
}

/** An empty secret takes the cookie away. */
export function writeSessionCookie(c: Context, isSecure: boolean, secret: string): void {
  const words = [`${cookieName(isSecure)}=${secret}`, 'Path=/', 'HttpOnly', 'SameSite=Strict'];
  if (isSecure) words.push('Secure');
  if (secret === '') words.push('Max-Age=0');
  c.header('set-cookie', words.join('; '));
}
