// Queries of the read model. Lists come newest first and are paged by a cursor: the last row's key.

import type { Instrument } from '../../shared/domain/instrument.ts';
import { createLedgerQueries, type CashFilter, type LedgerQueries } from './ledger-queries.ts';
import type { Store } from './open-store.ts';
import { createVolumeQueries, type VolumeQueries } from './volume-queries.ts';
import { readResults, type CurrencyResult } from './results.ts';
import { createWindows, type Windows } from './windows.ts';
import { EntryCause } from '../../shared/domain/entry-cause.ts';
import type {
  AssetTable,
  BalanceTable,
  BarTable,
  CashEntryTable,
  FillTable,
  LimitTable,
  ObligationTable,
  FailingTable,
  PenaltyRateTable,
  TradeTable,
  OrderTable,
  PositionTable,
} from './tables.ts';

export interface Page {
  readonly account: number;
  readonly limit: number;
  /** Only rows before this one: `<first>.<second>` of the list's key, or empty for the newest. */
  readonly before: string;
}

export interface Listed<Row> {
  readonly rows: Row[];
  /** Cursor of the next page, empty when there is none. */
  readonly next: string;
}

export interface TransferSpan {
  readonly fromReference: number;
  readonly toReference: number;
  readonly fromMicros: number;
  /** Exclusive. */
  readonly toMicros: number;
}

/** `unsettled_minor`: net of what is to come and to go; the balance is traded, this less is settled.
 * `receivable_minor`: what is to come of it, which does not leave the venue before. */
export interface ShownBalance extends BalanceTable {
  unsettled_minor: number;
  receivable_minor: number;
}

export interface ShownPosition extends PositionTable {
  /** Lots that are delivered; the others are traded only. */
  settled_lots: number;
}

export interface LimitFilter {
  readonly account?: number | undefined;
  readonly instrument?: number | undefined;
}

export interface Queries extends LedgerQueries, VolumeQueries, Windows {
  instruments(): Promise<Instrument[]>;
  assets(): Promise<AssetTable[]>;
  orders(page: Page & { readonly status?: number | undefined }): Promise<Listed<OrderTable>>;
  /** The order placed under this id, the newest when a refused one was tried again. */
  orderByClientId(account: number, clientOrderId: number): Promise<OrderTable | undefined>;
  fills(page: Page): Promise<Listed<FillTable>>;
  cashEntries(page: Page & CashFilter): Promise<Listed<CashEntryTable>>;
  /** Transfers with the world outside whose reference lies between, `to` exclusive. */
  transfers(span: TransferSpan): Promise<CashEntryTable[]>;
  /** Postings of one reference on one account. */
  entriesOf(account: number, reference: number): Promise<CashEntryTable[]>;
  balances(account: number): Promise<ShownBalance[]>;
  positions(account: number): Promise<ShownPosition[]>;
  /** What closing positions made, by currency and by day of a time zone. */
  results(account: number, zone: string): Promise<CurrencyResult[]>;
  /** Every account that has ever had money, the house included. */
  accounts(): Promise<number[]>;
  /** Both sides of a trade; undefined where both are the house's, or there is none. */
  trade(id: number): Promise<TradeTable | undefined>;
  /** What settles when, the latest value date first. */
  obligations(page: Page): Promise<Listed<ObligationTable>>;
  /** Rows of limits that hold, of one account or instrument or of all: those in force, not planned. */
  limits(of: LimitFilter): Promise<LimitTable[]>;
  /** Deliveries that fail, the oldest first. */
  failing(): Promise<FailingTable[]>;
  penaltyRates(): Promise<PenaltyRateTable[]>;
  /** Days since 1970; 0: none was run yet; undefined: not known yet. */
  businessDay(): Promise<number | undefined>;
  /** Bars that open before `beforeSeconds`, oldest first. */
  bars(instrument: number, span: number, beforeSeconds: number, count: number): Promise<BarTable[]>;
}

/** More rows than a venue has; an answer stays small. */
const LIMIT_ROWS_MAX = 5_000;

