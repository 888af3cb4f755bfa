// Older bars for market data, out of the read model.

import type { BarStore } from '../marketdata/bar-store.ts';
import type { Queries } from '../readmodel/queries.ts';

export function barStoreOf(queries: Queries): BarStore {
  return {
    async load(instrument, span, beforeSeconds, count) {
      const rows = await queries.bars(instrument, span, beforeSeconds, count);
      return rows.map((row) => ({
        openSeconds: row.open_seconds,
        openTicks: row.open_ticks,
        highTicks: row.high_ticks,
        lowTicks: row.low_ticks,
        closeTicks: row.close_ticks,
        volumeLots: row.volume_lots,
        tradeCount: row.trades,
        turnoverTickLots: row.turnover_tick_lots,
      }));
    },
  };
}
