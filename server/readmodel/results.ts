// What closing positions made: sums of the fills by currency and by day of the closing fill, and of busts by
// the day of the bust, beside what the ledger says of the positions.

import { sql } from 'kysely';
import { dayInZone, QUARTER_MICROS } from './day-in-zone.ts';
import type { Store } from './open-store.ts';

export interface ResultSums {
  /** Against average cost, before fees. */
  realised_minor: number;
  fee_minor: number;
  fills: number;
  /** Fills that closed lots of a position. */
  closings: number;
  /** Closings that made more than their fee. */
  wins: number;
}

export interface DayResult extends ResultSums {
  /** `2026-11-20` in the zone that was asked for. */
  readonly day: string;
}

export interface CurrencyResult extends ResultSums {
  readonly asset: number;
  /** What the positions realised, fees taken off. It differs from the sum of the days by what was realised
   * before the fills that are kept. */
  readonly ledger_minor: number;
  /** Days with a fill, oldest first. */
  readonly days: readonly DayResult[];
}

type Quarter = ResultSums & { readonly asset: number; readonly quarter: number };

export async function readResults(
  store: Store,
  account: number,
  zone: string,
): Promise<CurrencyResult[]> {
  const { rows: quarters } = await sql<Quarter>`
    select i.quote_asset as asset, f.time_micros / ${sql.lit(QUARTER_MICROS)} as quarter,
      sum(f.realised_minor) as realised_minor, sum(f.fee_minor) as fee_minor, sum(f.fills) as fills,
      sum(f.closed_lots > 0) as closings,
      sum(f.closed_lots > 0 and f.realised_minor > f.fee_minor) as wins
    from (
      select account, instrument, time_micros, realised_minor, fee_minor, closed_lots, 1 as fills
      from fill
      union all
      select account, instrument, time_micros, realised_minor, 0, 0, 0 from correction
    ) f join instrument i on i.id = f.instrument
    where f.account = ${account} group by asset, quarter order by asset, quarter`.execute(store);
  const { rows: ledger } = await sql<{ asset: number; minor: number }>`
    select i.quote_asset as asset, sum(p.realised_minor) as minor
    from position p join instrument i on i.id = p.instrument
    where p.account = ${account} group by asset order by asset`.execute(store);
  const dayOf = dayInZone(zone);
  return ledger.map(({ asset, minor }) => {
    const own = quarters.filter((quarter) => quarter.asset === asset);
    const days = new Map<string, DayResult>();
    const total = noSums();
    for (const quarter of own) {
      const day = dayOf(quarter.quarter);
      const sums = days.get(day) ?? { day, ...noSums() };
      days.set(day, sums);
      for (const into of [sums, total]) add(into, quarter);
    }
    return { asset, ...total, ledger_minor: minor, days: [...days.values()] };
  });
}

function noSums(): ResultSums {
  return { realised_minor: 0, fee_minor: 0, fills: 0, closings: 0, wins: 0 };
}

function add(into: ResultSums, from: ResultSums): void {
  into.realised_minor += from.realised_minor;
  into.fee_minor += from.fee_minor;
  into.fills += from.fills;
  into.closings += from.closings;
  into.wins += from.wins;
}
