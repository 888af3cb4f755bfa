// The bars of one instrument in all spans, built from trades with the engine's time.

import { BAR_SPANS, type Bar, type BarSpan } from '../../shared/domain/quote.ts';
import { BarHistory } from './bar-history.ts';

const MICROS = 1_000_000;

export class Bars {
  readonly #bySpan: BarHistory[] = BAR_SPANS.map(() => new BarHistory());

  of(span: BarSpan): BarHistory {
    return this.#bySpan[BAR_SPANS.indexOf(span)];
  }

  clear(): void {
    for (let k = 0; k < BAR_SPANS.length; k++) this.#bySpan[k] = new BarHistory();
  }

  trade(ticks: number, lots: number, timeMicros: number): void {
    const second = Math.floor(timeMicros / MICROS);
    for (let k = 0; k < BAR_SPANS.length; k++) {
      const span = BAR_SPANS[k];
      this.#bySpan[k].trade(second - (second % span), ticks, lots);
    }
  }

  /**
   * Puts bars of an earlier process before what this one has seen, oldest first. A bar that both know
   * (the process began in the middle of it) is joined: the earlier part opened it.
   */
  warm(span: BarSpan, earlier: readonly Bar[]): void {
    const k = BAR_SPANS.indexOf(span);
    const seen = this.#bySpan[k].before(Infinity, this.#bySpan[k].count);
    const joined = new BarHistory();
    for (const bar of earlier) {
      if (seen.length === 0 || bar.openSeconds < seen[0].openSeconds) joined.add(bar);
      else if (bar.openSeconds === seen[0].openSeconds) seen[0] = join(bar, seen[0]);
    }
    for (const bar of seen) joined.add(bar);
    this.#bySpan[k] = joined;
  }
}

function join(first: Bar, then: Bar): Bar {
  return {
    openSeconds: first.openSeconds,
    openTicks: first.openTicks,
    highTicks: Math.max(first.highTicks, then.highTicks),
    lowTicks: Math.min(first.lowTicks, then.lowTicks),
    closeTicks: then.closeTicks,
    volumeLots: first.volumeLots + then.volumeLots,
    tradeCount: first.tradeCount + then.tradeCount,
  };
}
