// Bars of a past that never was: the chart of the bench has as much to draw as that of a venue with years.

import type { Bar } from '../../../shared/domain/quote.ts';

const SWING_SHARE = 0.01;
const VOLUME_LOTS = 1_000;

/** `count` bars that open before `beforeSeconds`, oldest first; the same time gives the same bar. */
export function madeUpBars(
  openingTicks: number,
  spanSeconds: number,
  beforeSeconds: number,
  count: number,
): Bar[] {
  const newest = Math.ceil(beforeSeconds / spanSeconds) - 1;
  const swing = Math.max(1, Math.round(openingTicks * SWING_SHARE));
  const at = (index: number) => openingTicks + Math.round(swing * Math.sin(index / 9));
  return Array.from({ length: count }, (_, k) => {
    const index = newest - count + 1 + k;
    const open = at(index);
    const close = at(index + 1);
    return {
      openSeconds: index * spanSeconds,
      openTicks: open,
      highTicks: Math.max(open, close) + 1,
      lowTicks: Math.min(open, close) - 1,
      closeTicks: close,
      volumeLots: VOLUME_LOTS + (index % 97),
      tradeCount: 1,
    };
  });
}
