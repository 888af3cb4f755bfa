// Depth that is repeated, late or lost on its way: what comes out is always the true book or a gap.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prng } from '../testing/prng.ts';
import { Side } from '../../shared/domain/order.ts';
import { DepthMap } from './depth-map.ts';
import { BinanceRecording } from './recording-binance.ts';
import { sampleRecording } from './sample-recording.ts';

const INSTRUMENT = {
  ...{ id: 0, symbol: 'ETHUSDT', priceScale: 2, tickStep: 1, qtyScale: 4, lotStep: 1 },
  priceLimitTicks: 537_600,
};
const STEPS = 25;

/** Depth events of the sample after its snapshot, which are those that count. */
function depthAfterSnapshot(lines: readonly string[]): number[] {
  const snapshotAt = lines.findIndex((line) => line.includes('lastUpdateId'));
  return lines.flatMap((line, at) => (at > snapshotAt && line.includes('depthUpdate') ? [at] : []));
}

describe('cleansing', () => {
  it('finds every lost depth event and no other, and drops every repeat', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.array(fc.nat(STEPS * 2), { maxLength: 6 }),
        fc.option(fc.nat(STEPS - 5), { nil: undefined }),
        (seed, repeats, lost) => {
          const random = prng(seed);
          const unit = () => random.next() / 2 ** 32;
          const truth = sampleRecording({ random: unit, steps: STEPS });
          const depths = depthAfterSnapshot(truth.lines);
          // The very last one may be lost unnoticed: nothing comes after it.
          const lostAt = lost === undefined ? undefined : depths.slice(0, -1)[lost];
          const sent = truth.lines.flatMap((line, at) => {
            if (at === lostAt) return [];
            return repeats.includes(at % (STEPS * 2)) ? [line, line] : [line];
          });
          const recording = new BinanceRecording('unused', INSTRUMENT);
          const book = new DepthMap();
          let gaps = 0;
          for (const event of sent.flatMap((line) => recording.take(line))) {
            if (event.kind === 'gap') gaps += 1;
            if (event.kind === 'bookSnapshot') book.clear();
            if (event.kind !== 'bookSnapshot' && event.kind !== 'bookDelta') continue;
            book.apply(Side.buy, event.bids);
            book.apply(Side.sell, event.asks);
          }
          expect(gaps).toBe(lostAt === undefined ? 0 : 1);
          if (lostAt !== undefined) return;
          expect(new Map(book.levels(Side.sell))).toEqual(new Map(truth.book.levels(Side.sell)));
          expect(recording.quality.unaccounted()).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
