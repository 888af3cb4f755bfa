// Kills a venue under load again and again: every acknowledged order must be found, none twice, and the
// state that it reported must be the one that a replay comes to.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournalSqlite } from '../../server/journal/journal-sqlite.ts';
import { replay } from '../../server/sequencer/replay.ts';
import { EMPTY_POSITION } from './journal-images.ts';
import { CHILD_SETTINGS, spawnVenue } from './spawn-venue.ts';
import { acceptedIds, createTortureEngine } from './torture-engine.ts';

export interface KillCycles {
  readonly cycles: number;
  readonly seed: number;
  readonly acked: number;
  /** Acknowledged ids that the journal does not hold. */
  readonly lost: number;
  /** Ids that were accepted more than once. */
  readonly doubled: number;
  /** Orders that were in the journal already when they were sent again. */
  readonly resent: number;
  /** State hashes that were compared with the replay, and those that differed. */
  readonly hashesCompared: number;
  readonly hashesWrong: number;
  /** Broken invariants of the ledger at the end. */
  readonly broken: readonly string[];
}

export async function killCycles(cycles: number, seed: number): Promise<KillCycles> {
  const folder = mkdtempSync(join(tmpdir(), 'openbell-kill-'));
  const acked = new Set<number>();
  const hashes = new Map<number, string>();
  let random = seed;
  let firstId = 1;
  try {
    for (let cycle = 0; cycle < cycles; cycle++) {
      random = (Math.imul(random, 1_103_515_245) + 12_345) & 0x7fffffff;
      const thread = cycle % 2 === 0 ? 'main' : 'worker';
      const venue = spawnVenue({ ...CHILD_SETTINGS, folder, firstId, thread });
      await venue.ready;
      await new Promise((resolve) => setTimeout(resolve, 20 + (random % 180)));
      venue.child.kill('SIGKILL');
      await venue.ended;
      for (const id of venue.acked) acked.add(id);
      for (const [seq, hash] of venue.hashes) hashes.set(seq, hash);
      // What was not acknowledged is sent again: it may be in the journal, but must not count twice.
      firstId = Math.max(0, ...venue.acked, firstId - 1) + 1;
    }
    return { cycles, seed, acked: acked.size, ...(await compare(folder, acked, hashes)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(folder: string, acked: Set<number>, hashes: Map<number, string>) {
  const times = new Map<number, number>();
  let answered = 0;
  let accepted = 0;
  const found = await replayAll(folder, hashes, (batch) => {
    const ids = acceptedIds(batch);
    accepted += ids.length;
    answered += acceptedIds(batch, true).length;
    for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  });
  return {
    lost: [...acked].filter((id) => !times.has(id)).length,
    doubled: [...times.values()].filter((count) => count > 1).length,
    resent: answered - accepted,
    ...found,
  };
}

/** Replays from the very beginning, without snapshots, and compares state hashes on the way. */
async function replayAll(
  folder: string,
  hashes: Map<number, string>,
  take: (batch: Uint8Array) => void,
): Promise<{ hashesCompared: number; hashesWrong: number; broken: string[] }> {
  const journal = await openJournalSqlite({
    file: join(folder, 'journal.db'),
    reserveBytes: 0,
    retention: 'all',
  });
  const engine = createTortureEngine();
  let seq = 0;
  let hashesCompared = 0;
  let hashesWrong = 0;
  await replay({
    engine,
    journal,
    from: EMPTY_POSITION,
    shard: 0,
    onReplayed(batch) {
      seq++;
      take(batch);
      const expected = hashes.get(seq);
      if (expected === undefined) return;
      hashesCompared++;
      if (expected !== engine.stateHash()) hashesWrong++;
    },
  });
  await journal.close();
  return { hashesCompared, hashesWrong, broken: engine.brokenInvariants() };
}
