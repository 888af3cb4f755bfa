// Links in letters: each works once and for a while; the database keeps only a hash of its token.

import type { IdentityStore } from './open-identity-store.ts';
import type { LinkPurpose } from './identity-tables.ts';
import { randomToken, tokenHash } from './random-token.ts';

export interface MailLinks {
  /** The token of a new link; an older one of the same user and purpose is void. */
  make(userId: string, purpose: LinkPurpose, nowMs: number): Promise<string>;
  /** The user of a link, which is used up by this; undefined: unknown, used, expired. */
  use(token: string, purpose: LinkPurpose, nowMs: number): Promise<string | undefined>;
  /** Forgets what has expired. */
  sweep(nowMs: number): Promise<void>;
}

const MINUTE_MS = 60_000;
const LIFE_MS: Readonly<Record<LinkPurpose, number>> = {
  confirm: 24 * 60 * MINUTE_MS,
  reset: 30 * MINUTE_MS,
  setup: 24 * 60 * MINUTE_MS,
};

/** Where the page of a link is. After the # nothing reaches a server's log or a referrer. */
export const LINK_PATHS: Readonly<Record<LinkPurpose, string>> = {
  confirm: '/#/confirm?token=',
  reset: '/#/reset?token=',
  setup: '/#/set-up?token=',
};

export function createMailLinks(store: IdentityStore): MailLinks {
  return {
    async make(userId, purpose, nowMs) {
      const token = randomToken();
      await store.transaction().execute(async (inside) => {
        const older = inside.deleteFrom('link').where('user_id', '=', userId);
        await older.where('purpose', '=', purpose).execute();
        const expires_ms = nowMs + LIFE_MS[purpose];
        const row = { token_hash: tokenHash(token), user_id: userId, purpose, expires_ms };
        await inside.insertInto('link').values(row).execute();
      });
      return token;
    },
    async use(token, purpose, nowMs) {
      // One statement: of two that come together one finds nothing.
      const found = await store
        .deleteFrom('link')
        .where('token_hash', '=', tokenHash(token))
        .where('purpose', '=', purpose)
        .returning(['user_id', 'expires_ms'])
        .executeTakeFirst();
      return found !== undefined && found.expires_ms > nowMs ? found.user_id : undefined;
    },
    async sweep(nowMs) {
      await store.deleteFrom('link').where('expires_ms', '<=', nowMs).execute();
    },
  };
}
