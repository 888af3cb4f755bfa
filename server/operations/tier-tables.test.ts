// Discounts that two persons set before there were tiers are kept as set by hand; what was refused, taken back or
// is yet to come is not.

import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';
import { operationsMigrations, type OperationsTables } from './operations-tables.ts';

test('the migration finds who has a discount set by hand', async () => {
  const database = new Database(':memory:');
  const db = new Kysely<OperationsTables>({ dialect: new SqliteDialect({ database }) });
  const migrator = new Migrator({ db, provider: operationsMigrations });
  await migrator.migrateTo('0002-plans');
  const people = { why: '', proposedBy: 'anna', confirmedBy: 'bert' };
  const propose = (account: number, state: string, from?: number, what = 'discount.set') => {
    const payload = JSON.stringify({ account, from });
    const row = { ...people, what, payload, object: `account:${String(account)}`, state };
    return db
      .insertInto('proposal')
      .values({ ...row, proposedMicros: 1 } as never)
      .execute();
  };
  const plan = async (account: number, state: string) => {
    await propose(account, 'done', 20_000);
    const payload = JSON.stringify({ account });
    const row = { ...people, what: 'discount.set', payload, object: `account:${String(account)}` };
    const at = { fromDay: 20_000, plannedMicros: 1, sourceSeq: 0, endedMicros: 0, state };
    await db
      .insertInto('plan')
      .values({ ...row, ...at } as never)
      .execute();
  };
  await propose(100, 'done');
  await propose(101, 'done', 19_000);
  await propose(102, 'refused');
  await propose(103, 'open');
  await propose(104, 'done', undefined, 'account.unblock');
  await plan(105, 'applied');
  await plan(106, 'begun');
  await plan(107, 'planned');
  await plan(108, 'withdrawn');
  await propose(107, 'withdrawn');
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  const kept = await db.selectFrom('by_hand').selectAll().orderBy('account').execute();
  expect(kept.map(({ account }) => account)).toEqual([100, 101, 105, 106]);
  await db.destroy();
});
