// The book that a ladder watches: twenty levels a side where a row is one tick, all of it where a row is a
// group of several, which reaches deeper. The old one stays until the other has come.

import type { DepthView, MarketTables } from '../../state/market-views.ts';

/** The most that the server sends without sending all of the book. */
const LEVELS = 20;
const ALL_LEVELS = 0;
const INTERVAL_MS = 50;

type Watch = ReturnType<MarketTables['watchDepth']>;

export class LadderBook {
  readonly #watch: (levels: number) => Watch;
  #now: Watch;
  #levels: number;
  #coming: Watch | undefined;

  constructor(tables: Pick<MarketTables, 'watchDepth'>, instrument: number, whole: boolean) {
    this.#watch = (levels) => tables.watchDepth(instrument, levels, INTERVAL_MS);
    this.#levels = whole ? ALL_LEVELS : LEVELS;
    this.#now = this.#watch(this.#levels);
  }

  get view(): DepthView {
    return this.#now.view;
  }

  /** Nothing of a group is missing. */
  get isWhole(): boolean {
    return this.#levels === ALL_LEVELS;
  }

  /** Asked with every frame. A book that is refused does not take the place of one that is there. */
  want(whole: boolean): void {
    if (whole === this.isWhole) {
      this.#coming?.release();
      this.#coming = undefined;
      return;
    }
    const levels = whole ? ALL_LEVELS : LEVELS;
    this.#coming ??= this.#watch(levels);
    const { truth } = this.#coming.view;
    if (truth === 'loading' || truth === 'refused') return;
    this.#now.release();
    this.#now = this.#coming;
    this.#levels = levels;
    this.#coming = undefined;
  }

  release(): void {
    this.#coming?.release();
    this.#now.release();
  }
}
