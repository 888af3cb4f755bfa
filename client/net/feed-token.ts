// What the feed signs in with: a ticket of the session that the browser's cookie stands for, good for one
// sign-in, or the token of a demo user.

import { REJECTS } from '../../shared/domain/reject.ts';
import { restCall } from './rest-call.ts';

export class TokenRefused extends Error {
  override name = 'TokenRefused';
  readonly code: number;
  constructor(code: number, words: string) {
    super(words);
    this.code = code;
  }
}

/** Users with a session of their own are named so, to tell them from demo users. */
const SESSION_PREFIX = 'session:';

export function sessionUser(id: string): string {
  return SESSION_PREFIX + id;
}

export function isSessionUser(user: string): boolean {
  return user.startsWith(SESSION_PREFIX);
}

export function fetchFeedToken(user: string): Promise<string> {
  return isSessionUser(user) ? fetchTicket() : fetchDemoToken(user);
}

async function fetchTicket(): Promise<string> {
  const answer = await restCall<{ ticket: string }>('POST', 'identity/ws-ticket', {});
  if (answer.ok) return answer.value.ticket;
  // The session has ended: a sign-in without a ticket is refused for good, so that the feed ends in words
  // and does not try for ever.
  if (answer.code === REJECTS.notSignedIn.code) return '';
  throw new TokenRefused(answer.code, answer.name);
}

async function fetchDemoToken(user: string): Promise<string> {
  const response = await fetch(`/api/demo-token?user=${encodeURIComponent(user)}`);
  const body = (await response.json()) as { token?: string; code?: number; words?: string };
  if (body.token !== undefined) return body.token;
  throw new TokenRefused(
    body.code ?? REJECTS.badToken.code,
    body.words ?? 'The server gave no token.',
  );
}
