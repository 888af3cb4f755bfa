// Queries of the cash ledger for statements: sums and pages, oldest first. Everything up to one command,
// so that what comes meanwhile changes nothing of a statement that is being written.

import { sql } from 'kysely';
import type { Store } from './open-store.ts';
import { EntryCause } from '../../shared/domain/entry-cause.ts';
import { type CashEntryTable, type CorrectionTable, type FillTable } from './tables.ts';

/** Which entries of the cash flow; what is undefined does not matter. */
export interface CashFilter {
  readonly asset?: number | undefined;
  /** An EntryCause. */
  readonly cause?: number | undefined;
  /** µs since 1970, the first included, the second not. */
  readonly fromMicros?: number | undefined;
  readonly toMicros?: number | undefined;
}

export interface Period {
  readonly account: number;
  readonly fromMicros: number;
  /** Exclusive. */
  readonly toMicros: number;
}

export interface AssetSum {
  readonly asset: number;
  /** All postings before the period. */
  readonly opening_minor: number;
  readonly credits_minor: number;
  readonly debits_minor: number;
  /** The parts of the debits that are commission and stamp duty. */
  readonly fees_minor: number;
  readonly duties_minor: number;
  readonly entries: number;
  /** All postings there are, and what the ledger says now, held included. */
  readonly recomputed_minor: number;
  readonly ledger_minor: number;
}

export interface LedgerSums {
  readonly sums: readonly AssetSum[];
  /** The newest command in the tables: nothing after it is in the sums. */
  readonly lastSeq: number;
}

/** A posting with the fill that caused it, where one did. */
export interface LedgerRow extends CashEntryTable {
  readonly instrument: number | null;
  readonly side: number | null;
  readonly price_ticks: number | null;
  readonly qty_lots: number | null;
}

export interface LotsExtent {
  readonly fills: number;
  /** Ids of trades, also those that were taken back after the period. */
  readonly busted: readonly number[];
  readonly lastSeq: number;
}

/** A posting that moved a holding without a fill: a transfer, or a leg of a buy-in. */
export interface HoldingMove extends Pick<
  CashEntryTable,
  'command_seq' | 'asset' | 'amount_minor' | 'cause' | 'time_micros'
> {
  /** Of a buy-in. */
  readonly instrument: number | null;
}

export interface LedgerQueries {
  ledgerSums(period: Period): Promise<LedgerSums>;
  /** Postings of the period after `[command, ordinal]`, up to the command `lastSeq`. */
  ledgerPage(
    period: Period,
    after: readonly [number, number],
    lastSeq: number,
    limit: number,
  ): Promise<LedgerRow[]>;
  /** Fills before the end of the period after `[time, trade]`, up to the command `lastSeq`. */
  fillPage(
    period: Period,
    after: readonly [number, number],
    lastSeq: number,
    limit: number,
  ): Promise<FillTable[]>;
  /** How many fills there are before the end of the period, and which trades were taken back. */
  lotsExtent(period: Period): Promise<LotsExtent>;
  /** Buy-ins, and transfers of what is traded and is no money, before the end of the period. */
  holdingMoves(period: Period, lastSeq: number, limit: number): Promise<HoldingMove[]>;
  /** Positions as busts before the end of the period left them, in their order. */
  corrections(period: Period, lastSeq: number): Promise<CorrectionTable[]>;
}

