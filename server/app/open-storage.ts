// Opens what the venue keeps on disk, in the folder of its market: token secret, journal, snapshots,
// read model.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createJournalMemory } from '../journal/journal-memory.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { Journal } from '../journal/journal.ts';
import { createSnapshotStoreFile } from '../journal/snapshot-store-file.ts';
import type { SnapshotStore } from '../journal/snapshot-store.ts';
import { HOUSE_ACCOUNTS_FROM, HOUSE_ACCOUNTS_TO } from '../liquidity/liquidity-accounts.ts';
import type { Log } from '../ops/log.ts';
import { openReadModel, type ReadModel } from '../readmodel/readmodel.ts';
import type { Config } from './config.ts';

export interface Storage {
  readonly journal: Journal;
  readonly snapshots: SnapshotStore;
  readonly readModel: ReadModel;
}

const MIB = 1 << 20;

export async function openStorage(
  config: Config,
  log: Log,
  onFailure: (reason: string) => void,
): Promise<Storage> {
  const isMemory = config.journal === 'memory';
  mkdirSync(config.data, { recursive: true });
  const snapshots = createSnapshotStoreFile({
    folder: join(config.data, 'snapshots'),
    onDamage: (file, reason) => {
      log.error({ file, reason }, 'a snapshot cannot be used');
    },
  });
  const journal = isMemory ? createJournalMemory() : await openOnDisk(config, log);
  const readModel = await openReadModel({
    // What a memory journal forgets must not be found in a file afterwards.
    file: isMemory ? ':memory:' : join(config.data, 'readmodel.db'),
    houseFrom: HOUSE_ACCOUNTS_FROM,
    houseTo: HOUSE_ACCOUNTS_TO,
    onFailure: (error) => {
      onFailure(`the read model failed: ${error.message}`);
    },
  });
  return { journal, snapshots, readModel };
}

async function openOnDisk(config: Config, log: Log): Promise<Journal> {
  const { journal, thread, syncMicros, tooFast } = await openJournal({
    file: join(config.data, 'journal.db'),
    reserveBytes: config.reserveMib * MIB,
    retention: config.retention,
    thread: config.journalThread,
  });
  log.info({ thread, syncMicros }, 'journal opened');
  if (tooFast) {
    log.warn({ syncMicros }, 'syncs are faster than a disk can be: a power cut may lose orders');
  }
  return journal;
}
