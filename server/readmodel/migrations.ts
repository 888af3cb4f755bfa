// Migrations of the read model, in order. A released migration is never edited.

import { sql, type Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';

const initial: Migration = {
  async up(db: Kysely<unknown>) {
    await table(db, 'checkpoint', ['name text primary key'], ['batch_seq']);
    await table(db, 'asset', ['id integer primary key', 'code text not null'], ['scale']);
    await table(
      db,
      'instrument',
      [
        'id integer primary key',
        'symbol text not null unique',
        'name text not null',
        'definition text not null',
      ],
      ['asset_class', 'base_asset', 'quote_asset', 'tick_value_minor', 'lot_base_minor'],
    );
    await table(
      db,
      'orders',
      ['key integer primary key'],
      [
        ...['account', 'client_order_id', 'instrument', 'side', 'type', 'tif', 'flags'],
        ...['price_ticks', 'qty_lots', 'filled_lots', 'status', 'cause'],
        ...['placed_micros', 'updated_micros'],
      ],
    );
    await table(
      db,
      'fill',
      [],
      [
        ...['trade_id', 'account', 'order_id', 'client_order_id', 'instrument', 'side'],
        ...['price_ticks', 'qty_lots', 'fee_minor', 'taker', 'time_micros', 'command_seq'],
      ],
      'trade_id, account',
    );
    await table(
      db,
      'cash_entry',
      [],
      [
        ...['command_seq', 'ordinal', 'account', 'asset', 'amount_minor', 'cause'],
        ...['reference', 'time_micros'],
      ],
      'command_seq, ordinal',
    );
    await table(
      db,
      'balance',
      [],
      ['account', 'asset', 'available_minor', 'held_minor'],
      'account, asset',
    );
    await table(
      db,
      'position',
      [],
      ['account', 'instrument', 'lots', 'cost_minor', 'realised_minor'],
      'account, instrument',
    );
    await table(
      db,
      'bar',
      [],
      [
        ...['instrument', 'span_seconds', 'open_seconds', 'open_ticks', 'high_ticks'],
        ...['low_ticks', 'close_ticks', 'volume_lots', 'turnover_tick_lots', 'trades'],
      ],
      'instrument, span_seconds, open_seconds',
    );
    for (const [name, on] of [
      ['orders_by_account', 'orders (account, placed_micros, key)'],
      ['orders_by_client_id', 'orders (account, client_order_id)'],
      ['fill_by_account', 'fill (account, time_micros, trade_id)'],
      ['cash_by_account', 'cash_entry (account, command_seq, ordinal)'],
    ]) {
      await sql.raw(`create index ${name!} on ${on!}`).execute(db);
    }
  },
};

/** What a fill realised follows from the position before it, which the tables do not have: they are emptied
 * and filled again from the journal. */
const realisedResults: Migration = {
  async up(db: Kysely<unknown>) {
    for (const name of [
      ...['checkpoint', 'asset', 'instrument', 'orders', 'fill', 'cash_entry', 'balance'],
      ...['position', 'bar'],
    ]) {
      await sql.raw(`delete from ${name}`).execute(db);
    }
    for (const column of ['closed_lots', 'realised_minor']) {
      await sql.raw(`alter table fill add column ${column} integer not null default 0`).execute(db);
    }
  },
};

/** Names and columns are constants of this file, so the text is safe to build. */
async function table(
  db: Kysely<unknown>,
  name: string,
  columns: string[],
  integers: string[],
  primaryKey?: string,
): Promise<void> {
  const rows = [...columns, ...integers.map((column) => `${column} integer not null`)];
  if (primaryKey !== undefined) rows.push(`primary key (${primaryKey})`);
  await sql.raw(`create table ${name} (${rows.join(', ')}) strict`).execute(db);
}

const settlement: Migration = {
  async up(db: Kysely<unknown>) {
    await table(
      db,
      'obligation',
      [],
      [
        ...['account', 'instrument', 'value_date', 'lots', 'money_minor', 'settled_lots'],
        ...['settled_minor', 'status', 'updated_micros'],
      ],
      'account, value_date, instrument',
    );
    await table(
      db,
      'correction',
      [],
      [
        ...['account', 'instrument', 'command_seq', 'lots', 'cost_minor', 'realised_minor'],
        'time_micros',
      ],
      'account, command_seq, instrument',
    );
    await table(
      db,
      'trade',
      [],
      [
        ...['trade_id', 'instrument', 'buyer', 'seller', 'price_ticks', 'qty_lots'],
        ...['buyer_fee_minor', 'seller_fee_minor', 'time_micros'],
      ],
      'trade_id',
    );
  },
};

/** Filled by events from now on; what holds already comes from the state at the next start. */
const limitsAndDay: Migration = {
  async up(db: Kysely<unknown>) {
    await table(
      db,
      'limit_row',
      ['figures text not null'],
      ['account', 'instrument'],
      'account, instrument',
    );
    await table(db, 'venue', ['id integer primary key'], ['business_day']);
  },
};

/** As limits and day. */
const fails: Migration = {
  async up(db: Kysely<unknown>) {
    await table(
      db,
      'failing',
      [],
      [
        ...['account', 'instrument', 'value_date', 'lots', 'money_minor', 'failed_since'],
        'penalty_minor',
      ],
      'account, instrument, value_date',
    );
    await table(db, 'penalty_rate', ['asset_class integer primary key'], ['ppm']);
  },
};

/** What the fills of an order come to, for each row of a window of orders. */
const fillsByOrder: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('create index fill_by_order on fill (account, order_id)').execute(db);
  },
};

/** As limits and day. */
const discounts: Migration = {
  async up(db: Kysely<unknown>) {
    await table(db, 'discount', ['account integer primary key'], ['maker_ppm', 'taker_ppm']);
  },
};

/** Fills of before keep their fee in one sum: their entries name it so. */
const duties: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('alter table fill add column duty_minor integer not null default 0').execute(db);
  },
};

export const migrations: MigrationProvider = {
  getMigrations: () =>
    Promise.resolve({
      '0001-initial': initial,
      '0002-realised-results': realisedResults,
      '0003-settlement': settlement,
      '0004-limits-and-day': limitsAndDay,
      '0005-fails': fails,
      '0006-fills-by-order': fillsByOrder,
      '0007-discounts': discounts,
      '0008-duties': duties,
    }),
};
