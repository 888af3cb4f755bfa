// Fills the disk under a running venue: cancels must still be taken and made durable, new orders be
// refused, nothing acknowledged be lost, and all be well again when there is space. Needs a small file
// system of its own, which only root can mount; elsewhere the caller says that it was not tried.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REJECTS } from '../../shared/domain/reject.ts';
import { openJournalSqlite } from '../../server/journal/journal-sqlite.ts';
import { replay } from '../../server/sequencer/replay.ts';
import { openTestVenue } from '../../server/sequencer/test-venue.ts';
import type { TestVenue } from '../../server/sequencer/test-venue.ts';
import { EMPTY_POSITION } from './journal-images.ts';
import {
  createTortureEngine,
  tortureCancel,
  tortureGenesis,
  tortureOrders,
} from './torture-engine.ts';

export interface DiskFull {
  /** Orders taken before the disk was full. */
  readonly taken: number;
  /** Cancels that were taken and released while it was full. */
  readonly cancels: number;
  readonly refusedReadOnly: boolean;
  readonly restored: boolean;
  /** What the process ended with; empty: nothing. */
  readonly fatal: readonly string[];
  /** Newest row that was released, and newest row that a replay finds. */
  readonly releasedSeq: number;
  readonly foundSeq: number;
}

const DISK_MIB = 12;
const RESERVE_MIB = 4;
const CANCELS = 200;

/** A small file system, or undefined where none can be mounted. */
export function mountSmallDisk(
  mebibytes = DISK_MIB,
): { folder: string; remove(): void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-disk-'));
  const size = `size=${String(mebibytes)}m`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    remove() {
      spawnSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs on `folder`, a small file system. */
export async function diskFull(folder: string): Promise<DiskFull> {
  const options = {
    file: join(folder, 'journal.db'),
    reserveBytes: RESERVE_MIB << 20,
    retention: 'all',
  } as const;
  const journal = await openJournalSqlite(options);
  const venue = await openTestVenue({
    journal,
    createEngine: createTortureEngine,
    genesis: tortureGenesis,
  });
  await venue.settle();
  // The rest of the disk belongs to somebody else, who leaves us 2 MiB.
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, new Uint8Array((DISK_MIB - RESERVE_MIB - 2) << 20));
  const taken = await fill(venue);
  const refusedReadOnly = venue.submit(tortureOrders(1)).includes(REJECTS.readOnly.code);
  const cancelled = await cancelAll(venue);
  rmSync(ballast);
  const restored = await waitForSpace(venue);
  const { fatal } = venue;
  if (fatal.length === 0) await venue.sequencer.stop();
  const releasedSeq = venue.sequencer.figures().durableSeq;
  await journal.close();
  const again = await openJournalSqlite({ ...options, reserveBytes: 0 });
  const engine = createTortureEngine();
  const found = await replay({ engine, journal: again, from: EMPTY_POSITION, shard: 0 });
  await again.close();
  const foundSeq = found.position.seq;
  return { taken, cancels: cancelled, refusedReadOnly, restored, fatal, releasedSeq, foundSeq };
}

async function fill(venue: TestVenue): Promise<number> {
  const burst = 200;
  for (let id = 1; id < 1_000_000; id += burst) {
    if (venue.submit(tortureOrders(id, burst)).length > 0) return id - 1;
    await venue.settle();
  }
  return 0;
}

async function cancelAll(venue: TestVenue): Promise<number> {
  let cancelled = 0;
  for (let id = 1; id <= CANCELS; id++) {
    if (venue.submit(tortureCancel(id)).length === 0) cancelled++;
    await venue.settle();
  }
  return cancelled;
}

/** Lets time pass until new orders are taken again; at most five seconds of it. */
async function waitForSpace(venue: TestVenue): Promise<boolean> {
  for (let k = 0; k < 5; k++) {
    venue.clock.advance(1_000);
    venue.sequencer.tick();
    await venue.settle();
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (venue.submit(tortureOrders(2_000_000 + k)).length === 0) {
      await venue.settle();
      return true;
    }
  }
  return false;
}
