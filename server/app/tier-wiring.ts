// What the fee tiers are computed from: the read model, caught up with what was answered.

import type { TierBooks } from '../operations/tier-runs.ts';
import type { ReadModel } from '../readmodel/readmodel.ts';

const MINUTE_SECONDS = 60;

export function tierBooks(readModel: ReadModel): TierBooks {
  return {
    async turnovers(span) {
      await readModel.flush();
      const rows = await readModel.turnovers(span);
      return rows.map(({ tick_lots, ...row }) => ({ ...row, tickLots: BigInt(tick_lots) }));
    },
    async discounts(account) {
      await readModel.flush();
      const rows = await readModel.discounts(account);
      return new Map(
        rows.map(({ account: whose, maker_ppm, taker_ppm }) => [
          ...([whose, { makerDiscountPpm: maker_ppm, takerDiscountPpm: taker_ppm }] as const),
        ]),
      );
    },
    instruments: () => readModel.instruments(),
    lastTicks: async (instrument, beforeSeconds) =>
      (await readModel.bars(instrument, MINUTE_SECONDS, beforeSeconds, 1))[0]?.close_ticks,
  };
}
