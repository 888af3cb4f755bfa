// Fetches a token for a demo user.

import { REJECTS } from '../../shared/domain/reject.ts';

export class TokenRefused extends Error {
  override name = 'TokenRefused';
  readonly code: number;
  constructor(code: number, words: string) {
    super(words);
    this.code = code;
  }
}

export async function fetchDemoToken(user: string): Promise<string> {
  const response = await fetch(`/api/demo-token?user=${encodeURIComponent(user)}`);
  const body = (await response.json()) as { token?: string; code?: number; words?: string };
  if (body.token !== undefined) return body.token;
  throw new TokenRefused(
    body.code ?? REJECTS.badToken.code,
    body.words ?? 'The server gave no token.',
  );
}
