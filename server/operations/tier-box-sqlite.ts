// Fee tiers in SQLite, beside the plans that a run makes: both are written by one transaction.

import type Database from 'better-sqlite3';
import type { CompiledQuery, Kysely } from 'kysely';
import type { FeeTier } from './fee-tiers.ts';
import type { OperationsTables } from './operations-tables.ts';
import { TIER_AUTHOR, type PlanBox } from './plan.ts';
import type { KeptTable, TierBox, TierRow, TierRun, ToldRow, UsedRate } from './tier-box.ts';
import type { TierTables } from './tier-tables.ts';

type RowIn = TierTables['tier_row'] & { state: ToldRow['state'] | null };

export function tiersIn(
  database: Database.Database,
  db: Kysely<OperationsTables>,
  plans: PlanBox,
): TierBox {
  const all = <Row>({ sql, parameters }: CompiledQuery<Row>): Row[] =>
    database.prepare<unknown[], Row>(sql).all(...parameters);
  const run = ({ sql, parameters }: CompiledQuery): number =>
    database.prepare(sql).run(...parameters).changes;

  const tables = db
    .selectFrom('tier_table')
    .selectAll()
    .orderBy('fromDay', 'desc')
    .orderBy('id', 'desc');
  const runs = db.selectFrom('tier_run').selectAll().orderBy('day', 'desc').limit(1);
  const rows = db
    .selectFrom('tier_row')
    .leftJoin('plan', 'plan.id', 'tier_row.plan')
    .selectAll('tier_row')
    .select('plan.state');

  function planOf(day: number, nowMicros: number, row: TierRow): number {
    const { account, tier, volumeMinor, makerDiscountPpm, takerDiscountPpm } = row;
    const discount = { makerDiscountPpm, takerDiscountPpm };
    const { id } = plans.add({
      ...{ what: 'discount.set', object: `account:${String(account)}`, fromDay: day },
      payload: JSON.stringify({ what: 'discount.set', account, ...discount, tier }),
      why: `Fee tier ${String(tier)} by a volume of ${String(volumeMinor)} minor units.`,
      ...{ proposedBy: TIER_AUTHOR, confirmedBy: TIER_AUTHOR, plannedMicros: nowMicros },
    });
    return id;
  }

  const save = database.transaction((made: TierRun, found: readonly TierRow[]): boolean => {
    const { tiers, rates } = made;
    const values = { ...made, tiers: JSON.stringify(tiers), rates: JSON.stringify(rates) };
    const insert = db.insertInto('tier_run').values(values);
    if (run(insert.onConflict((conflict) => conflict.doNothing()).compile()) === 0) return false;
    for (const row of found) {
      const plan = row.outcome === 'sent' ? planOf(made.day, made.ranMicros, row) : 0;
      const kept = { ...row, day: made.day, missing: JSON.stringify(row.missing), plan };
      run(db.insertInto('tier_row').values(kept).compile());
    }
    return true;
  });

  const take = database.transaction((account: number): boolean => {
    const insert = db.insertInto('by_hand').values({ account });
    const isNew = run(insert.onConflict((conflict) => conflict.doNothing()).compile()) === 1;
    run(
      db
        .updateTable('plan')
        .set({ state: 'withdrawn' })
        .where('state', '=', 'planned')
        .where('proposedBy', '=', TIER_AUTHOR)
        .where('object', '=', `account:${String(account)}`)
        .compile(),
    );
    return isNew;
  });

  return {
    addTable({ tiers, ...table }) {
      const values = { ...table, tiers: JSON.stringify(tiers) };
      run(
        db
          .insertInto('tier_table')
          .values(values as never)
          .compile(),
      );
    },
    tableOn: (day) => all(tables.where('fromDay', '<=', day).limit(1).compile()).map(tableFrom)[0],
    tables: (limit) => all(tables.limit(limit).compile()).map(tableFrom),
    lastDay: () => all(runs.compile())[0]?.day ?? 0,
    saveRun: (made, found) => save(made, found),
    lastRun: () => all(runs.compile()).map(runFrom)[0],
    rowsOf: (day, limit) =>
      all(rows.where('day', '=', day).orderBy('tier_row.account').limit(limit).compile()).map(rowFrom), // prettier-ignore
    rowOf: (day, account) =>
      all(rows.where('day', '=', day).where('tier_row.account', '=', account).compile()).map(
        rowFrom,
      )[0],
    byHand: () =>
      all(db.selectFrom('by_hand').selectAll().orderBy('account').compile()).map(
        ({ account }) => account,
      ),
    takeByHand: (account) => take(account),
    giveBack: (account) =>
      run(db.deleteFrom('by_hand').where('account', '=', account).compile()) === 1,
  };
}

function tableFrom({ tiers, ...row }: TierTables['tier_table']): KeptTable {
  return { ...row, tiers: JSON.parse(tiers) as FeeTier[] };
}

function runFrom({ tiers, rates, ...row }: TierTables['tier_run']): TierRun {
  return {
    ...{ ...row, tiers: JSON.parse(tiers) as FeeTier[] },
    rates: JSON.parse(rates) as UsedRate[],
  };
}

function rowFrom({ day: _day, plan: _plan, missing, state, ...row }: RowIn): ToldRow {
  return { ...row, missing: JSON.parse(missing) as number[], state: state ?? '' };
}
