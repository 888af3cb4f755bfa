// Older bars for market data, out of the read model.

import type { BarStore } from '../marketdata/bar-store.ts';
import type { ReadModel } from '../readmodel/readmodel.ts';

export function barStoreOf(readModel: ReadModel): BarStore {
  return {
    asOfMicros: () => readModel.asOfMicros(),
    async load(instrument, span, beforeSeconds, count) {
      const rows = await readModel.bars(instrument, span, beforeSeconds, count);
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
