// The newest quote of every instrument in typed arrays, with marks of what changed since the last frame.

import { LIMITS } from '../../shared/domain/limits.ts';

export interface QuoteTable {
  readonly bid: Float64Array;
  readonly bidLots: Float64Array;
  readonly ask: Float64Array;
  readonly askLots: Float64Array;
  readonly last: Float64Array;
  /** Price a day ago, 0 unknown. */
  readonly open: Float64Array;
  setQuote(instrument: number, bid: number, bidLots: number, spread: number, askLots: number): void;
  setStats(instrument: number, open: number, last: number): void;
  setLast(instrument: number, ticks: number): void;
  /** Hands every instrument that changed to `visit` and forgets the marks. */
  takeChanged(visit: (instrument: number) => void): void;
  clear(): void;
}

export function createQuoteTable(): QuoteTable {
  const size = LIMITS.instruments;
  const column = () => new Float64Array(size);
  const [bid, bidLots, ask, askLots] = [column(), column(), column(), column()];
  const [last, open] = [column(), column()];
  const marked = new Uint8Array(size);
  const changed = new Int32Array(size);
  let count = 0;

  function mark(instrument: number): void {
    if (marked[instrument] === 1) return;
    marked[instrument] = 1;
    changed[count++] = instrument;
  }

  return {
    bid,
    bidLots,
    ask,
    askLots,
    last,
    open,
    setQuote(instrument, bidTicks, lotsBid, spread, lotsAsk) {
      bid[instrument] = bidTicks;
      bidLots[instrument] = lotsBid;
      ask[instrument] = lotsAsk === 0 ? 0 : bidTicks + spread;
      askLots[instrument] = lotsAsk;
      mark(instrument);
    },
    setStats(instrument, openTicks, lastTicks) {
      open[instrument] = openTicks;
      last[instrument] = lastTicks;
      mark(instrument);
    },
    setLast(instrument, ticks) {
      last[instrument] = ticks;
      mark(instrument);
    },
    takeChanged(visit) {
      for (let k = 0; k < count; k++) {
        const instrument = changed[k]!;
        marked[instrument] = 0;
        visit(instrument);
      }
      count = 0;
    },
    clear() {
      for (const array of [bid, bidLots, ask, askLots, last, open]) array.fill(0);
    },
  };
}
