// Prometheus metrics of the process: loop lag, journal, queues, connections, acks, drops.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Figures that rooms keep as plain numbers; read when the metrics are scraped. */
export type Figures = () => Readonly<Record<string, number>>;

export interface Metrics {
  /** Every figure of `read` becomes the gauge `openbell_<room>_<figure>`. */
  watch(room: string, read: Figures): void;
  /** Seconds from taking a batch to its sync. */
  observeCommit(seconds: number): void;
  /** 99th percentile of the event loop's lag since the last scrape, milliseconds. */
  loopLagMs(): number;
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'openbell_' });
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  const commit = new Histogram({
    name: 'openbell_journal_commit_seconds',
    help: 'From taking a batch to its sync.',
    buckets: [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.2, 1],
    registers: [registry],
  });
  const lagGauge = new Gauge({
    name: 'openbell_loop_lag_p99_seconds',
    help: 'Lag of the event loop, 99th percentile since the last scrape.',
    registers: [registry],
  });
  const rooms = new Map<string, Figures>();
  const gauges = new Map<string, Gauge>();

  function gauge(name: string, help: string): Gauge {
    const known = gauges.get(name);
    if (known !== undefined) return known;
    const made = new Gauge({ name, help, registers: [registry] });
    gauges.set(name, made);
    return made;
  }

  return {
    watch(room, read) {
      rooms.set(room, read);
    },
    observeCommit(seconds) {
      commit.observe(seconds);
    },
    loopLagMs: () => lag.percentile(99) / 1e6,
    async text() {
      lagGauge.set(lag.percentile(99) / 1e9);
      lag.reset();
      for (const [room, read] of rooms) {
        for (const [figure, value] of Object.entries(read())) {
          const name = `openbell_${room}_${figure.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`;
          gauge(name, `${figure} of the ${room}.`).set(value);
        }
      }
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
