// Recovery codes for a lost second factor: ten, each used once, kept as hashes.

import { randomBytes } from 'node:crypto';
import { REJECTS } from '../../shared/domain/reject.ts';
import { CODE_RULES, createAttemptLimit } from './attempt-limit.ts';
import type { IdentityStore } from './open-identity-store.ts';
import { tokenHash } from './random-token.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

export interface RecoveryCodes {
  /** Ten new ones; the older ones are void. */
  make(userId: string): Promise<string[]>;
  /** Throws Refusal unless the code is one that was not used. */
  use(userId: string, code: string, nowMs: number): Promise<void>;
  remove(userId: string): Promise<void>;
}

const COUNT = 10;
/** 80 bits: nobody guesses one, so a plain hash is enough. */
const BYTES = 10;
/** Without letters that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789x';

export function createRecoveryCodes(store: IdentityStore): RecoveryCodes {
  const attempts = createAttemptLimit(CODE_RULES);
  const hashFor = (userId: string, code: string) => tokenHash(`${userId}\0${plain(code)}`);
  const remove = async (userId: string) => {
    await store.deleteFrom('recovery_code').where('user_id', '=', userId).execute();
  };
  return {
    async make(userId) {
      const codes = Array.from({ length: COUNT }, newCode);
      const rows = codes.map((code) => ({ user_id: userId, code_hash: hashFor(userId, code) }));
      await store.transaction().execute(async (inside) => {
        await inside.deleteFrom('recovery_code').where('user_id', '=', userId).execute();
        await inside.insertInto('recovery_code').values(rows).execute();
      });
      return codes;
    },
    async use(userId, code, nowMs) {
      const waitMs = attempts.waitMs(userId, nowMs);
      if (waitMs > 0) throw new Refusal(REJECTS.tooManyAttempts, waitMs);
      attempts.failed(userId, nowMs);
      const { numDeletedRows } = await store
        .deleteFrom('recovery_code')
        .where('user_id', '=', userId)
        .where('code_hash', '=', hashFor(userId, code))
        .executeTakeFirst();
      if (numDeletedRows !== 1n) throw new Refusal(REJECTS.badCode);
      attempts.succeeded(userId);
    },
    remove,
  };
}

/** `abcd-efgh-jkmn-pqrs` */
function newCode(): string {
  let bits = 0n;
  for (const byte of randomBytes(BYTES)) bits = (bits << 8n) | BigInt(byte);
  let code = '';
  for (let k = 0; k < (BYTES * 8) / 5; k++) {
    if (k > 0 && k % 4 === 0) code += '-';
    code += LETTERS[Number(bits & 31n)]!;
    bits >>= 5n;
  }
  return code;
}

function plain(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, '');
}
