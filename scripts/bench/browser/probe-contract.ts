// What the probe in the page (page-probe.ts) offers to the bench and to the pages of the peers.

import type { ProbeRun } from './frame-statistics.ts';

declare global {
  interface ProbedOrder {
    readonly clientOrderId: number;
    /** Page clock, ms; NaN while unknown. */
    sentMs: number;
    ackHeardMs: number;
    ackPaintedMs: number;
  }

  interface BenchProbe {
    /** What is shown from the next frame on left the server at this wall time. */
    holds(leftMs: number): void;
    start(): void;
    /** Ends the run; the answer is what was written down since the start. */
    stop(): ProbeRun;
    watchOrders(grid: Element): void;
    readonly keys: number[];
    readonly clicks: number[];
    readonly orders: ProbedOrder[];
    /** Updates that the worker took per second, by its own count, newest last. */
    readonly rates: number[];
    /** Quotes that the page holds. */
    readonly quoted: () => number;
  }

  // The name under which page and bench find it.
  // oxlint-disable-next-line no-var
  var benchProbe: BenchProbe | undefined;
}
