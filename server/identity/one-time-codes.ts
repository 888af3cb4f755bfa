// Time-based one-time codes (RFC 6238, 30 s, six digits): ±1 step, each once, ten failures then a rest
// (ASVS 5.0 6.5.1, 6.5.5).

import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import { REJECTS } from '../../shared/domain/reject.ts';
import { CODE_RULES, createAttemptLimit } from './attempt-limit.ts';
import type { FieldCipher, Place } from './field-cipher.ts';
import type { IdentityStore } from './open-identity-store.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

export interface TotpSetup {
  readonly uri: string;
  /** Base32, to be typed where no camera is. */
  readonly secret: string;
  readonly qr: QrPath;
}

/** A QR code to be drawn as one SVG path in a square of `size` units. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

export interface OneTimeCodes {
  /** A new seed, which is asked for once `confirm` has seen a code of it. */
  begin(userId: string, email: string): Promise<TotpSetup>;
  confirm(userId: string, code: string, nowMs: number): Promise<void>;
  /** Throws Refusal unless the code is right and new. */
  check(userId: string, code: string, nowMs: number): Promise<void>;
  remove(userId: string): Promise<void>;
}

const STEP_MS = 30_000;
const SEED_BYTES = 20;
const ISSUER = 'Openbell';
const place = (row: string): Place => ({ table: 'user', row, column: 'totp' });

export function createOneTimeCodes(store: IdentityStore, cipher: FieldCipher): OneTimeCodes {
  const attempts = createAttemptLimit(CODE_RULES);

  async function useCode(userId: string, code: string, on: 0 | 1, nowMs: number): Promise<void> {
    const waitMs = attempts.waitMs(userId, nowMs);
    if (waitMs > 0) throw new Refusal(REJECTS.tooManyAttempts, waitMs);
    // Counted before the look: of many at the same moment each counts.
    attempts.failed(userId, nowMs);
    const row = await store
      .selectFrom('user')
      .select(['totp_sealed'])
      .where('id', '=', userId)
      .where('totp_on', '=', on)
      .executeTakeFirst();
    const seed = row?.totp_sealed ?? '';
    if (seed === '') throw new Refusal(REJECTS.badCode);
    const totp = totpOf(cipher.open(place(userId), seed), '');
    const delta = totp.validate({ token: code, timestamp: nowMs, window: 1 });
    if (delta === null) throw new Refusal(REJECTS.badCode);
    const step = Math.floor(nowMs / STEP_MS) + delta;
    // One statement: of two that come together one changes nothing.
    const { numUpdatedRows } = await store
      .updateTable('user')
      .set({ totp_step: step, totp_on: 1 })
      .where('id', '=', userId)
      .where('totp_step', '<', step)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal(REJECTS.badCode);
    attempts.succeeded(userId);
  }

  return {
    async begin(userId, email) {
      const secret = new Secret({ size: SEED_BYTES }).base32;
      const { numUpdatedRows } = await store
        .updateTable('user')
        .set({ totp_sealed: cipher.seal(place(userId), secret) })
        .where('id', '=', userId)
        .where('totp_on', '=', 0)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new Refusal(REJECTS.alreadySet);
      const uri = totpOf(secret, email).toString();
      return { uri, secret, qr: qrPath(uri) };
    },
    confirm: (userId, code, nowMs) => useCode(userId, code, 0, nowMs),
    check: (userId, code, nowMs) => useCode(userId, code, 1, nowMs),
    async remove(userId) {
      // The last used step stays: a new seed has other codes, and time does not go back.
      const off = { totp_sealed: '', totp_on: 0 };
      await store.updateTable('user').set(off).where('id', '=', userId).execute();
    },
  };
}

function totpOf(secret: string, label: string): TOTP {
  const fixed = { issuer: ISSUER, algorithm: 'SHA1', digits: 6, period: STEP_MS / 1000 };
  return new TOTP({ ...fixed, label, secret: Secret.fromBase32(secret) });
}

/** Runs of dark modules as rectangles of one path: no inline styles, no picture from elsewhere. */
export function qrPath(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (data[y]![x] !== true) continue;
      const from = x;
      while (x + 1 < size && data[y]![x + 1] === true) x++;
      const width = x - from + 1;
      path += `M${String(from)} ${String(y)}h${String(width)}v1h-${String(width)}z`;
    }
  }
  return { size, path };
}
