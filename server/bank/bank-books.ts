// The bank's own books in SQLite: orders to pay, booked entries, balances. Nobody else writes them.

import Database from 'better-sqlite3';
import type { BankEntry } from '../iso20022/camt-entry.ts';
import type { PaymentReport, PaymentStatus } from '../iso20022/pain002.ts';

export interface BankPayment {
  readonly uetr: string;
  readonly endToEndId: string;
  readonly messageId: string;
  readonly iban: string;
  readonly name: string;
  readonly currency: string;
  readonly minor: number;
  readonly status: PaymentStatus;
  /** Empty: none. */
  readonly reason: string;
  readonly bankReference: string;
}

export interface BankBooks {
  payment(uetr: string): BankPayment | undefined;
  /** False when the end-to-end id is known already: nothing is kept then. */
  take(payment: BankPayment): boolean;
  setStatus(uetr: string, status: PaymentStatus, reason: string): void;
  /** Books an entry and, in the same transaction, the state of its payment. */
  book(entry: BankEntry, settles?: string): void;
  nextReference(): string;
  unfinished(): BankPayment[];
  entries(currency: string, day: string): BankEntry[];
  /** Of all entries before the day. */
  openingMinor(currency: string, day: string): number;
  totalMinor(currency: string): number;
  close(): void;
}

const TABLES = `
  create table payment (
    uetr text primary key, end_to_end_id text not null unique, message_id text not null,
    iban text not null, name text not null, currency text not null, minor integer not null,
    status text not null, reason text not null, bank_reference text not null
  ) strict;
  create table entry (
    number integer primary key autoincrement, bank_reference text not null unique,
    currency text not null, minor integer not null, booked_on text not null, body text not null
  ) strict;
  create table counter (name text primary key, value integer not null) strict;`;

export function openBankBooks(file: string): BankBooks {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  if (database.pragma('user_version', { simple: true }) === 0) {
    database.exec(TABLES);
    database.pragma('user_version = 1');
  }
  const columns = `uetr, end_to_end_id as endToEndId, message_id as messageId, iban, name, currency,
    minor, status, reason, bank_reference as bankReference`;
  const find = database.prepare<[string], BankPayment>(
    `select ${columns} from payment where uetr = ?`,
  );
  const open = database.prepare<[], BankPayment>(
    `select ${columns} from payment where status in ('ACCP', 'ACSP') order by rowid`,
  );
  const insert = database.prepare<BankPayment>(
    `insert or ignore into payment values (@uetr, @endToEndId, @messageId, @iban, @name, @currency,
      @minor, @status, @reason, @bankReference)`,
  );
  const update = database.prepare<[string, string, string]>(
    'update payment set status = ?, reason = ? where uetr = ?',
  );
  const post = database.prepare<[string, string, number, string, string]>(
    'insert into entry (bank_reference, currency, minor, booked_on, body) values (?, ?, ?, ?, ?)',
  );
  const listed = database.prepare<[string, string], { readonly body: string }>(
    'select body from entry where currency = ? and booked_on = ? order by number',
  );
  const before = database.prepare<[string, string], { readonly sum: number }>(
    'select coalesce(sum(minor), 0) as sum from entry where currency = ? and booked_on < ?',
  );
  const count = database.prepare<[], { readonly value: number }>(
    `insert into counter values ('reference', 1)
      on conflict (name) do update set value = value + 1 returning value`,
  );
  return {
    payment: (uetr) => find.get(uetr),
    take: (payment) => insert.run(payment).changes === 1,
    setStatus(uetr, status, reason) {
      update.run(status, reason, uetr);
    },
    book: database.transaction((entry: BankEntry, settles?: string) => {
      const { amount, isCredit, bankReference, bookedOn } = entry;
      const minor = isCredit ? amount.minor : -amount.minor;
      post.run(bankReference, amount.currency, minor, bookedOn, JSON.stringify(entry));
      if (settles !== undefined) update.run('ACSC', '', settles);
    }),
    nextReference: () => `BK${String(count.get()!.value).padStart(10, '0')}`,
    unfinished: () => open.all(),
    entries: (currency, day) =>
      listed.all(currency, day).map(({ body }) => JSON.parse(body) as BankEntry),
    openingMinor: (currency, day) => before.get(currency, day)!.sum,
    totalMinor: (currency) => before.get(currency, '9999-12-31')!.sum,
    close: () => {
      database.close();
    },
  };
}

export function reportOf({ reason, ...payment }: BankPayment): PaymentReport {
  const { uetr, endToEndId, status, bankReference } = payment;
  const why = reason === '' ? {} : { reason };
  return {
    ...{ uetr, endToEndId, status, ...why },
    ...(status === 'ACSC' ? { bankReference } : {}),
  };
}
