// The whole venue for the network benches, on a journal in memory or on disk.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournalMemory } from '../../server/journal/journal-memory.ts';
import { openJournalSqlite } from '../../server/journal/journal-sqlite.ts';
import { startSmallVenue, type SmallVenue } from '../../server/testing/small-venue.ts';

/** Budgets that a bench cannot reach. */
const LOOSE = 1e9;
export const LOOSE_LIMITS = {
  connectionsPerIp: LOOSE,
  connectRatePerIp: LOOSE,
  connectBurstPerIp: LOOSE,
  connectionsPerAccount: LOOSE,
  ordersPerSecond: LOOSE,
  ordersBurst: LOOSE,
};

export async function startBenchVenue(journalKind: string): Promise<SmallVenue> {
  if (journalKind !== 'sqlite') {
    return startSmallVenue(createJournalMemory({ forget: true }), LOOSE_LIMITS);
  }
  const folder = mkdtempSync(join(tmpdir(), 'openbell-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'journal.db');
  const journal = await openJournalSqlite({ file, reserveBytes: 0, retention: 'all' });
  return startSmallVenue(journal, LOOSE_LIMITS);
}