/** `changedAt` as of the projector. */
export function createQueries(store: Store, changedAt?: (account: number) => number): Queries {
  return {
    ...createLedgerQueries(store),
    ...createWindows(store, changedAt),
    ...createVolumeQueries(store),
    async instruments() {
      const rows = await store
        .selectFrom('instrument')
        .select('definition')
        .orderBy('id')
        .execute();
      return rows.map((row) => JSON.parse(row.definition) as Instrument);
    },
    assets: () => store.selectFrom('asset').selectAll().orderBy('id').execute(),
    async orders({ account, limit, before, status }) {
      const [micros, key] = cursor(before);
      let query = store.selectFrom('orders').selectAll().where('account', '=', account);
      if (status !== undefined) query = query.where('status', '=', status);
      const rows = await query
        .where((eb) =>
          eb.or([
            eb('placed_micros', '<', micros),
            eb.and([eb('placed_micros', '=', micros), eb('key', '<', key)]),
          ]),
        )
        .orderBy('placed_micros', 'desc')
        .orderBy('key', 'desc')
        .limit(limit)
        .execute();
      return listed(rows, limit, (row) => [row.placed_micros, row.key]);
    },
    orderByClientId: (account, clientOrderId) =>
      store
        .selectFrom('orders')
        .selectAll()
        .where('account', '=', account)
        .where('client_order_id', '=', clientOrderId)
        .orderBy('placed_micros', 'desc')
        .limit(1)
        .executeTakeFirst(),
    async fills({ account, limit, before }) {
      const [micros, trade] = cursor(before);
      const rows = await store
        .selectFrom('fill')
        .selectAll()
        .where('account', '=', account)
        .where((eb) =>
          eb.or([
            eb('time_micros', '<', micros),
            eb.and([eb('time_micros', '=', micros), eb('trade_id', '<', trade)]),
          ]),
        )
        .orderBy('time_micros', 'desc')
        .orderBy('trade_id', 'desc')
        .limit(limit)
        .execute();
      return listed(rows, limit, (row) => [row.time_micros, row.trade_id]);
    },
    async cashEntries({ account, limit, before, asset, cause, fromMicros, toMicros }) {
      const [seq, ordinal] = cursor(before);
      let query = store.selectFrom('cash_entry').selectAll().where('account', '=', account);
      if (asset !== undefined) query = query.where('asset', '=', asset);
      if (cause !== undefined) query = query.where('cause', '=', cause);
      if (fromMicros !== undefined) query = query.where('time_micros', '>=', fromMicros);
      if (toMicros !== undefined) query = query.where('time_micros', '<', toMicros);
      const rows = await query
        .where((eb) =>
          eb.or([
            eb('command_seq', '<', seq),
            eb.and([eb('command_seq', '=', seq), eb('ordinal', '<', ordinal)]),
          ]),
        )
        .orderBy('command_seq', 'desc')
        .orderBy('ordinal', 'desc')
        .limit(limit)
        .execute();
      return listed(rows, limit, (row) => [row.command_seq, row.ordinal]);
    },
    transfers: ({ fromReference, toReference, fromMicros, toMicros }) =>
      store
        .selectFrom('cash_entry')
        .selectAll()
        .where('cause', '=', EntryCause.transfer)
        .where('reference', '>=', fromReference)
        .where('reference', '<', toReference)
        .where('time_micros', '>=', fromMicros)
        .where('time_micros', '<', toMicros)
        .orderBy('command_seq')
        .execute(),
    entriesOf: (account, reference) =>
      store
        .selectFrom('cash_entry')
        .selectAll()
        .where('account', '=', account)
        .where('reference', '=', reference)
        .execute(),
    async balances(account) {
      const balances = await store
        .selectFrom('balance')
        .selectAll()
        .where('account', '=', account)
        .orderBy('asset')
        .execute();
      const owed = await openObligations(store, account);
      return balances.map((balance) => {
        const amounts = owed.map((row) => {
          if (row.base_asset === balance.asset) return row.lots * row.lot_base_minor;
          return row.quote_asset === balance.asset ? row.money_minor : 0;
        });
        const unsettled_minor = amounts.reduce((sum, amount) => sum + amount, 0);
        const receivable_minor = amounts.reduce((sum, amount) => sum + Math.max(0, amount), 0);
        return { ...balance, unsettled_minor, receivable_minor };
      });
    },
    async positions(account) {
      const positions = await store
        .selectFrom('position')
        .selectAll()
        .where('account', '=', account)
        .orderBy('instrument')
        .execute();
      const owed = await openObligations(store, account);
      return positions.map((position) => {
        const open = owed.filter(({ instrument }) => instrument === position.instrument);
        const unsettled = open.reduce((sum, { lots }) => sum + lots, 0);
        return { ...position, settled_lots: position.lots - unsettled };
      });
    },
    trade: (id) =>
      store.selectFrom('trade').selectAll().where('trade_id', '=', id).executeTakeFirst(),
    async obligations({ account, limit, before }) {
      const [date, instrument] = cursor(before);
      const rows = await store
        .selectFrom('obligation')
        .selectAll()
        .where('account', '=', account)
        .where((eb) =>
          eb.or([
            eb('value_date', '<', date),
            eb.and([eb('value_date', '=', date), eb('instrument', '<', instrument)]),
          ]),
        )
        .orderBy('value_date', 'desc')
        .orderBy('instrument', 'desc')
        .limit(limit)
        .execute();
      return listed(rows, limit, (row) => [row.value_date, row.instrument]);
    },
    results: (account, zone) => readResults(store, account, zone),
    async accounts() {
      const rows = await store.selectFrom('balance').select('account').distinct().execute();
      return rows.map((row) => row.account).sort((a, b) => a - b);
    },
    limits({ account, instrument }) {
      let query = store.selectFrom('limit_row').selectAll();
      if (account !== undefined) query = query.where('account', '=', account);
      if (instrument !== undefined) query = query.where('instrument', '=', instrument);
      return query.orderBy('account').orderBy('instrument').limit(LIMIT_ROWS_MAX).execute();
    },
    failing: () =>
      store
        .selectFrom('failing')
        .selectAll()
        .orderBy('failed_since')
        .orderBy('account')
        .orderBy('instrument')
        .limit(LIMIT_ROWS_MAX)
        .execute(),
    penaltyRates: () =>
      store.selectFrom('penalty_rate').selectAll().orderBy('asset_class').execute(),
    async businessDay() {
      const row = await store.selectFrom('venue').select('business_day').executeTakeFirst();
      return row?.business_day;
    },
    async bars(instrument, span, beforeSeconds, count) {
      const rows = await store
        .selectFrom('bar')
        .selectAll()
        .where('instrument', '=', instrument)
        .where('span_seconds', '=', span)
        .where('open_seconds', '<', beforeSeconds)
        .orderBy('open_seconds', 'desc')
        .limit(count)
        .execute();
      return rows.reverse();
    },
  };
}

function openObligations(store: Store, account: number) {
  return store
    .selectFrom('obligation')
    .innerJoin('instrument', 'instrument.id', 'obligation.instrument')
    .select(['obligation.instrument', 'obligation.lots', 'obligation.money_minor'])
    .select(['instrument.base_asset', 'instrument.quote_asset', 'instrument.lot_base_minor'])
    .where('obligation.account', '=', account)
    .where((eb) => eb.or([eb('lots', '!=', 0), eb('money_minor', '!=', 0)]))
    .execute();
}

const CURSOR = /^(-?\d{1,16})\.(-?\d{1,16})$/;

/** An unreadable cursor starts from the newest row. */
function cursor(text: string): [number, number] {
  const match = CURSOR.exec(text);
  if (match === null) return [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  return [Number(match[1]), Number(match[2])];
}

function listed<Row>(
  rows: Row[],
  limit: number,
  key: (row: Row) => readonly [number, number],
): Listed<Row> {
  const last = rows.at(-1);
  const next = rows.length < limit || last === undefined ? '' : key(last).join('.');
  return { rows, next };
}