export function createLedgerQueries(store: Store): LedgerQueries {
  return {
    async ledgerSums({ account, fromMicros, toMicros }) {
      const inPeriod = sql<boolean>`e.time_micros >= ${fromMicros} and e.time_micros < ${toMicros}`;
      const total = (when: ReturnType<typeof sql<boolean>>) =>
        sql<number>`coalesce(sum(case when ${when} then e.amount_minor else 0 end), 0)`;
      const rows = await store
        .selectFrom('cash_entry as e')
        .select([
          'e.asset',
          total(sql`e.time_micros < ${fromMicros}`).as('opening_minor'),
          total(sql`${inPeriod} and e.amount_minor > 0`).as('credits_minor'),
          total(sql`${inPeriod} and e.amount_minor < 0`).as('debits_minor'),
          total(sql`${inPeriod} and e.cause = ${EntryCause.fee}`).as('fees_minor'),
          total(sql`${inPeriod} and e.cause = ${EntryCause.duty}`).as('duties_minor'),
          sql<number>`sum(case when ${inPeriod} then 1 else 0 end)`.as('entries'),
          sql<number>`sum(e.amount_minor)`.as('recomputed_minor'),
        ])
        .where('e.account', '=', account)
        .groupBy('e.asset')
        .execute();
      const balances = await store
        .selectFrom('balance')
        .select(['asset', sql<number>`available_minor + held_minor`.as('ledger_minor')])
        .where('account', '=', account)
        .execute();
      const lastSeq = await lastCommand(store, account);
      const ledger = new Map(balances.map((row) => [row.asset, row.ledger_minor]));
      const known = new Map(rows.map((row) => [row.asset, row]));
      const assets = [...new Set([...ledger.keys(), ...known.keys()])].sort((a, b) => a - b);
      const sums = assets.map((asset) => ({
        ...(known.get(asset) ?? { ...NO_ENTRIES, asset }),
        ledger_minor: ledger.get(asset) ?? 0,
      }));
      return { sums, lastSeq };
    },
    ledgerPage: ({ account, fromMicros, toMicros }, [seq, ordinal], lastSeq, limit) =>
      store
        .selectFrom('cash_entry as e')
        .leftJoin('fill as f', (join) =>
          join
            .onRef('f.trade_id', '=', 'e.reference')
            .onRef('f.account', '=', 'e.account')
            .on('e.cause', 'in', [EntryCause.trade, EntryCause.fee, EntryCause.duty]),
        )
        .selectAll('e')
        .select(['f.instrument', 'f.side', 'f.price_ticks', 'f.qty_lots'])
        .where('e.account', '=', account)
        .where('e.time_micros', '>=', fromMicros)
        .where('e.time_micros', '<', toMicros)
        .where('e.command_seq', '<=', lastSeq)
        .where((eb) =>
          eb.or([
            eb('e.command_seq', '>', seq),
            eb.and([eb('e.command_seq', '=', seq), eb('e.ordinal', '>', ordinal)]),
          ]),
        )
        .orderBy('e.command_seq')
        .orderBy('e.ordinal')
        .limit(limit)
        .execute(),
    fillPage: ({ account, toMicros }, [micros, trade], lastSeq, limit) =>
      store
        .selectFrom('fill')
        .selectAll()
        .where('account', '=', account)
        .where('time_micros', '<', toMicros)
        .where('command_seq', '<=', lastSeq)
        .where((eb) =>
          eb.or([
            eb('time_micros', '>', micros),
            eb.and([eb('time_micros', '=', micros), eb('trade_id', '>', trade)]),
          ]),
        )
        .orderBy('time_micros')
        .orderBy('trade_id')
        .limit(limit)
        .execute(),
    async lotsExtent({ account, toMicros }) {
      const { fills } = await store
        .selectFrom('fill')
        .select(({ fn }) => fn.countAll<number>().as('fills'))
        .where('account', '=', account)
        .where('time_micros', '<', toMicros)
        .executeTakeFirstOrThrow();
      const lastSeq = await lastCommand(store, account);
      const busted = await store
        .selectFrom('cash_entry')
        .select('reference')
        .distinct()
        .where('account', '=', account)
        .where('cause', '=', EntryCause.reversal)
        .where('command_seq', '<=', lastSeq)
        .orderBy('reference')
        .execute();
      return { fills, busted: busted.map(({ reference }) => reference), lastSeq };
    },
    holdingMoves: ({ account, toMicros }, lastSeq, limit) =>
      store
        .selectFrom('cash_entry as e')
        .leftJoin('correction as c', (join) =>
          join.onRef('c.account', '=', 'e.account').onRef('c.command_seq', '=', 'e.command_seq'),
        )
        .select(['e.command_seq', 'e.asset', 'e.amount_minor', 'e.cause', 'e.time_micros'])
        .select('c.instrument')
        .where('e.account', '=', account)
        .where('e.time_micros', '<', toMicros)
        .where('e.command_seq', '<=', lastSeq)
        .where((eb) =>
          eb.or([
            eb.and([eb('e.cause', '=', EntryCause.buyIn), eb('c.instrument', 'is not', null)]),
            eb.and([
              eb('e.cause', 'in', [EntryCause.transfer, EntryCause.move]),
              eb('e.asset', 'in', eb.selectFrom('instrument').select('base_asset')),
              eb('e.asset', 'not in', eb.selectFrom('instrument').select('quote_asset')),
            ]),
          ]),
        )
        .orderBy('e.command_seq')
        .orderBy('e.ordinal')
        .limit(limit)
        .execute(),
    corrections: ({ account, toMicros }, lastSeq) =>
      store
        .selectFrom('correction')
        .selectAll()
        .where('account', '=', account)
        .where('time_micros', '<', toMicros)
        .where('command_seq', '<=', lastSeq)
        .orderBy('command_seq')
        .execute(),
  };
}

const NO_ENTRIES = {
  ...{ opening_minor: 0, credits_minor: 0, debits_minor: 0, fees_minor: 0, duties_minor: 0 },
  ...{ entries: 0, recomputed_minor: 0 },
};

/** The newest command that posted to the account. */
async function lastCommand(store: Store, account: number): Promise<number> {
  const last = await store
    .selectFrom('cash_entry')
    .select((eb) => eb.fn.max('command_seq').as('seq'))
    .where('account', '=', account)
    .executeTakeFirst();
  return last?.seq ?? 0;
}
