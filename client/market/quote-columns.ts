// The newest quote and day statistics of every instrument on the page, and who paints them.

import { LIMITS } from '../../shared/domain/limits.ts';
import { feeds, SourceState, type MarketSource } from '../../shared/domain/market-source.ts';
import { QUOTE_COLUMNS, STATS_COLUMNS } from '../net/frame-format.ts';
import type { QuoteColumns } from '../state/market-views.ts';

const column = () => new Float64Array(LIMITS.instruments);

export class QuoteTables implements QuoteColumns {
  readonly bid = column();
  readonly bidLots = column();
  readonly ask = column();
  readonly askLots = column();
  readonly last = column();
  readonly open24 = column();
  readonly high24 = column();
  readonly low24 = column();
  readonly volume24 = column();
  readonly #heardMs = column().fill(-Infinity);
  readonly #trusted = new Uint8Array(LIMITS.instruments);
  readonly #marked = new Uint8Array(LIMITS.instruments);
  readonly #changed = new Int32Array(LIMITS.instruments);
  readonly #painters = new Set<(id: number) => void>();
  readonly #nowMs: () => number;
  #changedCount = 0;
  #isLive = false;
  /** Sources of which nothing is heard. */
  #silent: readonly MarketSource[] = [];

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  ageMs(id: number): number {
    return this.#nowMs() - this.#heardMs[id]!;
  }

  stale(id: number): boolean {
    if (!this.#isLive || this.#trusted[id] !== 1) return true;
    return this.#silent.some((source) => feeds(source, id));
  }

  onQuote(painter: (id: number) => void): () => void {
    this.#painters.add(painter);
    return () => this.#painters.delete(painter);
  }

  /** Rows of a frame's section; `aheadMs` sets times of the worker's clock to the page's. */
  takeQuotes(numbers: Float64Array, from: number, to: number, aheadMs: number): void {
    for (let at = from; at < to; at += QUOTE_COLUMNS) {
      const id = numbers[at]!;
      this.bid[id] = numbers[at + 1]!;
      this.bidLots[id] = numbers[at + 2]!;
      this.ask[id] = numbers[at + 3]!;
      this.askLots[id] = numbers[at + 4]!;
      this.#heardMs[id] = numbers[at + 5]! > 0 ? numbers[at + 5]! + aheadMs : -Infinity;
      this.#trusted[id] = numbers[at + 6]!;
      this.#mark(id);
    }
  }

  takeStats(numbers: Float64Array, from: number, to: number): void {
    for (let at = from; at < to; at += STATS_COLUMNS) {
      const id = numbers[at]!;
      this.open24[id] = numbers[at + 1]!;
      this.high24[id] = numbers[at + 2]!;
      this.low24[id] = numbers[at + 3]!;
      this.last[id] = numbers[at + 4]!;
      this.volume24[id] = numbers[at + 5]!;
      this.#mark(id);
    }
  }

  /** Without a live connection every quote may be old, so all of them are painted anew. */
  setLive(isLive: boolean): void {
    if (isLive === this.#isLive) return;
    this.#isLive = isLive;
    this.#markAll();
  }

  /** The prices of a source that is silent or has ended may be old. */
  setSources(sources: readonly MarketSource[]): void {
    this.#silent = sources.filter(({ state }) => state !== SourceState.live);
    this.#markAll();
  }

  /** Hands what changed to the painters and forgets the marks. */
  paint(): void {
    const count = this.#changedCount;
    this.#changedCount = 0;
    for (let k = 0; k < count; k++) this.#marked[this.#changed[k]!] = 0;
    for (const painter of this.#painters) {
      for (let k = 0; k < count; k++) painter(this.#changed[k]!);
    }
  }

  #markAll(): void {
    for (let id = 0; id < LIMITS.instruments; id++) {
      if (this.#heardMs[id]! > -Infinity) this.#mark(id);
    }
  }

  #mark(id: number): void {
    if (this.#marked[id] === 1) return;
    this.#marked[id] = 1;
    this.#changed[this.#changedCount++] = id;
  }
}
