// Contestant: the whole venue command on the tape `single`, hash-checked by its events. With `latency`
// it measures single commands, garbage collections over ten million of them, and conservation.

import { PerformanceObserver, performance } from 'node:perf_hooks';
import { createEngine } from '../../server/core/engine.ts';
import type { Engine } from '../../server/core/engine-port.ts';
import { tapeHash } from '../../server/testing/tape-report.ts';
import {
  VENUE_BATCH,
  VENUE_CAPACITY,
  batchTime,
  nameCancels,
  openVenueAccounts,
  runVenueTape,
  venueTape,
} from '../../server/testing/tape-venue.ts';
import type { VenueTape } from '../../server/testing/tape-venue.ts';
import { TAPES, makeTape } from '../../server/testing/tape-standard.ts';
import { cpuNanos, serveRounds } from './engine-child.ts';
import type { Round } from './engine-child.ts';

const GC_TAPES = 10;
/** Histogram of nanoseconds up to 100 µs; the last cell takes the rest. */
const BUCKETS = 100_000;

function timedRun(engine: Engine, venue: VenueTape, opened: Uint8Array): number {
  engine.restore(opened);
  const start = cpuNanos();
  runVenueTape(engine, venue);
  return (cpuNanos() - start) / venue.commands;
}

function percentile(histogram: Uint32Array, share: number, total: number): number {
  let seen = 0;
  for (let nanos = 0; nanos < BUCKETS; nanos++) {
    seen += histogram[nanos]!;
    if (seen >= total * share) return nanos;
  }
  return BUCKETS;
}

function latencies(engine: Engine, venue: VenueTape, opened: Uint8Array): Record<string, number> {
  const { words, slots, commands } = venue;
  const histogram = new Uint32Array(BUCKETS + 1);
  engine.restore(opened);
  for (let block = 0; block < commands; block++) {
    const time = batchTime(block);
    const start = performance.now();
    engine.apply(words, slots, block, block + 1, time, 0);
    const nanos = Math.round((performance.now() - start) * 1e6);
    histogram[Math.min(nanos, BUCKETS)]!++;
    if (block % VENUE_BATCH === 0) engine.clearEvents();
  }
  engine.clearEvents();
  return {
    p50: percentile(histogram, 0.5, commands),
    p99: percentile(histogram, 0.99, commands),
    p999: percentile(histogram, 0.999, commands),
  };
}

/** Collections that began while commands ran; restoring the opening state between tapes may collect. */
function collections(engine: Engine, venue: VenueTape, opened: Uint8Array): () => number {
  const windows: [number, number][] = [];
  let inWindow = 0;
  let expected: PerformanceObserver | undefined = new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) {
      if (windows.some(([from, to]) => startTime >= from && startTime <= to)) inWindow++;
    }
  });
  expected.observe({ entryTypes: ['gc'] });
  for (let k = 0; k < GC_TAPES; k++) {
    engine.restore(opened);
    // What the restoring left behind must not be collected while commands run.
    globalThis.gc?.();
    const from = performance.now();
    runVenueTape(engine, venue);
    windows.push([from, performance.now()]);
  }
  return () => {
    expected?.disconnect();
    expected = undefined;
    return inWindow;
  };
}

serveRounds(() => {
  const tape = makeTape(TAPES.single);
  const venue = venueTape(tape);
  const engine = createEngine(VENUE_CAPACITY);
  openVenueAccounts(engine);
  const opened = engine.snapshot();
  const hash = tapeHash();
  nameCancels(engine, tape, venue, hash);
  if (hash.hex() !== tape.hash) throw new Error(`the venue's trades differ: ${hash.hex()}`);

  let mode = 'speed';
  let count: (() => number) | undefined;
  return (): Round => {
    if (process.argv[2] !== 'latency') return { nanos: timedRun(engine, venue, opened) };
    if (mode === 'speed') {
      // The collections of this round are reported by the next one, after the observer was called.
      mode = 'report';
      const nanos = timedRun(engine, venue, opened);
      const figures = latencies(engine, venue, opened);
      count = collections(engine, venue, opened);
      return { nanos, figures: { ...figures, broken: engine.brokenInvariants().length } };
    }
    return { nanos: 0, figures: { collections: count?.() ?? -1, commands: GC_TAPES * 1e6 } };
  };
});
