// Moves the books and tapes of the bench's market: what ladder, depth, tape and chart have to draw.

import type { Instrument } from '../../../shared/domain/instrument.ts';
import { Side } from '../../../shared/domain/order.ts';
import type { Market } from '../../../server/marketdata/market.ts';

const LEVELS = 25;
const LOTS_MAX = 500;
/** Levels of each book that change per turn; a trade comes every so many turns. */
const CHANGES = 2;
const TURNS_PER_TRADE = 5;

export interface StirredBooks {
  /** One turn: changes in every book, released as one batch at this time. */
  turn(nowMicros: number): void;
}

/** Fills both sides of every book around the opening price. */
export function stirBooks(market: Market, instruments: readonly Instrument[]): StirredBooks {
  let random = 7;
  let tradeId = 0;
  let turns = 0;

  function below(limit: number): number {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) | 0;
    return (random >>> 8) % limit;
  }

  function change({ id, openingTicks }: Instrument, side: Side, rank: number): void {
    const away = 1 + rank;
    const ticks = side === Side.buy ? openingTicks - away : openingTicks + away;
    market.level(id, side, ticks, 1 + below(LOTS_MAX));
  }

  for (const instrument of instruments) {
    for (let rank = 0; rank < LEVELS; rank++) {
      change(instrument, Side.buy, rank);
      change(instrument, Side.sell, rank);
    }
  }

  return {
    turn(nowMicros) {
      turns += 1;
      for (const instrument of instruments) {
        for (let k = 0; k < CHANGES; k++) {
          change(instrument, below(2) === 0 ? Side.buy : Side.sell, below(LEVELS));
        }
        if ((turns + instrument.id) % TURNS_PER_TRADE !== 0) continue;
        const ticks = instrument.openingTicks + below(3) - 1;
        const aggressor = below(2) === 0 ? Side.buy : Side.sell;
        market.trade(instrument.id, ticks, 1 + below(LOTS_MAX), aggressor, ++tradeId, nowMicros);
      }
      market.batchEnd(turns, nowMicros);
    },
  };
}
