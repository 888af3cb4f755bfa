// Proposals, plans and switches in SQLite, synchronous: an operator's act is rare, and must be on disk before it
// is begun. Kysely writes the SQL, every value is a parameter.

import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type CompiledQuery } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Proposal } from '../../shared/domain/proposal.ts';
import { isOver, type FourEyes } from './four-eyes.ts';
import { plansIn } from './plan-box-sqlite.ts';
import type { PlanBox } from './plan.ts';
import { tiersIn } from './tier-box-sqlite.ts';
import type { TierBox } from './tier-box.ts';
import { operationsMigrations, type OperationsTables } from './operations-tables.ts';

/** Who switched something off, until another person switches it on. */
export interface Switches {
  offBy(object: string): string | undefined;
  off(object: string, user: string): void;
  on(object: string): void;
}

const FULL = 2;

export interface OperationsStore {
  readonly fourEyes: FourEyes;
  readonly switches: Switches;
  readonly plans: PlanBox;
  readonly tiers: TierBox;
}

export async function openOperationsStore(file: string): Promise<OperationsStore> {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  if (database.pragma('synchronous', { simple: true }) !== FULL) {
    throw new Error(`${file} did not take synchronous=FULL`);
  }
  const db = new Kysely<OperationsTables>({ dialect: new SqliteDialect({ database }) });
  const { error } = await new Migrator({ db, provider: operationsMigrations }).migrateToLatest();
  if (error !== undefined) throw error;
  const plans = plansIn(database, db);
  return {
    fourEyes: proposalsIn(database, db),
    switches: switchesIn(database, db),
    ...{ plans, tiers: tiersIn(database, db, plans) },
  };
}

function run(database: Database.Database, { sql, parameters }: CompiledQuery): Database.RunResult {
  return database.prepare(sql).run(...parameters);
}

function all<Row>(database: Database.Database, query: CompiledQuery<Row>): Row[] {
  return database.prepare<unknown[], Row>(query.sql).all(...query.parameters);
}

function proposalsIn(database: Database.Database, db: Kysely<OperationsTables>): FourEyes {
  const find = (id: number): Proposal | undefined =>
    all(database, db.selectFrom('proposal').selectAll().where('id', '=', id).compile())[0];

  /** Only from the state that it was read in: of two that come at once one is too late. */
  function move(id: number, from: Proposal['state'], to: Partial<Proposal>): boolean {
    const query = db.updateTable('proposal').set(to).where('id', '=', id);
    return run(database, query.where('state', '=', from).compile()).changes === 1;
  }

  return {
    find,
    propose(given, proposedMicros) {
      const row = { ...given, proposedMicros, state: 'open' as const, confirmedBy: '' };
      const insert = db.insertInto('proposal').values(row as never);
      const { lastInsertRowid } = run(database, insert.compile());
      return { ...row, id: Number(lastInsertRowid) };
    },
    confirm(id, user, nowMicros) {
      const proposal = find(id);
      if (proposal === undefined) return { is: 'unknown' };
      if (isOver(proposal, nowMicros)) return { is: 'over' };
      if (proposal.proposedBy === user) return { is: 'samePerson' };
      const state = { state: 'confirmed' as const, confirmedBy: user };
      if (!move(id, 'open', state)) return { is: 'over' };
      return { is: 'confirmed', proposal: { ...proposal, ...state } };
    },
    finish(id, isDone) {
      move(id, 'confirmed', { state: isDone ? 'done' : 'refused' });
    },
    withdraw(id, nowMicros) {
      const proposal = find(id);
      if (proposal === undefined || isOver(proposal, nowMicros)) return false;
      return move(id, 'open', { state: 'withdrawn' });
    },
    list: (limit) =>
      all(
        database,
        db.selectFrom('proposal').selectAll().orderBy('id', 'desc').limit(limit).compile(),
      ),
    close: () => {
      database.close();
    },
  };
}

function switchesIn(database: Database.Database, db: Kysely<OperationsTables>): Switches {
  return {
    offBy: (object) =>
      all(database, db.selectFrom('switch').selectAll().where('object', '=', object).compile())[0]
        ?.offBy,
    off(object, offBy) {
      // Who was first stays: a second halt by somebody else gives nobody the way back.
      const insert = db.insertInto('switch').values({ object, offBy });
      run(database, insert.onConflict((conflict) => conflict.doNothing()).compile());
    },
    on(object) {
      run(database, db.deleteFrom('switch').where('object', '=', object).compile());
    },
  };
}
