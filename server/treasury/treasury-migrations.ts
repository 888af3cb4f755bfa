// Migrations of the treasury's tables, in order. A released migration is never edited.

import { sql, type Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';

const TABLES = [
  `create table bank_account (
    id integer primary key autoincrement, account integer not null, iban text not null,
    holder text not null, bic text not null, shown text not null, label text not null,
    created_ms integer not null, removed_ms integer not null
  ) strict`,
  `create table withdrawal (
    id integer primary key autoincrement, account integer not null, user text not null,
    bank_account integer not null references bank_account (id), asset integer not null,
    amount_minor integer not null check (amount_minor > 0), client_request_id text not null,
    end_to_end_id text not null unique, uetr text not null unique, state text not null,
    needs_approval integer not null, reason text not null, created_ms integer not null,
    updated_ms integer not null, sent_ms integer not null, queries integer not null,
    next_query_ms integer not null, needs_operator integer not null,
    unique (account, client_request_id)
  ) strict`,
  `create index withdrawal_by_state on withdrawal (state, next_query_ms)`,
  `create table withdrawal_event (
    id integer primary key autoincrement, withdrawal integer not null references withdrawal (id),
    state text not null, actor text not null, note text not null, at_ms integer not null
  ) strict`,
  `create index withdrawal_event_of on withdrawal_event (withdrawal)`,
  `create table approval (
    withdrawal integer not null references withdrawal (id), user text not null,
    note text not null, at_ms integer not null, primary key (withdrawal, user)
  ) strict`,
  `create table deposit (
    id integer primary key autoincrement, bank_reference text not null unique,
    account integer not null, asset integer not null, currency text not null,
    amount_minor integer not null check (amount_minor > 0), state text not null,
    classification text not null, reference text not null, payer text not null,
    value_on text not null, received_ms integer not null, assigned_by text not null,
    note text not null
  ) strict`,
  `create index deposit_by_account on deposit (account, id)`,
  `create table deposit_event (
    id integer primary key autoincrement, deposit integer not null references deposit (id),
    state text not null, actor text not null, note text not null, at_ms integer not null
  ) strict`,
  `create index deposit_event_of on deposit_event (deposit)`,
  `create table bank_entry (
    bank_reference text primary key, withdrawal integer not null references withdrawal (id),
    kind text not null, at_ms integer not null, unique (withdrawal, kind)
  ) strict`,
  `create table outbox (
    id integer primary key autoincrement, kind text not null, withdrawal integer not null,
    deposit integer not null, from_account integer not null, to_account integer not null,
    asset integer not null, amount_minor integer not null check (amount_minor > 0),
    state text not null, code integer not null, created_ms integer not null
  ) strict`,
  `create index outbox_waiting on outbox (id) where state = 'waiting'`,
  // The last guard against a second posting: one of each kind for each payment.
  `create unique index outbox_once on outbox (kind, withdrawal, deposit)`,
  `create table callback (
    event_id text primary key, status integer not null, answer text not null,
    received_ms integer not null
  ) strict`,
  `create table reconciliation (
    id integer primary key autoincrement, day text not null, currency text not null,
    run_by text not null, run_ms integer not null, ledger_lines integer not null,
    payments integer not null, statement_lines integer not null, breaks text not null,
    break_count integer not null
  ) strict`,
];

const initial: Migration = {
  async up(db: Kysely<unknown>) {
    for (const table of TABLES) await sql.raw(table).execute(db);
  },
};

export const treasuryMigrations: MigrationProvider = {
  getMigrations: () => Promise.resolve({ '0001-initial': initial }),
};
