// What every part of the process shares.

import type { Health } from '../ops/health.ts';
import type { Lifecycle } from '../ops/lifecycle.ts';
import type { Log } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Config } from './config.ts';

export interface House {
  readonly config: Config;
  readonly log: Log;
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
  readonly health: Health;
  /** Stops at once: nothing acknowledged is lost, the journal has it and the next start finds it. */
  fatal(reason: string): never;
}
