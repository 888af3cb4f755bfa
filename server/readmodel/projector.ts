// Writes what the fold gathered: rows and checkpoint in one transaction, so every event is in the read
// model exactly once, whenever the process ends.

import { sql, type Insertable } from 'kysely';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { assert } from '../../shared/domain/assert.ts';
import { createEventFold, type Changes } from './fold-events.ts';
import { openEventBatch } from './event-reader.ts';
import { venueOf, writeVenue } from './fold-venue.ts';
import type { Store } from './open-store.ts';
import type { ReadModelTables } from './tables.ts';

const NAME = 'events';
/** SQLite takes at most 32,766 parameters in one statement; the widest table has 15 columns. */
const ROWS_PER_STATEMENT = 1_000;
const SECOND_BARS_KEPT_SECONDS = 86_400;
const PRUNE_MICROS = 600_000_000;

/** There is no room for the tables. The journal has everything, so this is no failure. */
export class DiskFull extends Error {
  override name = 'DiskFull';
}

export interface Projector {
  /** Journal batch up to which everything is in the tables. */
  checkpoint(): number;
  /** Engine time of that batch, µs; 0 before the first write of this process. */
  asOfMicros(): number;
  /** Takes a batch; those at or before the checkpoint are dropped. */
  add(batch: Uint8Array): void;
  /** Takes the whole state at the dump's batch when history before it is gone. Tables must be empty. */
  bootstrap(dump: Uint8Array): Promise<void>;
  /** Takes limits and business day of a state dump, for tables that are younger than their journal.
   * Everything that was added is written first, so that nothing older comes after. */
  present(dump: Uint8Array): Promise<void>;
  /** Writes what was added; rejects with DiskFull when there is no room: nothing is lost, the next flush
   * tries again. */
  flush(): Promise<void>;
  /** Events added and not yet written. */
  waiting(): number;
  /** Batch up to which the account's orders and fills were last written; 0: not by this process. */
  changedAt(account: number): number;
}

export async function createProjector(
  store: Store,
  isHouse: (account: number) => boolean,
): Promise<Projector> {
  const row = await store
    .selectFrom('checkpoint')
    .select('batch_seq')
    .where('name', '=', NAME)
    .executeTakeFirst();
  if (row === undefined) {
    await store.insertInto('checkpoint').values({ name: NAME, batch_seq: 0 }).execute();
  }
  let written = row?.batch_seq ?? 0;
  let added = written;
  let writtenMicros = 0;
  let addedMicros = 0;
  let waiting = 0;
  let prunedMicros = 0;
  const changed = new Map<number, number>();
  const fold = createEventFold(
    isHouse,
    await knownInstruments(store),
    await store.selectFrom('position').selectAll().execute(),
  );

  async function flush(): Promise<void> {
    if (added === written) return;
    const from = written;
    const to = added;
    const toMicros = addedMicros;
    await store.connection().execute(async (db) => {
      await sql`begin immediate`.execute(db);
      try {
        await write(db, from, to, fold.changes());
        if (toMicros - prunedMicros >= PRUNE_MICROS) await pruneSecondBars(db, toMicros);
        await sql`commit`.execute(db);
      } catch (error) {
        // SQLite ends a transaction by itself when the disk is full; then there is nothing to roll back.
        await sql`rollback`.execute(db).catch(() => undefined);
        throw isDiskFull(error) ? new DiskFull() : error;
      }
    });
    if (toMicros - prunedMicros >= PRUNE_MICROS) prunedMicros = toMicros;
    for (const account of fold.changes().touched) changed.set(account, to);
    fold.clear();
    waiting = 0;
    written = to;
    writtenMicros = toMicros;
  }

  return {
    checkpoint: () => written,
    asOfMicros: () => writtenMicros,
    waiting: () => waiting,
    changedAt: (account) => changed.get(account) ?? 0,
    add(batch) {
      const { batchSeq, timeMicros, words } = openEventBatch(batch);
      if (batchSeq <= added) return;
      assert(batchSeq === added + 1, `batch ${String(batchSeq)} after ${String(added)}: a gap`);
      fold.add(batch);
      added = batchSeq;
      addedMicros = timeMicros;
      waiting += words[2]!;
    },
    async bootstrap(dump) {
      assert(added === 0, 'only an empty read model can start from a dump');
      fold.add(dump);
      added = fold.batchSeq();
      addedMicros = openEventBatch(dump).timeMicros;
      await flush();
    },
    async present(dump) {
      await flush();
      await writeVenue(store, venueOf(dump));
    },
    flush,
  };
}

