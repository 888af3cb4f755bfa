// The ticket's preview is the fill: walking the visible book gives what the engine does when the book did
// not move in between, for limit and for market orders, with the same bound and the same hold.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { marketBoundTicks, walkBook, walkFeeMinor } from '../../shared/domain/book-walk.ts';
import { OrderType, Side, TimeInForce } from '../../shared/domain/order.ts';
import { createStage, STAGE_INSTRUMENT } from './engine-stage.ts';

const { marketBoundBps, priceLimitTicks, takerFeePpm, tickValueMinor } = STAGE_INSTRUMENT;
const [MAKERS, TAKER] = [[2, 4], 3];

/** One resting order per entry: how far from the middle, and its lots. */
const resting = fc.array(
  fc.record({ away: fc.integer({ min: 1, max: 60 }), lots: fc.integer({ min: 1, max: 9 }) }),
  { maxLength: 12 },
);
const taker = fc.record({
  side: fc.constantFrom(Side.buy, Side.sell),
  isMarket: fc.boolean(),
  away: fc.integer({ min: -10, max: 70 }),
  lots: fc.integer({ min: 1, max: 60 }),
});
const MIDDLE = 500;

function levelsOf(orders: readonly { ticks: number; lots: number }[], isAscending: boolean) {
  const byTicks = new Map<number, number>();
  for (const { ticks, lots } of orders) byTicks.set(ticks, (byTicks.get(ticks) ?? 0) + lots);
  const rows = [...byTicks].sort(([a], [b]) => (isAscending ? a - b : b - a));
  return {
    count: rows.length,
    ticks: (k: number) => rows[k]![0],
    lots: (k: number) => rows[k]![1],
  };
}

test('what was shown is what is filled', () => {
  fc.assert(
    fc.property(resting, taker, (book, order) => {
      const { side, isMarket, lots } = order;
      const up = side === Side.buy ? 1 : -1;
      const stage = createStage();
      const orders = book.map(({ away, lots: size }, k) => {
        const ticks = MIDDLE + up * away;
        stage.place(MAKERS[k % 2]!, side === Side.buy ? Side.sell : Side.buy, size, ticks);
        return { ticks, lots: size };
      });
      const levels = levelsOf(orders, side === Side.buy);
      if (isMarket && levels.count === 0) return;
      const limit = isMarket
        ? marketBoundTicks(side, levels.ticks(0), marketBoundBps, priceLimitTicks)
        : MIDDLE + up * order.away;
      const shown = walkBook(levels, side, limit, lots);

      const market = { type: OrderType.market, tif: TimeInForce.ioc };
      const events = stage.place(TAKER, side, lots, isMarket ? 0 : limit, isMarket ? market : {});
      const fills = events
        .filter((words) => words.startsWith(`fill a${String(TAKER)}`))
        .map((words) => /(\d+) @(\d+) left/.exec(words)!.slice(1).map(Number));
      const filled = fills.reduce((sum, [size]) => sum + size!, 0);
      const tickLots = fills.reduce((sum, [size, ticks]) => sum + size! * ticks!, 0);
      expect({ lots: shown.lots, rest: shown.rest, tickLots: shown.tickLots }).toEqual({
        ...{ lots: filled, rest: lots - filled, tickLots },
      });
      expect([shown.bestTicks, shown.worstTicks]).toEqual([
        fills[0]?.[1] ?? 0,
        fills.at(-1)?.[1] ?? 0,
      ]);
      const paid = fills.map(([size, ticks]) =>
        Math.floor((size! * ticks! * tickValueMinor * takerFeePpm) / 1e6),
      );
      const fee = paid.reduce((sum, one) => sum + one, 0);
      const shownFee = walkFeeMinor(shown, tickValueMinor, takerFeePpm);
      // Rounded down once instead of once per fill: never less than is paid, by less than one per fill.
      expect(shownFee - fee).toBeGreaterThanOrEqual(0);
      expect(shownFee - fee).toBeLessThan(Math.max(1, fills.length));
    }),
  );
});
