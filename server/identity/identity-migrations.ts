// Migrations of identity.db, in order. A released migration is never edited.

import { sql, type Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';

const TABLES: Readonly<Record<string, readonly string[]>> = {
  user: [
    ...['id text primary key', 'email_sealed text not null', 'email_index text not null unique'],
    ...['password_hash text not null', 'role integer not null', 'account integer not null'],
    ...['account_opened integer not null', 'state text not null', 'language text not null'],
    ...['kyc text not null', 'created_ms integer not null', 'totp_sealed text not null'],
    ...['totp_on integer not null', 'totp_step integer not null'],
  ],
  profile: [
    ...['user_id text primary key references user', 'body_sealed text not null'],
    ...['level integer not null', 'updated_ms integer not null'],
  ],
  session: [
    ...['id text primary key', 'user_id text not null references user'],
    ...['secret_hash text not null unique', 'device_sealed text not null'],
    ...['address_sealed text not null', 'created_ms integer not null'],
    ...['seen_ms integer not null', 'step_up_until_ms integer not null'],
  ],
  link: [
    ...['token_hash text primary key', 'user_id text not null', 'purpose text not null'],
    'expires_ms integer not null',
  ],
  recovery_code: [
    ...['user_id text not null references user', 'code_hash text not null'],
    'primary key (user_id, code_hash)',
  ],
  passkey: [
    ...['id text primary key', 'user_id text not null references user'],
    ...['public_key text not null', 'counter integer not null', 'transports text not null'],
    ...['name text not null', 'created_ms integer not null', 'used_ms integer not null'],
  ],
  api_key: [
    ...['id text primary key', 'user_id text not null references user', 'name text not null'],
    ...['kind text not null', 'key_sealed text not null', 'scopes text not null'],
    ...['addresses text not null', 'expires_ms integer not null'],
    ...['created_ms integer not null', 'used_ms integer not null'],
  ],
};

const INDEXES = [
  // No two users share an account; users without one have -1.
  'create unique index user_by_account on user (account) where account >= 0',
  'create index session_by_user on session (user_id)',
  'create index link_by_user on link (user_id, purpose)',
  'create index passkey_by_user on passkey (user_id)',
  'create index api_key_by_user on api_key (user_id)',
];

/** Names and columns are constants of this file, so the text is safe to build. */
const initial: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [name, columns] of Object.entries(TABLES)) {
      await sql.raw(`create table ${name} (${columns.join(', ')}) strict`).execute(db);
    }
    for (const index of INDEXES) await sql.raw(index).execute(db);
  },
};

/** Sessions of before count as made by password alone. */
const secondFactor: Migration = {
  async up(db: Kysely<unknown>) {
    const column = 'second_factor integer not null default 0';
    await sql.raw(`alter table session add column ${column}`).execute(db);
  },
};

export const identityMigrations: MigrationProvider = {
  getMigrations: () =>
    Promise.resolve({ '0001-initial': initial, '0002-second-factor': secondFactor }),
};
