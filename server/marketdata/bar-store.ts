// Port of older bars: what the read model keeps beyond the bars in memory.

import type { Bar, BarSpan } from '../../shared/domain/quote.ts';

export interface StoredBar extends Bar {
  /** Sum of ticks * lots over the trades of the bar. */
  readonly turnoverTickLots: number;
}

export interface BarStore {
  /** Bars that open before `beforeSeconds`, the newest `count` of them, oldest first. */
  load(
    instrument: number,
    span: BarSpan,
    beforeSeconds: number,
    count: number,
  ): Promise<readonly StoredBar[]>;
  /** Engine time of the newest batch that is in the bars, µs. Left out: that of the state dump. */
  asOfMicros?(): number;
}
