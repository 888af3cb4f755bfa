// Time and chance of the tests: nothing passes unless a test lets it pass, and a seed repeats a run.

import type { Cancel, FeedHost } from './host.ts';

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly run: () => void;
}

export class FakeClock implements FeedHost {
  #nowMs = 1_000;
  #order = 0;
  #state: number;
  #timers: Timer[] = [];

  constructor(seed = 1) {
    this.#state = seed >>> 0;
  }

  now(): number {
    return this.#nowMs;
  }

  later(ms: number, run: () => void): Cancel {
    this.#order += 1;
    const timer = { dueMs: this.#nowMs + ms, order: this.#order, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** mulberry32: 32 bits of state, good enough to shuffle faults. */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`. */
  between(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }

  /** Lets time pass; timers run in the order of their time, each at its own instant. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      let next: Timer | undefined;
      for (const timer of this.#timers) {
        if (timer.dueMs > endMs) continue;
        const isEarlier =
          next === undefined ||
          timer.dueMs < next.dueMs ||
          (timer.dueMs === next.dueMs && timer.order < next.order);
        if (isEarlier) next = timer;
      }
      if (next === undefined) break;
      const due = next;
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#nowMs = Math.max(this.#nowMs, due.dueMs);
      due.run();
    }
    this.#nowMs = endMs;
  }
}
