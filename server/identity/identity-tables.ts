// Tables of identity.db as Kysely sees them. Columns that end in `_sealed` hold text of field-cipher.ts.

import type { KycState } from '../../shared/domain/profile.ts';

export interface UserRow {
  /** Random; also the name of the user on the wire and in the audit log. */
  readonly id: string;
  readonly email_sealed: string;
  readonly email_index: string;
  readonly password_hash: string;
  readonly role: number;
  /** Number of the trading account, from 100; -1: none yet. */
  readonly account: number;
  /** 1: the core has opened the account. */
  readonly account_opened: number;
  readonly state: UserState;
  readonly language: string;
  readonly kyc: KycState;
  readonly created_ms: number;
  /** Seed of the one-time codes; empty: none. */
  readonly totp_sealed: string;
  /** 1: the seed was confirmed by a code and is asked for at sign-in. */
  readonly totp_on: number;
  /** The last step whose code was used: it and all before it are void. */
  readonly totp_step: number;
}

export type UserState = 'unconfirmed' | 'active' | 'locked';
export interface ProfileRow {
  readonly user_id: string;
  readonly body_sealed: string;
  /** Of the suitability answers, 1 cautious to 5 speculative. */
  readonly level: number;
  readonly updated_ms: number;
}

export interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly secret_hash: string;
  readonly device_sealed: string;
  readonly address_sealed: string;
  readonly created_ms: number;
  readonly seen_ms: number;
  readonly step_up_until_ms: number;
  /** 1: made with a second factor, or proved with one since. */
  readonly second_factor: number;
}

export type LinkPurpose = 'confirm' | 'reset' | 'setup';

export interface LinkRow {
  readonly token_hash: string;
  /** Empty: the set-up of the first administrator. */
  readonly user_id: string;
  readonly purpose: LinkPurpose;
  readonly expires_ms: number;
}

export interface RecoveryCodeRow {
  readonly user_id: string;
  readonly code_hash: string;
}

export interface PasskeyRow {
  /** Credential id, base64url. */
  readonly id: string;
  readonly user_id: string;
  /** COSE key, base64url. */
  readonly public_key: string;
  readonly counter: number;
  readonly transports: string;
  readonly name: string;
  readonly created_ms: number;
  readonly used_ms: number;
}

export type KeyKind = 'ed25519' | 'hmac';

export interface ApiKeyRow {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly kind: KeyKind;
  /** Public key (SPKI, base64url), or the shared secret. */
  readonly key_sealed: string;
  /** Words with commas between: read, trade, fund. */
  readonly scopes: string;
  /** Addresses and CIDR blocks with commas between; empty: from everywhere. */
  readonly addresses: string;
  readonly expires_ms: number;
  readonly created_ms: number;
  readonly used_ms: number;
}

export interface IdentityTables {
  readonly user: UserRow;
  readonly profile: ProfileRow;
  readonly session: SessionRow;
  readonly link: LinkRow;
  readonly recovery_code: RecoveryCodeRow;
  readonly passkey: PasskeyRow;
  readonly api_key: ApiKeyRow;
}
