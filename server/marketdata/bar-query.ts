// Bars on request, from memory and, beyond that, from the bar store.

import type { Bar, BarSpan } from '../../shared/domain/quote.ts';
import { MAX_SAFE } from '../../shared/domain/units.ts';
import type { BarStore } from './bar-store.ts';
import type { Listing } from './listing.ts';
import { WINDOW_MINUTES } from './stats.ts';

export interface BarSource {
  readonly barStore?: BarStore;
  readonly onStoreFailure?: (reason: string) => void;
}

/** Bars that open before `beforeSeconds` (0: now), oldest first, at most `count`. */
export function barHistory(
  listing: Listing,
  span: BarSpan,
  beforeSeconds: number,
  count: number,
  source: BarSource,
): readonly Bar[] | Promise<readonly Bar[]> {
  const before = beforeSeconds === 0 ? MAX_SAFE : beforeSeconds;
  const kept = listing.bars.of(span).before(before, count);
  if (kept.length >= count || source.barStore === undefined) return kept;
  const oldest = kept.length > 0 ? kept[0].openSeconds : before;
  return source.barStore.load(listing.definition.id, span, oldest, count - kept.length).then(
    (older) => [...older.map(plainBar), ...kept],
    (failure: unknown) => {
      // An edge: history is a convenience, what is in memory is still true.
      source.onStoreFailure?.(String(failure));
      return kept;
    },
  );
}

/** Puts stored bars and minutes before what the listing has seen itself. */
export async function warmBars(
  listing: Listing,
  store: BarStore,
  spans: readonly BarSpan[],
  nowMicros: number,
): Promise<void> {
  const { id } = listing.definition;
  for (const span of spans) {
    listing.bars.warm(span, (await store.load(id, span, MAX_SAFE, WARM_BARS)).map(plainBar));
  }
  const minutes = await store.load(id, 60, MAX_SAFE, WINDOW_MINUTES);
  listing.stats.warm(minutes);
  listing.stats.roll(Math.floor(nowMicros / 60_000_000));
}

/** Enough for a chart to open on without another question. */
const WARM_BARS = 300;

function plainBar(bar: Bar): Bar {
  const { openSeconds, openTicks, highTicks, lowTicks, closeTicks, volumeLots, tradeCount } = bar;
  return { openSeconds, openTicks, highTicks, lowTicks, closeTicks, volumeLots, tradeCount };
}
