// Planned changes in SQLite, beside the proposals that they come from.

import type Database from 'better-sqlite3';
import type { CompiledQuery, Kysely } from 'kysely';
import type { OperationsTables } from './operations-tables.ts';
import { TIER_AUTHOR, type Plan, type PlanBox } from './plan.ts';

export function plansIn(database: Database.Database, db: Kysely<OperationsTables>): PlanBox {
  function rows(query: CompiledQuery<Plan>): Plan[] {
    return database.prepare<unknown[], Plan>(query.sql).all(...query.parameters);
  }

  /** Only from the state that it is in: of two that come at once one is too late. */
  function move(id: number, from: Plan['state'], to: Partial<Plan>): boolean {
    const query = db.updateTable('plan').set(to).where('id', '=', id).where('state', '=', from);
    const { sql, parameters } = query.compile();
    return database.prepare(sql).run(...parameters).changes === 1;
  }

  const all = db.selectFrom('plan').selectAll();
  const persons = all.where('proposedBy', '!=', TIER_AUTHOR);
  return {
    add(given) {
      const row = { ...given, state: 'planned' as const, sourceSeq: 0, endedMicros: 0 };
      const { sql, parameters } = db
        .insertInto('plan')
        .values(row as never)
        .compile();
      const { lastInsertRowid } = database.prepare(sql).run(...parameters);
      return { ...row, id: Number(lastInsertRowid) };
    },
    find: (id) => rows(all.where('id', '=', id).compile())[0],
    list: (limit) =>
      rows(persons.orderBy('fromDay', 'desc').orderBy('id', 'desc').limit(limit).compile()),
    due: (day) =>
      rows(
        all
          .where('state', '=', 'planned')
          .where('fromDay', '<=', day)
          .orderBy('fromDay')
          .orderBy('id')
          .compile(),
      ),
    begun: () => rows(all.where('state', '=', 'begun').orderBy('sourceSeq').compile()),
    begin: (id, sourceSeq) => move(id, 'planned', { state: 'begun', sourceSeq }),
    end: (id, state, endedMicros) => move(id, 'begun', { state, endedMicros }),
    withdraw: (id, endedMicros) => move(id, 'planned', { state: 'withdrawn', endedMicros }),
  };
}
