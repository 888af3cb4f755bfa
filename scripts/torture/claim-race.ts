// Starts several venues on one journal at the same moment: one history must come of it, and those that
// lose must end with a failure.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournalSqlite } from '../../server/journal/journal-sqlite.ts';
import { replay } from '../../server/sequencer/replay.ts';
import { EMPTY_POSITION } from './journal-images.ts';
import { CHILD_SETTINGS, spawnVenue } from './spawn-venue.ts';
import { acceptedIds, createTortureEngine } from './torture-engine.ts';

export interface ClaimRace {
  /** Processes that ended well: at most one can be left. */
  readonly finished: number;
  readonly failed: number;
  readonly acked: number;
  /** Acknowledged orders that the one history does not hold. */
  readonly lost: number;
}

export async function claimRace(processes: number, orders: number): Promise<ClaimRace> {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-race-'));
  try {
    const venues = Array.from({ length: processes }, (_, k) => {
      // Ids of their own, so that each acknowledgement can be looked up.
      const firstId = 1 + k * 1_000_000;
      return spawnVenue({ ...CHILD_SETTINGS, folder, firstId, orders, snapshotCommands: 1e9 });
    });
    const ends = await Promise.all(venues.map((venue) => venue.ended));
    const acked = venues.flatMap((venue) => venue.acked);
    const found = await idsIn(join(folder, 'journal.db'));
    return {
      finished: ends.filter((end) => end === 0).length,
      failed: ends.filter((end) => end === 1).length,
      acked: acked.length,
      lost: acked.filter((id) => !found.has(id)).length,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function idsIn(file: string): Promise<Set<number>> {
  const journal = await openJournalSqlite({ file, reserveBytes: 0, retention: 'all' });
  const ids = new Set<number>();
  await replay({
    engine: createTortureEngine(),
    journal,
    from: EMPTY_POSITION,
    shard: 0,
    onReplayed(batch) {
      for (const id of acceptedIds(batch)) ids.add(id);
    },
  });
  await journal.close();
  return ids;
}