async function knownInstruments(store: Store): Promise<Instrument[]> {
  const rows = await store.selectFrom('instrument').select('definition').execute();
  return rows.map((row) => JSON.parse(row.definition) as Instrument);
}

function isDiskFull(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('SQLITE_FULL');
}

/** Bars of one second are kept for a day: they are the most by far, and a chart of them is never long. */
async function pruneSecondBars(db: Store, nowMicros: number): Promise<void> {
  await db
    .deleteFrom('bar')
    .where('span_seconds', '=', 1)
    .where('open_seconds', '<', Math.floor(nowMicros / 1e6) - SECOND_BARS_KEPT_SECONDS)
    .execute();
}

async function write(db: Store, from: number, to: number, changes: Changes): Promise<void> {
  const moved = await db
    .updateTable('checkpoint')
    .set({ batch_seq: to })
    .where('name', '=', NAME)
    .where('batch_seq', '=', from)
    .executeTakeFirst();
  assert(moved.numUpdatedRows === 1n, 'another projector writes this read model');
  await replace(db, 'asset', changes.assets);
  await replace(db, 'instrument', changes.instruments);
  await replace(db, 'orders', [...changes.orders.values()]);
  for (const [key, set] of changes.orderChanges) {
    await db.updateTable('orders').set(set).where('key', '=', key).execute();
  }
  await replace(db, 'fill', changes.fills);
  await replace(db, 'cash_entry', changes.entries);
  await replace(db, 'balance', [...changes.balances.values()]);
  await replace(db, 'position', [...changes.positions.values()]);
  await replace(db, 'obligation', [...changes.obligations.values()]);
  await replace(db, 'correction', changes.corrections);
  await replace(db, 'trade', changes.trades);
  await writeVenue(db, changes.venue);
  await mergeBars(db, changes);
}

async function replace<T extends keyof ReadModelTables>(
  db: Store,
  table: T,
  rows: readonly Insertable<ReadModelTables[T]>[],
): Promise<void> {
  for (let k = 0; k < rows.length; k += ROWS_PER_STATEMENT) {
    const part = rows.slice(k, k + ROWS_PER_STATEMENT);
    await db.replaceInto(table).values(part).execute();
  }
}

/** A bar that is already there grows by what came; open stays the earlier one. */
async function mergeBars(db: Store, changes: Changes): Promise<void> {
  const rows = [...changes.bars.values()];
  for (let k = 0; k < rows.length; k += ROWS_PER_STATEMENT) {
    await db
      .insertInto('bar')
      .values(rows.slice(k, k + ROWS_PER_STATEMENT))
      .onConflict((conflict) =>
        conflict.columns(['instrument', 'span_seconds', 'open_seconds']).doUpdateSet({
          high_ticks: sql`max(high_ticks, excluded.high_ticks)`,
          low_ticks: sql`min(low_ticks, excluded.low_ticks)`,
          close_ticks: sql`excluded.close_ticks`,
          volume_lots: sql`volume_lots + excluded.volume_lots`,
          turnover_tick_lots: sql`turnover_tick_lots + excluded.turnover_tick_lots`,
          trades: sql`trades + excluded.trades`,
        }),
      )
      .execute();
  }
}
