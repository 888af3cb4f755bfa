// p:D1: how many commands a second the whole engine makes durable with a sync per batch of at most 256,
// beside the disk's own time for the same bytes in the same run.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBusLocal } from '../../server/bus/bus-local.ts';
import { RECORD_BYTES } from '../../server/core/commands.ts';
import { openJournal } from '../../server/journal/open-journal.ts';
import { probeSync } from '../../server/journal/sync-probe.ts';
import type { SyncProbe } from '../../server/journal/sync-probe.ts';
import { createClockSystem } from '../../server/sequencer/clock-system.ts';
import { recover } from '../../server/sequencer/recover.ts';
import { SEQUENCER_SETTINGS, createSequencer } from '../../server/sequencer/sequencer.ts';
import { createSnapshotStoreMemory } from '../../server/sequencer/test-venue.ts';
import { createTortureEngine, tortureGenesis, tortureOrders } from '../torture/torture-engine.ts';
import { median } from './bench-row.ts';
import type { BenchRow } from './bench-row.ts';

const BATCH = 256;
const ROUNDS = 5;
const COMMANDS = 400_000;
const TARGET = 800_000;
/** Rounds of the probe: enough for a 99th percentile. */
const PROBES = 400;

type Thread = 'main' | 'worker';

/** The disk's own time for one small write with its sync: the anchor of p:D2. */
export function benchSyncProbe(folder = tmpdir()): SyncProbe {
  return probeSync(folder, PROBES);
}

export async function benchJournal(): Promise<BenchRow[]> {
  const load = batches();
  const rates: Record<Thread, number[]> = { main: [], worker: [] };
  const raw: number[] = [];
  await durableRate('main', load);
  for (let round = 0; round < ROUNDS; round++) {
    for (const thread of ['main', 'worker'] as const) {
      rates[thread].push(await durableRate(thread, load));
    }
    raw.push((BATCH * 1e6) / probeSync(tmpdir(), PROBES, (BATCH + 1) * RECORD_BYTES).p50Micros);
  }
  const small = benchSyncProbe();
  const anchor = median(raw);
  const conditions = `whole engine, SQLite, batches of ${String(BATCH)}, ${String(ROUNDS)} alternating rounds of ${String(COMMANDS)} commands; raw: write + fdatasync of the same bytes, ${million(anchor)}`;
  const best = Math.max(median(rates.main), median(rates.worker));
  const rows = (['main', 'worker'] as const).map((thread) => {
    const rate = median(rates[thread]);
    return {
      goal: 'p:D1',
      what: `durable commands/s, journal ${thread === 'main' ? 'on the loop' : 'in its thread'}`,
      figure: million(rate),
      ratio: rate / anchor,
      target: '>= 0.80 M/s (the better one)',
      met: rate === best ? rate >= TARGET : null,
      conditions,
    };
  });
  const probe: BenchRow = {
    goal: 'p:D2',
    what: 'sync of 4 KiB on this disk (anchor of p:D2)',
    figure: `p50 ${small.p50Micros.toFixed(0)} µs, p99 ${small.p99Micros.toFixed(0)} µs`,
    ratio: null,
    target: '',
    met: null,
    conditions: `${String(PROBES)} overwrites with fdatasync`,
  };
  return [...rows, probe];
}

const million = (rate: number) => `${(rate / 1e6).toFixed(2)} M/s`;

function batches(): Uint8Array[] {
  const load: Uint8Array[] = [];
  for (let id = 1; id <= COMMANDS; id += BATCH) load.push(tortureOrders(id, BATCH));
  return load;
}

/** Commands per second through inbox, journal, core and gate, with the inbox never empty. */
async function durableRate(thread: Thread, load: readonly Uint8Array[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-bench-'));
  try {
    const file = join(folder, 'journal.db');
    const { journal } = await openJournal({ file, reserveBytes: 0, retention: 'all', thread });
    const clock = createClockSystem();
    const recovered = await recover({
      createEngine: createTortureEngine,
      journal,
      snapshots: createSnapshotStoreMemory(),
      clock,
      genesis: tortureGenesis,
    });
    const bus = createBusLocal();
    const settings = { ...SEQUENCER_SETTINGS, batchCommandsHard: BATCH };
    const failed = (reason: string) => {
      throw new Error(reason);
    };
    const sequencer = createSequencer({ ...recovered, journal, bus, clock, onFatal: failed }, settings); // prettier-ignore
    sequencer.start();
    const started = performance.now();
    let next = 0;
    while (next < load.length) {
      while (sequencer.figures().waiting < 4 * BATCH && next < load.length) {
        bus.submit(load[next++]!, (code) => failed(`refused with ${String(code)}`));
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await sequencer.stop();
    const seconds = (performance.now() - started) / 1000;
    await journal.close();
    return (load.length * BATCH) / seconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
