// Grouping loses nothing and flatters nothing.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Side } from '../../../shared/domain/order.ts';
import { groupOf, STEPS } from '../../../shared/domain/tick-groups.ts';
import type { Levels } from '../../state/market-views.ts';
import { GroupedSide, readDepthParams } from './depth-groups.ts';

const book = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 1_000 })), {
    selector: ([ticks]) => ticks,
    maxLength: 80,
  })
  .chain((pairs) => fc.constantFrom(Side.buy, Side.sell).map((side) => ({ pairs, side })));

function sorted(pairs: readonly (readonly [number, number])[], side: Side): Levels {
  const own = [...pairs].sort(([a], [b]) => (side === Side.buy ? b - a : a - b));
  return { count: own.length, ticks: (k) => own[k]![0], lots: (k) => own[k]![1] };
}

describe('grouped levels', () => {
  it('sum what their ticks sum, each rounded away from the market, best first', () => {
    fc.assert(
      fc.property(book, fc.constantFrom(...STEPS), ({ pairs, side }, step) => {
        const grouped = new GroupedSide(80);
        grouped.take(sorted(pairs, side), side, step);
        let all = 0;
        for (let k = 0; k < grouped.count; k++) {
          const price = grouped.ticks[k]!;
          const inside = pairs.filter(([ticks]) => groupOf(ticks, side, step) === price);
          const lots = inside.reduce((sum, [, own]) => sum + own, 0);
          all += lots;
          expect([grouped.lots[k], grouped.sums[k]]).toEqual([lots, all]);
          for (const [ticks] of inside) {
            const away = side === Side.buy ? ticks - price : price - ticks;
            expect(away >= 0 && away < step).toBe(true);
          }
          if (k > 0)
            expect(Math.sign(grouped.ticks[k - 1]! - price)).toBe(side === Side.buy ? 1 : -1);
        }
        expect(all).toBe(pairs.reduce((sum, [, own]) => sum + own, 0));
        expect(grouped.total).toBe(all);
      }),
    );
  });

  it('stop when all rows are full, the last one whole', () => {
    const grouped = new GroupedSide(2);
    grouped.take(
      sorted(
        [
          [100, 1],
          [99, 2],
          [95, 4],
          [94, 8],
        ],
        Side.buy,
      ),
      Side.buy,
      5,
    );
    expect([grouped.count, ...grouped.lots]).toEqual([2, 1, 6]);
  });

  it('read what a layout kept with care', () => {
    expect(readDepthParams({ levels: 20, step: 50 })).toEqual({ levels: 20, step: 50 });
    expect(readDepthParams({ levels: '20', step: 7 })).toEqual({ levels: 10, step: 1 });
  });
});
