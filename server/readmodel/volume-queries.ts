// What accounts traded in a period, and what they have off the commission: what tiers are computed from.

import { sql } from 'kysely';
import type { Store } from './open-store.ts';
import { EntryCause } from '../../shared/domain/entry-cause.ts';
import { type DiscountTable } from './tables.ts';

export interface TurnoverSpan {
  readonly fromMicros: number;
  /** Exclusive. */
  readonly toMicros: number;
  /** Left out: everybody, the house not. */
  readonly account?: number | undefined;
}

export interface TurnoverRow {
  readonly account: number;
  readonly instrument: number;
  /** Sum of ticks * lots in decimal digits: it may pass 2^53. */
  readonly tick_lots: string;
}

export interface VolumeQueries {
  /** Every fill of the account, bought or sold; trades that were taken back by now are not in it. */
  turnovers(span: TurnoverSpan): Promise<TurnoverRow[]>;
  /** Accounts that have something off. */
  discounts(account?: number): Promise<DiscountTable[]>;
}

export function createVolumeQueries(store: Store): VolumeQueries {
  return {
    turnovers({ fromMicros, toMicros, account }) {
      let busted = store
        .selectFrom('cash_entry')
        .select('reference')
        .where('cause', '=', EntryCause.reversal);
      if (account !== undefined) busted = busted.where('account', '=', account);
      let query = store
        .selectFrom('fill')
        .select(['account', 'instrument'])
        .select(sql<string>`cast(sum(price_ticks * qty_lots) as text)`.as('tick_lots'))
        .where('time_micros', '>=', fromMicros)
        .where('time_micros', '<', toMicros)
        .where('trade_id', 'not in', busted);
      if (account !== undefined) query = query.where('account', '=', account);
      return query
        .groupBy(['account', 'instrument'])
        .orderBy('account')
        .orderBy('instrument')
        .execute();
    },
    discounts(account) {
      let query = store.selectFrom('discount').selectAll();
      if (account !== undefined) query = query.where('account', '=', account);
      return query.orderBy('account').execute();
    },
  };
}
