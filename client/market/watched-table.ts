// What every watched table has: how true it is, how old, and a version that says when to look again.

import type { TopicTruth } from '../state/market-views.ts';

export class WatchedTable {
  truth: TopicTruth = 'loading';
  version = 0;
  lost = 0;
  readonly #nowMs: () => number;
  #heardMs = -Infinity;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get stale(): boolean {
    return this.truth !== 'verified';
  }

  get ageMs(): number {
    return this.#nowMs() - this.#heardMs;
  }

  told(truth: TopicTruth, lost: number): void {
    if (truth === this.truth && lost === this.lost) return;
    this.truth = truth;
    this.lost = lost;
    this.version += 1;
  }

  protected heard(atMs: number): void {
    this.#heardMs = atMs;
    this.version += 1;
  }
}
