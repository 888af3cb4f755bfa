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

  /** Takes stored bars, oldest first, in place of all that are not newer than the last of them. */
  warm(span: BarSpan, stored: readonly Bar[]): void {
    const last = stored.at(-1);
    if (last === undefined) return;
    const k = BAR_SPANS.indexOf(span);
    const seen = this.#bySpan[k];
    const joined = new BarHistory();
    for (const bar of stored) joined.add(bar);
    for (let index = seen.firstFrom(last.openSeconds + 1); index < seen.count; index++) {
      joined.add(seen.read(index));
    }
    this.#bySpan[k] = joined;
  }
}
