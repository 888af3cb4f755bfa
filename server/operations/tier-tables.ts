// Tables of the fee tiers in the operators' database, and their migration. Released, it is never edited.

import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { KeptTable, TierRow, TierRun } from './tier-box.ts';

export interface TierTables {
  /** `tiers` as JSON. */
  tier_table: Omit<KeptTable, 'tiers'> & { tiers: string };
  /** Both lists as JSON. */
  tier_run: Omit<TierRun, 'tiers' | 'rates'> & { tiers: string; rates: string };
  /** `plan`: the row that tells it to the core; 0: none. */
  tier_row: Omit<TierRow, 'missing'> & { day: number; missing: string; plan: number };
  by_hand: { account: number };
}

/** A discount that was set before there were tiers was set by hand. */
const SET_BEFORE = sql`
  insert or ignore into by_hand
    select json_extract(payload, '$.account') from proposal where what = 'discount.set' and state = 'done'
      and json_extract(payload, '$.from') is null
    union select json_extract(payload, '$.account') from plan where what = 'discount.set' and state in ('begun', 'applied')
    union select json_extract(payload, '$.account') from proposal p where what = 'discount.set' and state = 'done'
      and not exists (select 1 from plan where plan.what = p.what and plan.object = p.object)`;

export const tiersMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await create(db, 'tier_table', {
      id: 'integer primary key autoincrement',
      ...integers('fromDay', 'asset'),
      ...texts('tiers', 'why', 'proposedBy', 'confirmedBy'),
    });
    await create(db, 'tier_run', {
      day: 'integer primary key',
      ...integers('table', 'asset', 'ranMicros'),
      ...texts('tiers', 'rates'),
    });
    await create(
      db,
      'tier_row',
      {
        ...integers('day', 'account', 'volumeMinor', 'tier', 'plan'),
        ...integers('makerDiscountPpm', 'takerDiscountPpm'),
        ...texts('missing', 'outcome'),
      },
      'primary key (day, account)',
    );
    await create(db, 'by_hand', { account: 'integer primary key' });
    await SET_BEFORE.execute(db);
  },
};

const columns = (type: string) => (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `${type} not null`]));
const integers = (...names: readonly string[]) => columns('integer')(names);
const texts = (...names: readonly string[]) => columns('text')(names);

/** Names and types are constants of this file, so the text is safe to build. */
async function create(
  db: Kysely<unknown>,
  name: string,
  of: Readonly<Record<string, string>>,
  ...rules: readonly string[]
): Promise<void> {
  const rows = [...Object.entries(of).map(([key, type]) => `"${key}" ${type}`), ...rules];
  await sql.raw(`create table ${name} (${rows.join(', ')}) strict`).execute(db);
}
